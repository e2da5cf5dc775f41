package nl.termijn.invoice;

import static nl.termijn.administration.Pricing.GROSS;
import static nl.termijn.administration.Pricing.NET;
import static nl.termijn.testing.Fixtures.EUR;
import static nl.termijn.testing.Fixtures.EXEMPT;
import static nl.termijn.testing.Fixtures.REVERSE_CHARGE;
import static nl.termijn.testing.Fixtures.S21;
import static nl.termijn.testing.Fixtures.S9;
import static nl.termijn.testing.Fixtures.grossLine;
import static nl.termijn.testing.Fixtures.line;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.plain;
import static nl.termijn.testing.Fixtures.rate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.termijn.administration.Pricing;
import nl.termijn.error.InvalidInputException;
import nl.termijn.money.Amounts;
import nl.termijn.vat.VatTreatment;

class InvoiceTotalsTest {

    @Example
    void vat_is_reckoned_on_the_sum_of_a_rate() {
        assertTotals(List.of(line("119.88", S21), line("14.50", S21), line("13.00", S21)), "147.38 + 30.95 = 178.33");
        assertTotals(Collections.nCopies(3, line("1.02", S21)), "3.06 + 0.64 = 3.70");
        assertTotals(Collections.nCopies(10, line("9.95", S21)), "99.50 + 20.90 = 120.40");
        assertTotals(List.of(line("6733.95", S21)), "6733.95 + 1414.13 = 8148.08");
        assertTotals(List.of(line("59.44", S21)), "59.44 + 12.48 = 71.92");
        assertTotals(List.of(line("5.00", rate("20"))), "5.00 + 1.00 = 6.00");
    }

    @Example
    void a_price_with_vat_is_exact() {
        assertTotals(List.of(grossLine("14.95", S21)), "12.36 + 2.59 = 14.95");
        assertTotals(List.of(grossLine("5900.00", S21)), "4876.03 + 1023.97 = 5900.00");
        assertTotals(List.of(line("100", "0.65", GROSS, S21)), "53.72 + 11.28 = 65.00");
        assertTotals(List.of(grossLine("119.88", S21)), "99.07 + 20.81 = 119.88");
        assertTotals(Collections.nCopies(3, grossLine("4.99", S21)), "12.37 + 2.60 = 14.97");
        assertTotals(Collections.nCopies(7, grossLine("9.95", S21)), "57.56 + 12.09 = 69.65");
    }

    @Example
    void the_missing_cents_go_to_the_largest_remainders_and_of_equal_ones_to_the_earlier() {
        // 4.99 / 1.21 = 4.1239..: 4.12 each, 12.37 in all
        assertThat(nets(Collections.nCopies(3, grossLine("4.99", S21)))).containsExactly("4.13", "4.12", "4.12");
        // remainders .44, .97, .50 cents: the second and the third
        assertThat(nets(List.of(grossLine("1.00", S21), grossLine("0.25", S21), grossLine("0.05", S21))))
                .containsExactly("0.82", "0.21", "0.04");
        // a negative one is rounded away from zero first
        assertThat(nets(List.of(grossLine("-14.95", S21)))).containsExactly("-12.36");
        assertThat(nets(List.of(grossLine("-4.99", S21), grossLine("14.97", S21))))
                .containsExactly("-4.12", "12.37");
    }

    @Example
    void each_category_and_rate_is_a_row() {
        InvoiceTotals totals = InvoiceTotals.of(
                List.of(line("50.00", EXEMPT), line("33.33", S9), line("100.01", S21), line("20.00", EXEMPT)), EUR);
        assertThat(rows(totals)).containsExactly("S 21 100.01 21.00", "S 9 33.33 3.00", "E 0 70.00 0.00");
        assertThat(text(totals)).isEqualTo("203.34 + 24.00 = 227.34");
    }

    @Example
    void rates_of_one_value_are_one_row_however_they_are_written() {
        InvoiceTotals totals = InvoiceTotals.of(List.of(line("1.00", S21), line("1.00", rate("21.0"))), EUR);
        assertThat(rows(totals)).containsExactly("S 21 2.00 0.42");
    }

    @Example
    void lines_of_both_pricings_are_added_in_one_row() {
        InvoiceTotals totals = InvoiceTotals.of(
                List.of(line("10.00", S21), grossLine("14.95", S21), line("80.00", REVERSE_CHARGE)), EUR);
        assertThat(rows(totals)).containsExactly("S 21 22.36 4.69", "AE 0 80.00 0.00");
        assertThat(totals.lineNets()).extracting(net -> plain(net)).containsExactly("10.00", "12.36", "80.00");
        assertThat(text(totals)).isEqualTo("102.36 + 4.69 = 107.05");
    }

