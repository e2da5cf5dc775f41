package nl.termijn.pdf;

import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Address;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.EuroVat;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.invoice.Referred;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.receivable.Statement;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;

/** Documents to draw: the shortest, the longest, and the odd ones. */
public final class Samples {
    public static final LocalDate ISSUED = LocalDate.of(2026, 3, 1);
    public static final Locale DUTCH = Locale.forLanguageTag("nl");
    public static final URI PAY_LINK = URI.create("https://betaal.voorbeeldhosting.nl/p/7Kd93mQx");
    public static final Party SELLER = Party.builder()
            .name("Voorbeeld Hosting B.V.")
            .address(address("Keizersgracht 123", "1015 CJ", "Amsterdam", "NL"))
            .vatId(VatId.of("NL123456782B90"))
            .kvkNumber("12345678")
            .iban("NL91ABNA0417164300")
            .bic("ABNANL2A")
            .email("facturen@voorbeeldhosting.nl")
            .build();
    public static final Party CUSTOMER = Party.builder()
            .name("Bakkerij De Korenbloem")
            .address(address("Molenstraat 8", "5611 AB", "Eindhoven", "NL"))
            .build();
    public static final VatTreatment HIGH = vat(VatCategory.S, "21", VatReason.DOMESTIC);
    public static final VatTreatment LOW = vat(VatCategory.S, "9", VatReason.DOMESTIC);
    public static final VatTreatment REVERSE = vat(VatCategory.AE, "0", VatReason.EU_REVERSE_CHARGE);

    private Samples() {}

    public static Address address(String street, String postalCode, String city, String country) {
        return Address.builder()
                .street(street)
                .postalCode(postalCode)
                .city(city)
                .country(country)
                .build();
    }

    public static VatTreatment vat(VatCategory category, String rate, VatReason reason) {
        return new VatTreatment(category, new BigDecimal(rate), "NL", reason);
    }

    public static InvoiceLine line(String description, String quantity, String price, VatTreatment vat) {
        return line(description, quantity, price, vat, "EUR");
    }

