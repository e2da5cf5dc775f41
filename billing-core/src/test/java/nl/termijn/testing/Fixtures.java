package nl.termijn.testing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.ServiceLines;
import nl.termijn.money.Amounts;
import nl.termijn.price.CustomerPrices;
import nl.termijn.price.PriceAction;
import nl.termijn.price.PriceList;
import nl.termijn.subscription.Piece;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.Terms;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;

/** Plausible values for tests, each a start that a test changes where its rule needs it. */
public final class Fixtures {
    public static final CurrencyUnit EUR = Monetary.getCurrency("EUR");
    public static final CustomerReference K1 = CustomerReference.of("K-1");

    public static final VatTreatment S21 = rate("21");
    public static final VatTreatment S9 = rate("9");
    public static final VatTreatment EXEMPT =
            new VatTreatment(VatCategory.E, BigDecimal.ZERO, "NL", VatReason.DOMESTIC_EXEMPT);
    public static final VatTreatment REVERSE_CHARGE =
            new VatTreatment(VatCategory.AE, BigDecimal.ZERO, "BE", VatReason.EU_REVERSE_CHARGE);

    private Fixtures() {}

    public static VatTreatment rate(String percent) {
        return new VatTreatment(VatCategory.S, new BigDecimal(percent), "NL", VatReason.DOMESTIC);
    }

    public static LocalDate day(String iso) {
        return LocalDate.parse(iso);
    }

    public static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    public static MonetaryAmount eur(String number) {
        return Amounts.of(number, "EUR");
    }

    /** The plain decimal of an amount, with the currency's digits. */
    public static String plain(MonetaryAmount amount) {
        return Amounts.decimal(amount).toPlainString();
    }

    public static Address address() {
        return Address.builder()
                .street("Keizersgracht 1")
                .postalCode("1015 CJ")
                .city("Amsterdam")
                .country("NL")
                .build();
    }

    public static Administration.Builder administration() {
        return Administration.builder()
                .id(AdministrationId.of("hosting-bv"))
                .name("Hosting B.V.")
                .address(address());
    }

    public static Customer.Builder customer() {
        return Customer.builder()
                .reference(K1)
                .name("Bakkerij De Vries")
                .kind(BuyerKind.BUSINESS)
                .address(address());
    }

    /** A subscription of {@code months} months at {@code price} from {@code start}. */
    public static Subscription.Builder subscription(int months, String price, String start) {
        return Subscription.builder()
                .reference(SubscriptionReference.of("S-1"))
                .customer(K1)
                .description("Hosting Basic")
                .cycleMonths(months)
                .start(day(start))
                .unitPrice(eur(price));
    }

    /** The lines that a run makes of what is due before {@code limit}, at 21 %. */
    public static List<InvoiceLine> due(Subscription subscription, String limit) {
        return due(subscription, EndOfSubscription.PRORATE, limit);
    }

    public static List<InvoiceLine> due(Subscription subscription, EndOfSubscription endPolicy, String limit) {
        ServiceCalendar calendar = ServiceCalendar.of(subscription, endPolicy);
        List<InvoiceLine> lines = new ArrayList<>();
        Optional<ServiceLines.Charge> open = Optional.empty();
        for (Piece piece : calendar.due(day(limit))) {
            ServiceLines.Charge charge = charge(subscription, piece, calendar);
            Optional<ServiceLines.Charge> merged = open.flatMap(before -> before.merge(charge));
            if (merged.isEmpty()) {
                open.ifPresent(before -> lines.add(ServiceLines.due(before)));
            }
            open = merged.or(() -> Optional.of(charge));
        }
        open.ifPresent(last -> lines.add(ServiceLines.due(last)));
        return lines;
    }

    public static ServiceLines.Charge charge(Subscription subscription, Piece piece, ServiceCalendar calendar) {
        return ServiceLines.Charge.of(
                subscription,
                piece,
                terms(subscription, piece.days().from(), piece.cycle().months()),
                calendar.discountOf(piece),
                S21);
    }

    /** The terms of an agreed price. */
    public static Terms terms(Subscription subscription, LocalDate day, int months) {
        return subscription.termsOn(
                day,
                months,
                PriceAction.RENEW,
                new CustomerPrices(() -> PriceList.EMPTY, "K", Monetary.getCurrency("EUR"), Optional.empty()));
    }

    /** A line entered by hand: one of {@code amount}. */
    public static InvoiceLine line(String amount, VatTreatment vat) {
        return line("1", amount, Pricing.NET, vat);
    }

    public static InvoiceLine grossLine(String amount, VatTreatment vat) {
        return line("1", amount, Pricing.GROSS, vat);
    }

    /** {@code quantity} times {@code unitPrice}, which comes to whole cents. */
    public static InvoiceLine line(String quantity, String unitPrice, Pricing pricing, VatTreatment vat) {
        BigDecimal amount = number(quantity).multiply(number(unitPrice));
        return InvoiceLine.builder()
                .origin(new LineOrigin.Entered())
                .description("Support")
                .quantity(number(quantity))
                .unitPrice(eur(unitPrice))
                .discount(eur("0.00"))
                .amount(Amounts.of(amount, EUR))
                .pricing(pricing)
                .product(VatProduct.STANDARD)
                .suppliedOn(day("2026-01-15"))
                .vat(vat)
                .build();
    }

    public static Invoice draft(String id, List<InvoiceLine> lines) {
        return Invoice.builder()
                .id(InvoiceId.of(id))
                .customer(K1)
                .currency(EUR)
                .lines(lines)
                .totals(InvoiceTotals.of(lines, EUR))
                .build();
    }

    /** {@code draft} sent as number {@code number} of 2026. */
    public static Invoice sent(Invoice draft, long number) {
        return draft.toBuilder().issuance(issuance("2026-%05d", number)).build();
    }

    public static Invoice sent(List<InvoiceLine> lines) {
        return sent(draft("I-1", lines), 1);
    }

    public static Issuance issuance(String format, long number) {
        return Issuance.builder()
                .number(new DocumentNumber(String.format(Locale.ROOT, format, number), "{yyyy}-{n:5}/2026", number))
                .issuedOn(day("2026-02-01"))
                .dueOn(day("2026-02-15"))
                .seller(Party.seller(administration().build()))
                .customer(Party.customer(customer().build()))
                .language(Locale.forLanguageTag("nl"))
                .salt("salt")
                .personalHash("")
                .previousHash("")
                .hash("00")
                .build();
    }
}
