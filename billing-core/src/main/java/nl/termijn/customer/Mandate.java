package nl.termijn.customer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import org.iban4j.IbanUtil;
import org.immutables.value.Value;

/**
 * That a customer lets the seller collect from an account by SEPA direct debit. What it says of a person is his, so it goes when
 * he is erased. Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Mandate.Builder.class)
public interface Mandate {
    /** Months without a collection after which a mandate lapses (SEPA Direct Debit rulebook, section 4.1). */
    int MONTHS_UNUSED = 36;

    /** Its reference, unique in the administration and never used again. */
    MandateReference reference();

    /** Whose invoices are collected. */
    CustomerReference customer();

    /** The account that is debited, without blanks. */
    @Value.Redacted
    String iban();

    /** In whose name the account is, where that is not the customer's. */
    @Value.Redacted
    Optional<String> holder();

    /** Day of signature. */
    LocalDate signedOn();

    /** Under which rules it is collected; core unless given. */
    @Value.Default
    default Scheme scheme() {
        return Scheme.CORE;
    }

    /** Whether it is for one collection only; for any number unless given. */
    @Value.Default
    default boolean oneOff() {
        return false;
    }

    /** Day of the last collection, also by another program; empty when there was none or it is not known. */
    Optional<LocalDate> lastCollectedOn();

    /** First day on which it no longer counts. */
    Optional<LocalDate> cancelledOn();

    /** The rules of a collection. */
    enum Scheme {
        /** Between anybody: the debtor can have it back for eight weeks. */
        CORE,
        /** Between businesses: no refund, and the debtor's bank must know the mandate beforehand. */
        B2B
    }

    /** First day on which it has lapsed if nothing is collected before; nothing when no collection is known. */
    @JsonIgnore
    default Optional<LocalDate> lapsesOn() {
        return lastCollectedOn().map(day -> day.plusMonths(MONTHS_UNUSED));
    }

    /** Whether something may be collected on {@code day}: signed by then, not cancelled, not lapsed, and not used up. */
    default boolean isValidOn(LocalDate day) {
        boolean usedUp = oneOff() && lastCollectedOn().isPresent();
        return !day.isBefore(signedOn())
                && !usedUp
                && cancelledOn().map(day::isBefore).orElse(true)
                && lapsesOn().map(day::isBefore).orElse(true);
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations violations = Violations.of("mandate " + reference())
                .check(
                        IbanUtil.isValid(iban()),
                        "iban",
                        iban().length() + " characters",
                        "must be an IBAN without blanks and with right check digits",
                        "ask the customer for it");
        lastCollectedOn()
                .ifPresent(day -> violations.check(
                        !day.isBefore(signedOn()),
                        "lastCollectedOn",
                        day,
                        "must not be before " + signedOn() + ", when it was signed",
                        "leave it out when it is not known"));
        cancelledOn()
                .ifPresent(day -> violations.check(
                        !day.isBefore(signedOn()),
                        "cancelledOn",
                        day,
                        "must not be before " + signedOn() + ", when it was signed",
                        "give the day on which it ended"));
        violations.throwIfAny();
    }

    /** Starts a mandate. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this mandate. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a mandate. */
    class Builder extends ImmutableMandate.Builder {}
}
