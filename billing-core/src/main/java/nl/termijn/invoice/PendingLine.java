package nl.termijn.invoice;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.Bounds;
import nl.termijn.error.Violations;
import nl.termijn.internal.ValueStyle;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.LineLabels;
import nl.termijn.subscription.Subscription;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatTreatment;
import org.immutables.value.Value;

/**
 * A line that waits for the next run: entered by the seller at any time, positive or negative, or made by a change at once
 * (rule C6). Immutable.
 *
 * <pre>
 * PendingLine.builder()
 *         .reference(PendingLineReference.of("P-7")).customer(CustomerReference.of("K-1"))
 *         .date(LocalDate.of(2026, 1, 20)).description("Two hours of support")
 *         .quantity(new BigDecimal("2")).unitPrice(Amounts.of("85.00", "EUR"))
 *         .build();                                                    // amount 170.00
 * </pre>
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = PendingLine.Builder.class)
public interface PendingLine {
    /** The host's key. */
    PendingLineReference reference();

    /** Who pays. */
    CustomerReference customer();

    /** The run after this day bills it (rule B3). */
    LocalDate date();

    /** Text on the invoice. */
    @Value.Redacted
    String description();

    /** What it is for, so that it stands together with others of the same. */
    @Value.Default
    @Value.Redacted
    default LineLabels labels() {
        return LineLabels.NONE;
    }

    /** Code of the product, for the books. */
    Optional<String> productCode();

    /** The days it is for, if any. */
    Optional<DateRange> days();

    /** How many; 1 unless given, negative or positive. */
    @Value.Default
    default BigDecimal quantity() {
        return BigDecimal.ONE;
    }

    /** How many whole periods are in it. */
    @Value.Default
    default int periods() {
        return 1;
    }

    /** Price of one; negative or positive, may be finer than the currency. */
    MonetaryAmount unitPrice();

    /** Discount of this line; a customer's general discount does not touch it. */
    Optional<Discount> discountRule();

    /** What is taken off; computed unless given. */
    @Value.Default
    default MonetaryAmount discount() {
        return Amounts.of(computed().discount(), unitPrice().getCurrency());
    }

    /** Charge minus discount; computed unless given. */
    @Value.Default
    default MonetaryAmount amount() {
        return Amounts.of(computed().amount(), unitPrice().getCurrency());
    }

    /** Whether price and amounts are without or with VAT; without unless given. */
    @Value.Default
    default Pricing pricing() {
        return Pricing.NET;
    }

    /** What it is to the VAT. */
    @Value.Default
    default VatProduct product() {
        return VatProduct.STANDARD;
    }

    /** The day whose VAT rate holds: the first of its days, else its date. */
    @Value.Default
    default LocalDate suppliedOn() {
        return days().map(DateRange::from).orElse(date());
    }

    /** The VAT treatment that is fixed because a sent line is corrected (the VAT of the original). */
    Optional<VatTreatment> fixedVat();

    /** The invoice that it corrects, if the seller names one. */
    Optional<InvoiceId> corrects();

    /** How it came about; entered by hand unless given. */
    @Value.Default
    default LineOrigin origin() {
        return new LineOrigin.Entered();
    }

    /** Whether it was billed and so waits no longer. */
    @Value.Default
    default boolean billed() {
        return false;
    }

    /** The document that bills it. */
    Optional<InvoiceId> billedOn();

    /** Order of entry; given by the store. */
    @Value.Default
    default long entered() {
        return 0;
    }

    private LineAmount computed() {
        return LineCalculator.whole(
                Rounding.of(unitPrice().getCurrency()),
                quantity(),
                Amounts.decimal(unitPrice()),
                periods(),
                discountRule());
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations bounds = Violations.of("pending line");
        Bounds.check(bounds, "date", date());
        Bounds.check(bounds, "description", description());
        Bounds.check(bounds, "quantity", quantity());
        Bounds.check(bounds, "unitPrice", unitPrice());
        Bounds.check(bounds, "suppliedOn", suppliedOn());
        bounds.throwIfAny();
        BigDecimal price = Amounts.decimal(unitPrice());
        Violations.of("pending line")
                .check(
                        !description().isBlank(),
                        "description",
                        description(),
                        "must be given",
                        "it stands on the invoice")
                .check(quantity().signum() != 0, "quantity", quantity(), "must not be 0", "leave the line out")
                .check(periods() >= 1, "periods", periods(), "must be 1 or more", "leave it out")
                .check(
                        price.scale() <= Subscription.MAX_PRICE_DECIMALS,
                        "unitPrice",
                        price,
                        "must have at most " + Subscription.MAX_PRICE_DECIMALS + " decimals",
                        "round it")
                .throwIfAny();
        checkAmounts();
    }

    /**
     * A line entered by hand costs what its quantity and price say: a changed copy of another line must not keep the amount
     * of that one. (Lines of credits and of changes have amounts of their own.)
     */
    private void checkAmounts() {
        Violations violations = Violations.of("pending line");
        String currency = unitPrice().getCurrency().getCurrencyCode();
        violations.check(
                discount().getCurrency().getCurrencyCode().equals(currency)
                        && amount().getCurrency().getCurrencyCode().equals(currency),
                "amount",
                amount(),
                "must be in " + currency + " like the unit price",
                "leave it out");
        if (origin() instanceof LineOrigin.Entered) {
            LineAmount computed = computed();
            violations.check(
                    Amounts.decimal(amount()).compareTo(computed.amount()) == 0
                            && Amounts.decimal(discount()).compareTo(computed.discount()) == 0,
                    "amount",
                    amount(),
                    "must be " + computed.amount() + ", what quantity, price and discount come to",
                    "leave amount and discount out; for a changed copy start a new line");
        }
        violations.throwIfAny();
    }

    /** The line on a document, with {@code vat}. */
    default InvoiceLine toInvoiceLine(VatTreatment vat) {
        return InvoiceLine.builder()
                .origin(origin())
                .pendingLine(reference())
                .description(description())
                .productCode(productCode())
                .labels(labels())
                .days(days())
                .quantity(quantity())
                .periods(periods())
                .unitPrice(unitPrice())
                .discountRule(discountRule())
                .discount(discount())
                .amount(amount())
                .pricing(pricing())
                .product(product())
                .suppliedOn(suppliedOn())
                .vat(vat)
                .build();
    }

    /** {@code line} of a document as a line that waits, with its amounts and its VAT as they are. */
    static PendingLine of(
            PendingLineReference reference, CustomerReference customer, LocalDate date, InvoiceLine line) {
        return builder()
                .reference(reference)
                .customer(customer)
                .date(date)
                .description(line.description())
                .productCode(line.productCode())
                .labels(line.labels())
                .days(line.days())
                .quantity(line.quantity())
                .periods(line.periods())
                .unitPrice(line.unitPrice())
                .discountRule(line.discountRule())
                .discount(line.discount())
                .amount(line.amount())
                .pricing(line.pricing())
                .product(line.product())
                .suppliedOn(line.suppliedOn())
                .fixedVat(line.vat())
                .corrects(line.origin().corrected().map(LineReference::invoice))
                .origin(line.origin())
                .build();
    }

    /** Starts a pending line. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this line. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a pending line. */
    class Builder extends ImmutablePendingLine.Builder {}
}
