package nl.termijn.receivable;

import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.error.Violations;
import nl.termijn.internal.Keys;

/**
 * What comes with money that is entered: the key by which it is known elsewhere, the day on which it counts, and the payer's
 * words. Immutable.
 *
 * <pre>
 * Booking.keyed("tr_7UhSN1zuXS")                                   a provider's payment: told twice, it is entered once
 * Booking.keyed("camt-2026-41/17").valueOn(LocalDate.of(2026, 3, 1)) a line of a bank statement
 * Booking.BY_HAND.reference("2026-00017")                          entered by hand: twice is two payments
 * </pre>
 *
 * @param key key of the entry at the bank, the provider or the host, unique in the administration; it must not name a person. The
 *     same key with the same values is entered once, however often and by however many hosts it is said; without a key each call is
 *     an entry of its own
 * @param valueOn the day on which the money counts for ageing and interest; the day of the entry unless given
 * @param reference what the payer wrote, or a reason; erased with the person
 */
public record Booking(Optional<String> key, Optional<LocalDate> valueOn, Optional<String> reference) {
    /** An entry by hand, of today, without words. */
    public static final Booking BY_HAND = new Booking(Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks the key: 1 to 100 characters without control characters or outer blanks. */
    public Booking {
        Violations.given(key, "key");
        Violations.given(valueOn, "valueOn");
        Violations.given(reference, "reference");
        key.ifPresent(text -> Keys.check("key", text));
    }

    /** An entry that is known elsewhere as {@code key}. */
    public static Booking keyed(String key) {
        return new Booking(Optional.of(key), Optional.empty(), Optional.empty());
    }

    /** The same, of money that counts from {@code day} on. */
    public Booking valueOn(LocalDate day) {
        return new Booking(key, Optional.of(day), reference);
    }

    /** The same with the payer's words, or a reason. */
    public Booking reference(String text) {
        return new Booking(key, valueOn, Optional.of(text));
    }

    /** Its key and day only: the reference is free text about a person. */
    @Override
    public String toString() {
        return "Booking[" + key.orElse("by hand")
                + valueOn.map(day -> ", value " + day).orElse("") + "]";
    }
}
