package nl.termijn.pdf.html;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.document.Words;
import nl.termijn.pdf.Sheet;

/** Documents that a layout is tried with when it is set: one with everything on it, of several pages, and a bare one. */
final class SampleSheets {
    private static final Words WORDS = Words.of(Locale.ENGLISH);
    private static final List<Sheet.Column> COLUMNS = List.of(
            new Sheet.Column("description", "Description", false),
            new Sheet.Column("quantity", "Quantity", true),
            new Sheet.Column("price", "Price", true),
            new Sheet.Column("discount", "Discount", true),
            new Sheet.Column("vat", "VAT", true),
            new Sheet.Column("amount", "Amount", true));

    private SampleSheets() {}

    static List<Sheet> all() {
        List<Sheet> sheets = new ArrayList<>();
        for (Sheet.Kind kind : Sheet.Kind.values()) {
            sheets.add(bare(kind));
        }
        sheets.add(full());
        return sheets;
    }

    private static Sheet bare(Sheet.Kind kind) {
        Sheet.Table table = new Sheet.Table("", COLUMNS, rows(1), "");
        return new Sheet(
                kind,
                WORDS,
                "1",
                "1",
                "Seller",
                List.of("Customer"),
                List.of(),
                List.of(),
                Optional.empty(),
                table,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                new Sheet.Identity("Seller", "Town", List.of()),
                "",
                LocalDate.EPOCH);
    }

    private static Sheet full() {
        List<Sheet.Field> fields = List.of(new Sheet.Field("Label", "Value", true), Sheet.Field.of("Label", "Value"));
        Sheet.Payment payment = new Sheet.Payment(
                "How to pay",
                "Please pay.",
                fields,
                Optional.of(URI.create("https://pay.example/1")),
                Optional.of(new Sheet.Code("https://pay.example/1", "Scan to pay")));
        return new Sheet(
                Sheet.Kind.INVOICE,
                WORDS,
                "2026-000123",
                "Invoice 2026-000123",
                "Seller · Street 1 · Town",
                List.of("Customer", "Street 2", "Town"),
                fields,
                List.of("A paragraph."),
                Optional.of(new Sheet.Headline("To pay", "€ 1,234,567.89", "by 15 March 2026")),
                new Sheet.Table("", COLUMNS, rows(80), "Carried forward"),
                List.of(
                        new Sheet.Total("Total excl. VAT", "€ 1,020,304.87", Sheet.Total.Weight.PLAIN),
                        new Sheet.Total("Total", "€ 1,234,567.89", Sheet.Total.Weight.TOTAL)),
                List.of("A note."),
                Optional.of(payment),
                List.of("Closing."),
                List.of(new Sheet.Table("Annex", COLUMNS, rows(3), "")),
                new Sheet.Identity("Seller", "Street 1, Town", fields),
                "",
                LocalDate.of(2026, 3, 1));
    }

    private static List<Sheet.Row> rows(int count) {
        List<Sheet.Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sheet.Row.Style style = i % 40 == 0 && count > 1
                    ? Sheet.Row.Style.GROUP
                    : i % 40 == 39 ? Sheet.Row.Style.SUBTOTAL : Sheet.Row.Style.ITEM;
            rows.add(new Sheet.Row(
                    style,
                    List.of("Product " + i, "1", "10.00", "-1.00", "21%", "9.00"),
                    List.of("1 March 2026 to 31 March 2026"),
                    "9.00"));
        }
        return rows;
    }
}
