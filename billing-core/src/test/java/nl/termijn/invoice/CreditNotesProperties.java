package nl.termijn.invoice;

import static nl.termijn.testing.Fixtures.EUR;
import static nl.termijn.testing.Fixtures.EXEMPT;
import static nl.termijn.testing.Fixtures.K1;
import static nl.termijn.testing.Fixtures.S21;
import static nl.termijn.testing.Fixtures.S9;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.administration.Address;
import nl.termijn.administration.Pricing;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.money.Amounts;
import nl.termijn.vat.VatTreatment;

class CreditNotesProperties {

    @Provide
    Arbitrary<List<InvoiceLine>> lines() {
        return Combinators.combine(
                        Arbitraries.integers().between(-3_000, 10_000),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(Pricing.class),
                        Arbitraries.of(S21, S9, EXEMPT))
                .as(CreditNotesProperties::line)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static InvoiceLine line(int cents, int quantity, Pricing pricing, VatTreatment vat) {
        return PendingLine.builder()
                .reference(PendingLineReference.of("P"))
                .customer(K1)
                .date(LocalDate.of(2026, 1, 1))
                .description("Line")
                .quantity(BigDecimal.valueOf(quantity))
                .unitPrice(Amounts.of(BigDecimal.valueOf(cents, 2), EUR))
                .pricing(pricing)
                .build()
                .toInvoiceLine(vat);
    }

    static Invoice sent(List<InvoiceLine> lines) {
        Party party = Party.builder().name("N").address(Address.in("NL")).build();
        return Invoice.builder()
                .id(InvoiceId.of("I"))
                .customer(K1)
                .currency(EUR)
                .lines(lines)
                .totals(InvoiceTotals.of(lines, EUR))
                .issuance(Issuance.builder()
                        .number(new DocumentNumber("2026-1", "s", 1))
                        .issuedOn(LocalDate.of(2026, 1, 1))
                        .dueOn(LocalDate.of(2026, 1, 15))
                        .seller(party)
                        .customer(party)
                        .language(java.util.Locale.ROOT)
                        .salt("salt")
                        .personalHash("")
                        .previousHash("")
                        .hash("h")
                        .build())
                .build();
    }

    private static Invoice note(Invoice invoice, List<Invoice> before, List<CreditRequest> requests) {
        Corrections corrections = Corrections.of(invoice, before, List.of());
        List<InvoiceLine> lines = CreditNotes.lines(corrections, requests);
        return Invoice.builder()
                .id(InvoiceId.of("N" + before.size()))
                .kind(InvoiceKind.CREDIT_NOTE)
                .customer(K1)
                .currency(EUR)
                .lines(lines)
                .totals(CreditNotes.totals(corrections, lines))
                .addRefersTo(invoice.id())
                .build();
    }

    @Property(tries = 2000)
    void credits_never_exceed_a_line_and_all_of_them_with_the_invoice_are_zero_in_every_row(
            @ForAll("lines") List<InvoiceLine> lines, @ForAll("requests") List<CreditRequest> requests) {
        Invoice invoice = sent(lines);
        List<Invoice> notes = new ArrayList<>();
        for (CreditRequest request : requests) {
            try {
                notes.add(note(invoice, notes, List.of(request)));
            } catch (NotAllowedException | InvalidInputException e) {
                Statistics.label("refused").collect(true);
            }
            assertLinesKeepTheirSign(invoice, notes);
        }
        Corrections left = Corrections.of(invoice, notes, List.of());
        boolean lowers = Amounts.decimal(invoice.totals().gross())
                        .add(notes.stream()
                                .map(note -> Amounts.decimal(note.totals().gross()))
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                        .signum()
                > 0;
        if (left.mayCredit().isAllowed() && lowers) {
            notes.add(note(invoice, notes, List.of(new CreditRequest.Whole())));
            assertRowsAreZero(invoice, notes);
            Statistics.label("credited wholly").collect(notes.size() > 1 ? "after others" : "at once");
        }
        Statistics.label("negative line")
                .collect(lines.stream().anyMatch(line -> line.amount().isNegative()))
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 10));
        Statistics.label("both pricings")
                .collect(lines.stream().map(InvoiceLine::pricing).distinct().count() == 2)
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 10));
    }

    @Provide
    Arbitrary<List<CreditRequest>> requests() {
        Arbitrary<Integer> line = Arbitraries.integers().between(1, 5);
        Arbitrary<javax.money.MonetaryAmount> amount =
                Arbitraries.integers().between(1, 6_000).map(cents -> Amounts.of(BigDecimal.valueOf(cents, 2), EUR));
        return Arbitraries.<CreditRequest>oneOf(
                        amount.map(CreditRequest.Amount::new),
                        line.map(CreditRequest.WholeLine::new),
                        Combinators.combine(line, amount).as(CreditRequest.LineAmount::new),
                        line.map(number -> new CreditRequest.LineQuantity(number, BigDecimal.ONE)))
                .list()
                .ofMaxSize(6);
    }

    private static void assertLinesKeepTheirSign(Invoice invoice, List<Invoice> notes) {
        Corrections corrections = Corrections.of(invoice, notes, List.of());
        for (int number = 1; number <= invoice.lines().size(); number++) {
            BigDecimal amount = Amounts.decimal(invoice.line(number).amount());
            BigDecimal left = Amounts.decimal(corrections.leftOfLine(number));
            assertThat(left.signum() == 0 || left.signum() == amount.signum()).isTrue();
            assertThat(left.abs()).isLessThanOrEqualTo(amount.abs());
        }
    }

    private static void assertRowsAreZero(Invoice invoice, List<Invoice> notes) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        List<Invoice> all = new ArrayList<>(notes);
        all.add(invoice);
        for (Invoice document : all) {
            for (VatRow row : document.totals().rows()) {
                sums.merge(row.rate() + " taxable", Amounts.decimal(row.taxable()), BigDecimal::add);
                sums.merge(row.rate() + " vat", Amounts.decimal(row.vat()), BigDecimal::add);
            }
        }
        assertThat(sums).allSatisfy((row, sum) -> assertThat(sum).isEqualByComparingTo(BigDecimal.ZERO));
    }
}
