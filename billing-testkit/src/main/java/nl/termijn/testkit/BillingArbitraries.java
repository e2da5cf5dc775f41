package nl.termijn.testkit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.PaperFee;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.CreditRequest;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Pause;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.subscription.Trial;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;

/**
 * jqwik generators of every billing value, odd ones often: days at the ends of months, 29 February, cycles of 24 months,
 * negative lines, prices finer than a cent. All amounts are in euro; all values are valid.
 */
public final class BillingArbitraries {
    private static final CurrencyUnit EUR = Monetary.getCurrency("EUR");

    private BillingArbitraries() {}

    /** Days from July 2023 to early 2025, ends of months and the leap day more often than chance. */
    public static Arbitrary<LocalDate> days() {
        Arbitrary<LocalDate> any = Arbitraries.integers()
                .between(0, 600)
                .map(days -> LocalDate.of(2023, 7, 1).plusDays(days));
        Arbitrary<LocalDate> odd = Arbitraries.of(
                LocalDate.of(2024, 2, 29),
                LocalDate.of(2024, 1, 31),
                LocalDate.of(2024, 1, 30),
                LocalDate.of(2023, 12, 31),
                LocalDate.of(2024, 8, 31),
                LocalDate.of(2024, 3, 31),
                LocalDate.of(2024, 10, 27),
                LocalDate.of(2024, 1, 1));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, any), net.jqwik.api.Tuple.of(2, odd));
    }

    /** Amounts of 0.01 to 500.00 to the cent. */
    public static Arbitrary<MonetaryAmount> cents() {
        return Arbitraries.integers().between(1, 50_000).map(cents -> euro(BigDecimal.valueOf(cents, 2)));
    }

    /** Unit prices: to the cent, of nothing, and finer than a cent. */
    public static Arbitrary<MonetaryAmount> prices() {
        Arbitrary<MonetaryAmount> fine =
                Arbitraries.integers().between(1, 99_999).map(number -> euro(BigDecimal.valueOf(number, 4)));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, cents()),
                net.jqwik.api.Tuple.of(1, fine),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(euro(BigDecimal.ZERO))));
    }

    private static MonetaryAmount euro(BigDecimal number) {
        return Amounts.of(number, EUR);
    }

    /** Quantities: mostly 1, else up to 20 with two decimals. */
    public static Arbitrary<BigDecimal> quantities() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.just(BigDecimal.ONE)),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.integers().between(1, 2_000).map(n -> BigDecimal.valueOf(n, 2))));
    }

    /** Addresses in the Netherlands, the rest of the EU, and beyond. */
    public static Arbitrary<Address> addresses() {
        return Arbitraries.of("NL", "NL", "NL", "BE", "DE", "FR", "GR", "US")
                .map(country -> Address.builder()
                        .street("Voorbeeldstraat 1")
                        .city("Stad")
                        .country(country)
                        .build());
    }

    /** Every combination of policies. */
    public static Arbitrary<Policies> policies() {
        return Combinators.combine(
                        Arbitraries.of(Policies.NegativeTotal.class),
                        Arbitraries.of(Policies.InterimLines.class),
                        Arbitraries.of(Policies.EndOfSubscription.class),
                        Arbitraries.of(Policies.Cancellation.class),
                        Arbitraries.of(Policies.ZeroTotal.class),
                        Arbitraries.of(Policies.RateChange.class),
                        Arbitraries.of(Policies.SetOff.class),
                        Arbitraries.of(Pricing.class))
                .as((negative, interim, end, cancellation, zero, rate, setOff, pricing) -> Policies.builder()
                        .negativeTotal(negative)
                        .interimLines(interim)
                        .endOfSubscription(end)
                        .cancellation(cancellation)
                        .zeroTotal(zero)
                        .rateChange(rate)
                        .setOff(setOff)
                        .pricing(pricing)
                        .build());
    }

    /** Fees for paper, of every kind. */
    public static Arbitrary<PaperFee> paperFees() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 500),
                        Arbitraries.of(Pricing.class),
                        Arbitraries.of(PaperFee.Payers.class))
                .as((cents, pricing, payers) -> new PaperFee(
                        Amounts.of(BigDecimal.valueOf(cents, 2), Monetary.getCurrency("EUR")), pricing, payers));
    }

    /** Sellers in the Netherlands with the key {@code id}. */
    public static Arbitrary<Administration> administrations(String id) {
        return Combinators.combine(
                        policies(),
                        Arbitraries.integers().between(0, 60),
                        paperFees().optional(0.4),
                        groups(),
                        Arbitraries.of(Policies.PrepaidVat.class))
                .as((policies, term, fee, group, prepaid) -> Administration.builder()
                        .id(AdministrationId.of(id))
                        .name("Verkoper B.V.")
                        .address(Address.builder()
                                .street("Dam 1")
                                .postalCode("1012 JS")
                                .city("Amsterdam")
                                .country("NL")
                                .build())
                        .vatId(VatId.of("NL661712813B01"))
                        .kvkNumber("01234567")
                        .iban("NL91ABNA0417164300")
                        .paymentTerm(PaymentTerm.days(term))
                        .groups(List.of(group))
                        .policies(Policies.builder()
                                .from(policies)
                                .paperFee(fee)
                                .prepaidVat(prepaid)
                                .build())
                        .build());
    }

    /** The group {@code G}, with some settings of its own. */
    public static Arbitrary<CustomerGroup> groups() {
        return Combinators.combine(
                        schedules().optional(0.5),
                        Arbitraries.of("5", "20").map(BigDecimal::new).optional(0.5),
                        Arbitraries.of(Policies.InterimLines.class).optional(0.5),
                        Arbitraries.of(DeliveryChannel.class).optional(0.5))
                .as((schedule, discount, interim, delivery) -> CustomerGroup.builder()
                        .code("G")
                        .name("Group")
                        .schedule(schedule)
                        .discountPercent(discount)
                        .interimLines(interim)
                        .delivery(delivery)
                        .build());
    }

    /** Schedules that divide the year. */
    public static Arbitrary<InvoiceSchedule> schedules() {
        return Combinators.combine(
                        Arbitraries.of(1, 1, 1, 2, 3, 4, 6, 12),
                        Arbitraries.integers().between(1, 12))
                .as(InvoiceSchedule::new);
    }

    /**
     * Customers with the key {@code reference}: businesses with and without VAT id, and consumers; alone or in the group
     * {@code G}, whose settings some of them have.
     */
    public static Arbitrary<Customer> customers(String reference) {
        return Combinators.combine(
                        addresses(),
                        Arbitraries.of(BuyerKind.class),
                        schedules().optional(0.8),
                        Arbitraries.of("0", "0", "0", "10", "12.5")
                                .map(BigDecimal::new)
                                .optional(0.6),
                        Arbitraries.of("nl", "en", "de").optional(0.9),
                        Arbitraries.of(DeliveryChannel.MAIL, DeliveryChannel.MAIL, DeliveryChannel.PAPER)
                                .optional(0.8),
                        Arbitraries.just("G").optional(0.4))
                .as((address, kind, schedule, discount, language, delivery, group) -> Customer.builder()
                        .reference(CustomerReference.of(reference))
                        .name("Klant " + reference)
                        .kind(kind)
                        .address(address)
                        .vatId(kind == BuyerKind.BUSINESS ? vatId(address.country()) : Optional.empty())
                        .emails(List.of("klant@voorbeeld.example"))
                        .delivery(delivery)
                        .schedule(schedule)
                        .discountPercent(discount)
                        .group(group)
                        .language(language.map(Locale::forLanguageTag))
                        .build());
    }

    static Optional<VatId> vatId(String country) {
        return switch (country) {
            case "BE" -> Optional.of(VatId.of("BE0246770968"));
            case "DE" -> Optional.of(VatId.of("DE832181846"));
            case "GR" -> Optional.of(VatId.of("EL558358650"));
            default -> Optional.empty();
        };
    }

    /** Discounts: percentages and amounts, for ever, for some periods, or until a day. */
    public static Arbitrary<TimedDiscount> discounts() {
        Arbitrary<Discount> discount = Arbitraries.oneOf(
                Arbitraries.of("5", "15", "33.3", "100").map(percent -> Discount.percent(new BigDecimal(percent))),
                Arbitraries.integers()
                        .between(1, 2_000)
                        .map(cents -> Discount.amountPerPeriod(BigDecimal.valueOf(cents, 2))));
        return Combinators.combine(
                        discount,
                        Arbitraries.integers().between(0, 4),
                        days().optional(0.2),
                        Arbitraries.of(Set.<String>of(), Set.of("basic"), Set.of("pro, \"max\"", "basic")))
                .as((rule, periods, before, products) -> new TimedDiscount(
                        rule, periods == 0 ? OptionalInt.empty() : OptionalInt.of(periods), before, products));
    }

    /** Trials: mostly none. */
    public static Arbitrary<Trial> trials() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.just(Trial.NONE)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(1, 3).map(Trial::periods)),
                net.jqwik.api.Tuple.of(1, days().map(Trial::until)));
    }

    /** Pauses of up to 90 days. */
    public static Arbitrary<Pause> pauses() {
        return Combinators.combine(days(), Arbitraries.integers().between(1, 90))
                .as((from, days) -> Pause.of(from, from.plusDays(days)));
    }

    /** Changes of price or quantity, with the next period or at once. */
    public static Arbitrary<TermsChange> changes() {
        return Combinators.combine(
                        days(),
                        Arbitraries.of(TermsChange.Effect.class),
                        prices(),
                        quantities(),
                        Arbitraries.of(1, 2, 3))
                .as((day, effect, price, quantity, what) -> TermsChange.builder()
                        .effectiveFrom(day)
                        .effect(effect)
                        .unitPrice(what == 2 ? Optional.empty() : Optional.of(price))
                        .quantity(what == 1 ? Optional.empty() : Optional.of(quantity))
                        .build());
    }

    /** Kinds of VAT rate, mostly standard. */
    public static Arbitrary<VatProduct> products() {
        return Arbitraries.of(
                        VatKind.STANDARD,
                        VatKind.STANDARD,
                        VatKind.STANDARD,
                        VatKind.REDUCED,
                        VatKind.ZERO,
                        VatKind.EXEMPT)
                .map(VatProduct::of);
    }

    /** Subscriptions of {@code customer} with the key {@code reference}. */
    public static Arbitrary<Subscription> subscriptions(String reference, CustomerReference customer) {
        Arbitrary<Subscription.Builder> base = Combinators.combine(
                        Arbitraries.of(1, 1, 1, 2, 3, 6, 12, 24),
                        days(),
                        prices(),
                        quantities(),
                        Arbitraries.of(BillingTiming.ADVANCE, BillingTiming.ADVANCE, BillingTiming.ARREARS),
                        Arbitraries.of(Alignment.class),
                        Arbitraries.of(Pricing.class),
                        products())
                .as((cycle, start, price, quantity, timing, alignment, pricing, product) -> Subscription.builder()
                        .reference(SubscriptionReference.of(reference))
                        .customer(customer)
                        .description("Hosting " + reference)
                        .cycleMonths(cycle)
                        .start(start)
                        .unitPrice(price)
                        .quantity(quantity)
                        .timing(timing)
                        .alignment(alignment)
                        .pricing(pricing)
                        .vat(product));
        return Combinators.combine(
                        base,
                        trials(),
                        discounts().optional(0.3),
                        cents().optional(0.2),
                        Arbitraries.of(0, 0, 0, 14, 45))
                .as((builder, trial, discount, fee, lead) -> builder.trial(trial)
                        .discount(discount)
                        .setUpFee(fee)
                        .leadDays(lead)
                        .build());
    }

    /** Pending lines of {@code customer} with the key {@code reference}, a third of them negative. */
    public static Arbitrary<PendingLine> pendingLines(String reference, CustomerReference customer) {
        return Combinators.combine(
                        days(),
                        prices(),
                        quantities(),
                        Arbitraries.of(1, 1, -1),
                        Arbitraries.of(Pricing.class),
                        products())
                .as((day, price, quantity, sign, pricing, product) -> PendingLine.builder()
                        .reference(PendingLineReference.of(reference))
                        .customer(customer)
                        .date(day)
                        .description("Line " + reference)
                        .unitPrice(price)
                        .quantity(quantity.multiply(BigDecimal.valueOf(sign)))
                        .pricing(pricing)
                        .product(product)
                        .build());
    }

    /** VAT treatments of Dutch invoices. */
    public static Arbitrary<VatTreatment> treatments() {
        return Arbitraries.of(
                new VatTreatment(VatCategory.S, new BigDecimal("21"), "NL", VatReason.DOMESTIC),
                new VatTreatment(VatCategory.S, new BigDecimal("9"), "NL", VatReason.DOMESTIC),
                new VatTreatment(VatCategory.E, BigDecimal.ZERO, "NL", VatReason.DOMESTIC_EXEMPT));
    }

    /** Lines of documents, of both pricings. */
    public static Arbitrary<InvoiceLine> invoiceLines() {
        return Combinators.combine(pendingLines("P", CustomerReference.of("K")), treatments())
                .as((line, vat) -> line.toInvoiceLine(vat));
    }

    /** Draft invoices of one to six lines, whose total may have any sign. */
    public static Arbitrary<Invoice> invoices() {
        return invoiceLines()
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(lines -> Invoice.builder()
                        .id(InvoiceId.of("invoice"))
                        .customer(CustomerReference.of("K"))
                        .currency(EUR)
                        .lines(lines)
                        .totals(InvoiceTotals.of(lines, EUR))
                        .build());
    }

    /** Requests to credit something of an invoice with {@code lines} lines; some ask too much. */
    public static Arbitrary<CreditRequest> creditRequests(int lines) {
        Arbitrary<Integer> line = Arbitraries.integers().between(1, lines);
        return Arbitraries.oneOf(
                Arbitraries.just(new CreditRequest.Whole()),
                cents().map(CreditRequest.Amount::new),
                line.map(CreditRequest.WholeLine::new),
                Combinators.combine(line, cents()).as(CreditRequest.LineAmount::new),
                Combinators.combine(line, quantities()).as(CreditRequest.LineQuantity::new));
    }
}