    @Example
    void a_total_of_zero_has_its_row() {
        InvoiceTotals totals = InvoiceTotals.of(List.of(line("0.00", S21)), EUR);
        assertThat(rows(totals)).containsExactly("S 21 0.00 0.00");
        assertThat(text(totals)).isEqualTo("0.00 + 0.00 = 0.00");
        assertThat(text(InvoiceTotals.of(List.of(), EUR))).isEqualTo("0.00 + 0.00 = 0.00");
    }

    @Example
    void yen_are_whole() {
        CurrencyUnit yen = Monetary.getCurrency("JPY");
        InvoiceLine line = line("1", "2940", NET, rate("10")).toBuilder()
                .unitPrice(Amounts.of("980", "JPY"))
                .discount(Amounts.of("0", "JPY"))
                .amount(Amounts.of("2940", "JPY"))
                .build();
        assertThat(text(InvoiceTotals.of(List.of(line), yen))).isEqualTo("2940 + 294 = 3234");
        assertThatThrownBy(() -> InvoiceTotals.of(List.of(line), EUR)).isInstanceOf(InvalidInputException.class);
    }

    @Property
    void totals_add_up(@ForAll("lines") List<InvoiceLine> lines) {
        InvoiceTotals totals = InvoiceTotals.of(lines, EUR);
        assertThat(sum(totals.lineNets())).isEqualByComparingTo(number(plain(totals.net())));
        assertThat(sum(totals.rows().stream().map(VatRow::taxable).toList()))
                .isEqualByComparingTo(number(plain(totals.net())));
        assertThat(sum(totals.rows().stream().map(VatRow::vat).toList()))
                .isEqualByComparingTo(number(plain(totals.vat())));
        assertThat(number(plain(totals.net())).add(number(plain(totals.vat()))))
                .isEqualByComparingTo(number(plain(totals.gross())));
        for (VatRow row : totals.rows()) {
            BigDecimal exact =
                    Amounts.decimal(row.taxable()).multiply(row.rate()).movePointLeft(2);
            // gross-priced lines keep their promise, so their VAT may be a cent beside it (rule D4)
            assertThat(Amounts.decimal(row.vat()).subtract(exact).abs()).isLessThanOrEqualTo(number("0.0121"));
        }
        for (int i = 0; i < lines.size(); i++) {
            BigDecimal amount = Amounts.decimal(lines.get(i).amount());
            BigDecimal exact = lines.get(i).pricing() == NET
                    ? amount
                    : amount.multiply(number("100"))
                            .divide(number("100").add(lines.get(i).vat().rate()), 10, java.math.RoundingMode.HALF_UP);
            assertThat(Amounts.decimal(totals.lineNets().get(i)).subtract(exact).abs())
                    .isLessThan(number("0.01"));
        }
    }

    @Property
    void lines_priced_with_vat_come_to_exactly_their_prices(@ForAll("lines") List<InvoiceLine> lines) {
        List<InvoiceLine> gross = lines.stream()
                .map(line -> line.toBuilder().pricing(GROSS).build())
                .toList();
        assertThat(sum(gross.stream().map(InvoiceLine::amount).toList()))
                .isEqualByComparingTo(number(plain(InvoiceTotals.of(gross, EUR).gross())));
    }

    @Property
    void the_order_of_the_lines_does_not_matter(@ForAll("lines") List<InvoiceLine> lines, @ForAll Random random) {
        List<InvoiceLine> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);
        InvoiceTotals totals = InvoiceTotals.of(lines, EUR);
        InvoiceTotals other = InvoiceTotals.of(shuffled, EUR);
        assertThat(other.rows()).isEqualTo(totals.rows());
        assertThat(other.gross()).isEqualTo(totals.gross());
        assertThat(other.net()).isEqualTo(totals.net());
    }

    @Provide
    Arbitrary<List<InvoiceLine>> lines() {
        Arbitrary<VatTreatment> treatments = Arbitraries.of(S21, S21, S9, EXEMPT, rate("5.5"));
        return Combinators.combine(
                        Arbitraries.integers().between(-5_000, 20_000), Arbitraries.of(Pricing.class), treatments)
                .as((cents, pricing, vat) ->
                        line("1", BigDecimal.valueOf(cents, 2).toPlainString(), pricing, vat))
                .list()
                .ofMaxSize(12);
    }

    private static BigDecimal sum(List<MonetaryAmount> amounts) {
        return amounts.stream().map(Amounts::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void assertTotals(List<InvoiceLine> lines, String totals) {
        assertThat(text(InvoiceTotals.of(lines, EUR))).isEqualTo(totals);
    }

    private static List<String> nets(List<InvoiceLine> lines) {
        return InvoiceTotals.of(lines, EUR).lineNets().stream()
                .map(net -> plain(net))
                .toList();
    }

    static List<String> rows(InvoiceTotals totals) {
        return totals.rows().stream()
                .map(row -> row.category() + " " + row.rate() + " " + plain(row.taxable()) + " " + plain(row.vat()))
                .toList();
    }

    static String text(InvoiceTotals totals) {
        return plain(totals.net()) + " + " + plain(totals.vat()) + " = " + plain(totals.gross());
    }
}
