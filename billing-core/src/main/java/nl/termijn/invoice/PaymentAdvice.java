package nl.termijn.invoice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * How a document tells the customer to pay, fixed when it is sent.
 *
 * @param way by whom and how the money is moved
 * @param payLink page on which it is paid online without logging in; https only
 */
public record PaymentAdvice(Way way, Optional<URI> payLink) {

    /** The customer transfers the money, the document's number as reference. */
    public static final PaymentAdvice TRANSFER = new PaymentAdvice(new Transfer(), Optional.empty());

    /** Checks the link. */
    public PaymentAdvice {
        Violations.of("payment advice")
                .check(
                        payLink.map(link -> "https".equals(link.getScheme()) && link.getHost() != null)
                                .orElse(true),
                        "payLink",
                        payLink.map(URI::getScheme).orElse(""),
                        "must be an https address",
                        "give the whole address, on the seller's own domain")
                .throwIfAny();
    }

    /** Without the link, which opens the customer's page for whoever has it. */
    @Override
    public String toString() {
        return "PaymentAdvice[" + way.getClass().getSimpleName()
                + payLink.map(link -> ", with a pay link").orElse("") + "]";
    }

    /** This advice with a page to pay on. */
    public PaymentAdvice withPayLink(URI link) {
        return new PaymentAdvice(way, Optional.of(link));
    }

    /** By whom and how the money is moved. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Transfer.class, name = "transfer"),
        @JsonSubTypes.Type(value = DirectDebit.class, name = "direct-debit"),
        @JsonSubTypes.Type(value = Paid.class, name = "paid")
    })
    public sealed interface Way {}

    /** The customer transfers the money. */
    public record Transfer() implements Way {}

    /**
     * The seller collects the money; the document is the announcement (SEPA Core Rulebook, pre-notification).
     *
     * @param collectedOn about when
     * @param maskedIban the account, of which only the ends are shown
     * @param mandate reference of the mandate
     * @param creditorId the seller's identifier
     */
    public record DirectDebit(LocalDate collectedOn, String maskedIban, String mandate, String creditorId)
            implements Way {

        /** Collection from {@code iban}, of which only the country and the last four characters are kept. */
        public static DirectDebit from(String iban, LocalDate collectedOn, String mandate, String creditorId) {
            Violations.of("direct debit")
                    .check(
                            iban.length() >= 15,
                            "iban",
                            iban.length() + " characters",
                            "must be an IBAN",
                            "give it whole; only its ends are kept")
                    .throwIfAny();
            return new DirectDebit(
                    collectedOn,
                    iban.substring(0, 2) + "•• •••• " + iban.substring(iban.length() - 4),
                    mandate,
                    creditorId);
        }
    }

    /**
     * It was paid before it was sent, such as by card at the order.
     *
     * @param on when
     */
    public record Paid(LocalDate on) implements Way {}
}