    public static InvoiceLine line(
            String description, String quantity, String price, VatTreatment vat, String currency) {
        BigDecimal amount =
                new BigDecimal(quantity).multiply(new BigDecimal(price)).setScale(2, java.math.RoundingMode.HALF_UP);
        CurrencyUnit unit = Monetary.getCurrency(currency);
        return InvoiceLine.builder()
                .origin(new LineOrigin.Entered())
                .description(description)
                .days(DateRange.of(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1)))
                .quantity(new BigDecimal(quantity))
                .unitPrice(Amounts.of(new BigDecimal(price), unit))
                .discount(Amounts.zero(unit))
                .amount(Amounts.of(amount, unit))
                .pricing(Pricing.NET)
                .product(VatProduct.STANDARD)
                .suppliedOn(LocalDate.of(2026, 3, 1))
                .vat(vat)
                .build();
    }

    public static List<InvoiceLine> lines(int count) {
        String[] products = {
            "Webhosting Zakelijk",
            "Domein korenbloem-bakkerij.nl",
            "Back-up 50 GB",
            "SSL-certificaat",
            "E-mail, 5 postvakken"
        };
        String[] prices = {"19.95", "1.25", "4.50", "2.00", "7.333"};
        List<InvoiceLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InvoiceLine line = line(
                    products[i % 5] + (i < 5 ? "" : " #" + (i + 1)),
                    i % 7 == 3 ? "3" : "1",
                    prices[i % 5],
                    i % 5 == 3 ? LOW : HIGH);
            lines.add(line.toBuilder()
                    .productCode(i % 5 == 1 ? "Domeinen" : "Hosting")
                    .build());
        }
        return lines;
    }

    public static Invoice invoice(List<InvoiceLine> lines) {
        return invoice(lines, CUSTOMER, DUTCH, PaymentAdvice.TRANSFER);
    }

    public static Invoice invoice(List<InvoiceLine> lines, Party customer, Locale language, PaymentAdvice payment) {
        CurrencyUnit currency = lines.get(0).amount().getCurrency();
        return Invoice.builder()
                .id(InvoiceId.of("01a219ec-f114-71a3-85ba-7ca7466d6275"))
                .customer(CustomerReference.of("10017"))
                .currency(currency)
                .lines(lines)
                .totals(InvoiceTotals.of(lines, currency))
                .issuance(Issuance.builder()
                        .number(new DocumentNumber("2026-000123", "2026", 123))
                        .issuedOn(ISSUED)
                        .dueOn(ISSUED.plusDays(14))
                        .seller(SELLER)
                        .customer(customer)
                        .language(language)
                        .payment(payment)
                        .euroVat(euroVat(currency))
                        .salt("salt")
                        .personalHash("")
                        .previousHash("")
                        .hash("5be8a1")
                        .build())
                .build();
    }

    private static Optional<EuroVat> euroVat(CurrencyUnit currency) {
        return currency.getCurrencyCode().equals("EUR")
                ? Optional.empty()
                : Optional.of(new EuroVat(new BigDecimal("1.0842"), ISSUED, Amounts.of("193.69", "EUR")));
    }

    public static Invoice creditNote() {
        List<InvoiceLine> lines = List.of(line("Webhosting Zakelijk, niet-gebruikte periode", "-1", "19.95", HIGH));
        Invoice invoice = invoice(lines);
        return invoice.toBuilder()
                .kind(InvoiceKind.CREDIT_NOTE)
                .issuance(invoice.issuance().orElseThrow().toBuilder()
                        .number(new DocumentNumber("C2026-00007", "C", 7))
                        .addReferred(new Referred("2026-000101", LocalDate.parse("2026-03-01")))
                        .build())
                .build();
    }

    public static Letter.Heading heading(String reference) {
        return new Letter.Heading(SELLER, CUSTOMER, "10017", DUTCH, LocalDate.of(2026, 4, 20), reference);
    }

    public static List<Letter.Claim> claims(int count) {
        List<Letter.Claim> claims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            claims.add(new Letter.Claim(
                    "2026-0000" + (10 + i),
                    ISSUED.minusMonths(i % 12),
                    ISSUED.minusMonths(i % 12).plusDays(14),
                    Amounts.of("121.00", "EUR"),
                    Amounts.of(i % 3 == 0 ? "121.00" : "60.50", "EUR")));
        }
        return claims;
    }

    /** One letter of each kind. */
    public static List<Letter> letters() {
        MonetaryAmount none = Amounts.of("0.00", "EUR");
        MonetaryAmount costs = Amounts.of("40.00", "EUR");
        LocalDate on = LocalDate.of(2026, 4, 20);
        OpenItem invoice = item(OpenItem.Kind.INVOICE, "2026-000123", "121.00", 1);
        OpenItem payment = item(OpenItem.Kind.PAYMENT, "Bakkerij", "-60.50", 2);
        Statement statement = Statement.of(
                CustomerReference.of("10017"), on, Monetary.getCurrency("EUR"), List.of(invoice, payment), List.of());
        return List.of(
                new Letter.Reminder(heading("H-1"), claims(3), on, Optional.of(PAY_LINK)),
                new Letter.FinalDemand(
                        heading("S-2"),
                        claims(2),
                        Amounts.of("3.17", "EUR"),
                        Amounts.of("0.06", "EUR"),
                        costs,
                        on.plusDays(7),
                        Optional.empty()),
                new Letter.FourteenDays(heading("A-3"), claims(2), costs, on.plusDays(17), Optional.of(PAY_LINK)),
                new Letter.Account(heading("R-4"), statement),
                new Letter.Dossier(
                        heading("D-5"),
                        CUSTOMER,
                        claims(2),
                        none,
                        costs,
                        List.of(new Letter.Paper("Factuur 2026-000010", on, 2), new Letter.Paper("Aanmaning", on, 4))),
                new Letter.Request(
                        heading("B-6"),
                        List.of(new Letter.RequestedLine("Domein voorbeeld.nl", BigDecimal.ONE, costs)),
                        costs,
                        on.plusDays(30),
                        Optional.of(PAY_LINK)),
                new Letter.Notice(
                        heading("2026-000010"),
                        "Factuur 2026-000010 is ingetrokken",
                        "Geachte heer, mevrouw,\n\nWij hebben de factuur ingetrokken.\nU hoeft niets te doen.\n\nMet vriendelijke groet,\nVoorbeeld Hosting B.V."));
    }

    private static OpenItem item(OpenItem.Kind kind, String number, String amount, int key) {
        LocalDate on = LocalDate.of(2026, 3, key);
        return OpenItem.builder()
                .id(ItemId.of("01a219ec-f114-71a3-85ba-00000000000" + key))
                .kind(kind)
                .customer(CustomerReference.of("10017"))
                .number(number)
                .date(on)
                .dueOn(on.plusDays(14))
                .amount(Amounts.of(amount, "EUR"))
                .open(Amounts.of(amount, "EUR"))
                .build();
    }
}
