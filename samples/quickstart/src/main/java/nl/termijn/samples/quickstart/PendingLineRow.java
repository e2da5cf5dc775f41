package nl.termijn.samples.quickstart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.samples.quickstart.CsvTable.Columns;

/**
 * One row of {@code pending-lines.csv}, right in form; whether its content obeys the rules, the library says.
 *
 * @param line the line on which the row starts
 * @param customer the reference of a row of {@code customers.csv}
 * @param unitPrice not rounded; negative for what is given back
 * @param pricing not given: the administration's
 */
record PendingLineRow(
        int line,
        String reference,
        String customer,
        LocalDate date,
        String description,
        BigDecimal quantity,
        BigDecimal unitPrice,
        Optional<Pricing> pricing,
        VatKind vatKind,
        Optional<BigDecimal> discountPercent) {

    static final String FILE = "pending-lines.csv";
    static final Columns COLUMNS = new Columns(
            List.of("reference", "customer", "date", "description", "unitPrice"),
            List.of("quantity", "pricing", "vatKind", "discountPercent"));

    static Optional<PendingLineRow> read(Cells cells) {
        Optional<String> reference = cells.word("reference");
        Optional<String> customer = cells.word("customer");
        Optional<LocalDate> date = cells.date("date");
        Optional<String> description = cells.text("description");
        BigDecimal quantity = cells.decimal("quantity").orElse(BigDecimal.ONE);
        Optional<BigDecimal> unitPrice = cells.decimal("unitPrice");
        Optional<Pricing> pricing = cells.choice("pricing", Pricing.class);
        VatKind vatKind = cells.choice("vatKind", VatKind.class).orElse(VatKind.STANDARD);
        Optional<BigDecimal> discountPercent = cells.percent("discountPercent");
        return cells.ifFaultless(() -> new PendingLineRow(
                cells.line(),
                reference.orElseThrow(),
                customer.orElseThrow(),
                date.orElseThrow(),
                description.orElseThrow(),
                quantity,
                unitPrice.orElseThrow(),
                pricing,
                vatKind,
                discountPercent));
    }
}
