package nl.termijn.samples.benchmarks.pdf;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.money.Monetary;
import nl.termijn.administration.Address;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.Party;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;

/** Sent invoices of ten lines on one page. */
final class Invoices {
    private static final VatTreatment VAT =
            new VatTreatment(VatCategory.S, new BigDecimal("21"), "NL", VatReason.DOMESTIC);

    private Invoices() {}

    static Invoice invoice(int number) {
        LocalDate on = LocalDate.of(2026, 3, 1);
        List<InvoiceLine> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            BigDecimal price = new BigDecimal("9.95").add(BigDecimal.valueOf(i));
            lines.add(InvoiceLine.builder()
                    .origin(new LineOrigin.Entered())
                    .description("Webhosting voor domein-" + (number + i) + ".nl")
                    .days(DateRange.of(on, on.plusMonths(1)))
                    .quantity(BigDecimal.ONE)
                    .unitPrice(Amounts.of(price, Monetary.getCurrency("EUR")))
                    .discount(Amounts.of("0.00", "EUR"))
                    .amount(Amounts.of(price, Monetary.getCurrency("EUR")))
                    .pricing(Pricing.NET)
                    .product(VatProduct.STANDARD)
                    .suppliedOn(on)
                    .vat(VAT)
                    .build());
        }
        return Invoice.builder()
                .id(InvoiceId.of("invoice-" + number))
                .customer(CustomerReference.of("K" + number))
                .currency(Monetary.getCurrency("EUR"))
                .lines(lines)
                .totals(InvoiceTotals.of(lines, Monetary.getCurrency("EUR")))
                .issuance(Issuance.builder()
                        .number(new DocumentNumber("2026-" + number, "2026", number))
                        .issuedOn(on)
                        .dueOn(on.plusDays(14))
                        .seller(party("Voorbeeld Hosting B.V.")
                                .iban("NL91ABNA0417164300")
                                .kvkNumber("12345678")
                                .build())
                        .customer(party("Klant " + number).build())
                        .language(Locale.forLanguageTag("nl"))
                        .personalHash("")
                        .previousHash("")
                        .hash("hash-" + number)
                        .build())
                .build();
    }

    private static Party.Builder party(String name) {
        Party.Builder builder = Party.builder();
        builder.name(name)
                .address(Address.builder()
                        .street("Keizersgracht 123")
                        .postalCode("1015 CJ")
                        .city("Amsterdam")
                        .country("NL")
                        .build());
        return builder;
    }
}
