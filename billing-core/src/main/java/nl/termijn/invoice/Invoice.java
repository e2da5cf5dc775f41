package nl.termijn.invoice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import nl.termijn.money.Amounts;
import org.immutables.value.Value;

/**
 * An invoice or credit note, from draft to archive. A draft has no number and may change; sending adds the {@link
 * Issuance} and freezes everything but approval, withdrawal and export. Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Invoice.Builder.class)
public interface Invoice {
    /** The library's key. */
    InvoiceId id();

    /** Invoice or credit note. */
    @Value.Default
    default InvoiceKind kind() {
        return InvoiceKind.INVOICE;
    }

    /** Who pays. */
    CustomerReference customer();

    /** Currency of all amounts. */
    CurrencyUnit currency();

    /** The month of the run that made it; empty for what was made by hand. */
    Optional<YearMonth> runMonth();

    /** Months of other runs whose drafts were merged into this one. */
    List<YearMonth> mergedRunMonths();

    /** The months of all runs whose work is in it; none for what was made by hand. */
    @JsonIgnore
    default List<YearMonth> allRunMonths() {
        return Stream.concat(mergedRunMonths().stream(), runMonth().stream()).toList();
    }

    /** The lines, in the order of rule C7. */
    List<InvoiceLine> lines();

    /** VAT and totals of the lines. */
    InvoiceTotals totals();

    /** How far it moved the billing of subscriptions. */
    List<BilledStretch> stretches();

    /** The documents that a credit note refers to. */
    List<InvoiceId> refersTo();

    /** Free text on the document. */
    @Value.Redacted
    Optional<String> text();

    /** The customer's order reference. */
    @Value.Redacted
    Optional<String> purchaseOrder();

    /** A payment term of this document only. */
    Optional<PaymentTerm> paymentTerm();

    /** Who made the draft, or changed it last. */
    Optional<String> madeBy();

    /** That somebody approved the draft; an edit takes it away. */
    Optional<Approval> approval();

    /** That the draft waits to be paid, and is then sent. */
    Optional<RequestForPayment> request();

    /** What sending fixed. */
    Optional<Issuance> issuance();

    /** That it was taken back. */
    Optional<Withdrawal> withdrawal();

    /** That it is in the books. */
    Optional<LedgerExport> export();

    /** Version for optimistic locking; given by the store. */
    @Value.Default
    default long version() {
        return 0;
    }

    /** Where it is in its life. */
    @JsonIgnore
    default InvoiceStatus status() {
        if (withdrawal().isPresent()) {
            return InvoiceStatus.WITHDRAWN;
        }
        return issuance().isPresent() ? InvoiceStatus.SENT : InvoiceStatus.AWAITING_APPROVAL;
    }

    /** Whether what is about a person was erased after the legal retention. */
    @JsonIgnore
    default boolean isErased() {
        return issuance().filter(issuance -> issuance.salt().isEmpty()).isPresent();
    }

    /** Which other program made it, if one did. */
    @JsonIgnore
    default Optional<String> takenOverFrom() {
        return lines().stream()
                .map(InvoiceLine::origin)
                .filter(LineOrigin.TakenOver.class::isInstance)
                .map(origin -> ((LineOrigin.TakenOver) origin).system())
                .findFirst();
    }

    /** The number, once sent. */
    @JsonIgnore
    default Optional<String> number() {
        return issuance().map(sent -> sent.number().text());
    }

    /** Day of issue, once sent. */
    @JsonIgnore
    default Optional<LocalDate> issuedOn() {
        return issuance().map(Issuance::issuedOn);
    }

    /** Line number {@code number}, from 1. */
    default InvoiceLine line(int number) {
        Violations.of("line")
                .check(
                        number >= 1 && number <= lines().size(),
                        "line",
                        number,
                        "must be 1 to " + lines().size() + " on " + name(),
                        "look at the document's lines")
                .throwIfAny();
        return lines().get(number - 1);
    }

    /** What {@code number} and kind are called in messages: the number, or the draft's id. */
    default String name() {
        return number().orElseGet(() -> "draft " + id().value());
    }

    /** This document with other lines, and the totals that follow from them. */
    default Invoice withLines(List<InvoiceLine> lines) {
        return toBuilder()
                .lines(lines)
                .totals(InvoiceTotals.of(lines, currency()))
                .build();
    }

    /** Checks that the totals are those of the lines, to the cent. */
    @Value.Check
    default void check() {
        BigDecimal nets = BigDecimal.ZERO;
        for (MonetaryAmount net : totals().lineNets()) {
            nets = nets.add(Amounts.decimal(net, currency()));
        }
        BigDecimal net = Amounts.decimal(totals().net());
        BigDecimal gross = Amounts.decimal(totals().gross());
        boolean linesAddUp = totals().lineNets().size() == lines().size() && nets.compareTo(net) == 0;
        boolean vatAddsUp = net.add(Amounts.decimal(totals().vat())).compareTo(gross) == 0;
        if (!linesAddUp || !vatAddsUp) {
            Violations.of("invoice")
                    .check(linesAddUp, "totals", net, "must be the sum of the lines, " + nets, "use InvoiceTotals.of")
                    .check(vatAddsUp, "totals", gross, "must be net and VAT together", "use InvoiceTotals.of")
                    .throwIfAny();
        }
    }

    /** Starts a document. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this document. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a document. */
    class Builder extends ImmutableInvoice.Builder {}
}
