package nl.termijn.mail.smtp;

import java.util.List;
import java.util.Optional;
import nl.termijn.error.Violations;
import nl.termijn.internal.MailAddress;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/** In whose name an administration's mail leaves. Immutable. */
@Value.Immutable
@ValueStyle
public interface Sender {
    /** Address that the mail is from; its domain stands in Message-ID too. */
    String address();

    /** Where answers go; to {@link #address} unless given. */
    Optional<String> replyTo();

    /** Who gets a copy of everything, unseen: an archive. */
    List<String> bcc();

    /**
     * Address that mail which cannot be delivered comes back to, with {@code {key}} for the key of the delivery, such as
     * {@code bounce+{key}@example.nl}; {@link #address} unless given.
     */
    Optional<String> bounce();

    /**
     * The one address that everything goes to while a seller tries things out, whoever it is for: nothing else leaves.
     */
    Optional<String> sandbox();

    /** With what mail is signed, when the relay does not do that. */
    Optional<Dkim> dkim();

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations violations = Violations.of("sender");
        checkAddress(violations, "address", address());
        replyTo().ifPresent(address -> checkAddress(violations, "replyTo", address));
        bcc().forEach(address -> checkAddress(violations, "bcc", address));
        sandbox().ifPresent(address -> checkAddress(violations, "sandbox", address));
        bounce().ifPresent(pattern -> {
            checkAddress(violations, "bounce", pattern.replace("{key}", "key"));
            violations.check(
                    pattern.contains("{key}"),
                    "bounce",
                    pattern,
                    "must contain {key}",
                    "without it nobody knows which delivery came back");
        });
        dkim().ifPresent(dkim -> violations.check(
                ("." + address().substring(address().indexOf('@') + 1)).endsWith("." + dkim.domain()),
                "dkim.domain",
                dkim.domain(),
                "must be the domain of " + address() + " or one above it",
                "readers' servers trust no other (DMARC)"));
        violations.throwIfAny();
    }

    private static void checkAddress(Violations violations, String field, String address) {
        MailAddress.check(violations, field, address);
    }

    /** Starts a sender. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a sender. */
    class Builder extends ImmutableSender.Builder {}
}
