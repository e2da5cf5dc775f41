package nl.termijn.pdf.html;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.termijn.document.Label;
import nl.termijn.document.Words;
import nl.termijn.pdf.Sheet;

/** What a template may name of a {@link Sheet}. */
final class SheetNames {
    /** Columns of the tables of all kinds of documents. */
    private static final Set<String> COLUMNS = new TreeSet<>(Set.of(
            "description",
            "quantity",
            "price",
            "discount",
            "vat",
            "amount",
            "invoice",
            "invoiceDate",
            "dueDate",
            "daysOverdue",
            "openAmount",
            "document",
            "date",
            "debtorSide",
            "creditorSide",
            "balance",
            "pages"));

    private static final Names<Sheet.Field> FIELD = new Names.Builder<Sheet.Field>()
            .text("label", "what it is", Sheet.Field::label)
            .text("value", "what it says", Sheet.Field::value)
            .flag("strong", "whether it stands out", Sheet.Field::strong)
            .build();

    private static final Names<Sheet.Headline> HEADLINE = new Names.Builder<Sheet.Headline>()
            .text("label", "what the amount is", Sheet.Headline::label)
            .text("amount", "with its currency", Sheet.Headline::amount)
            .text("detail", "such as the last day; may be empty", Sheet.Headline::detail)
            .build();

    private static final Names<Sheet.Column> COLUMN = new Names.Builder<Sheet.Column>()
            .text("name", "which it is: `description`, `amount` …, fit for a CSS class", Sheet.Column::name)
            .text("label", "its head", Sheet.Column::label)
            .flag("numeric", "whether it holds figures, aligned at the right", Sheet.Column::numeric)
            .build();

    private static final Names<CellIn> CELL = new Names.Builder<CellIn>()
            .text("text", "what it says; may be empty", CellIn::text)
            .text("name", "which column it is in", cell -> cell.column().name())
            .flag("numeric", "whether it holds a figure", cell -> cell.column().numeric())
            .flag("first", "whether it is the first of its row, below which the details stand", CellIn::first)
            .build();

    private static final Names<RowIn> IN = in();

    private static final Names<RowIn> ROW = new Names.Builder<RowIn>()
            .flag("item", "whether it is an item", row -> row.row().style() == Sheet.Row.Style.ITEM)
            .flag("group", "whether it is the head of a group", row -> row.row().style() == Sheet.Row.Style.GROUP)
            .flag(
                    "subtotal",
                    "whether it is the subtotal of a group",
                    row -> row.row().style() == Sheet.Row.Style.SUBTOTAL)
            .each("cells", "its cells, one per column", CELL, RowIn::cells)
            .part("in", "its cells by the name of their column", IN, Optional::of)
            .texts(
                    "details",
                    "lines under the first cell, such as the days",
                    row -> row.row().details())
            .text(
                    "carried",
                    "the running total after it; empty where none is carried",
                    row -> row.row().carried())
            .build();

    private static final Names<Sheet.Table> TABLE = new Names.Builder<Sheet.Table>()
            .text("title", "above it; may be empty", Sheet.Table::title)
            .each("columns", "its columns", COLUMN, Sheet.Table::columns)
            .each("rows", "its rows", ROW, RowIn::all)
            .text(
                    "carriedLabel",
                    "what a running total is called; empty where none is carried",
                    Sheet.Table::carriedLabel)
            .build();

    private static final Names<Sheet.Total> TOTAL = new Names.Builder<Sheet.Total>()
            .text("label", "what it is", Sheet.Total::label)
            .text("amount", "with its currency", Sheet.Total::amount)
            .flag("grand", "whether it is what all come to", total -> total.weight() == Sheet.Total.Weight.TOTAL)
            .build();

    private static final Names<Sheet.Code> CODE = new Names.Builder<Sheet.Code>()
            .text(
                    "says",
                    "what it is for; the picture itself is `<img src=\"" + LockedFiles.CODE + "\"/>`",
                    Sheet.Code::says)
            .build();

    private static final Names<Sheet.Payment> PAYMENT = new Names.Builder<Sheet.Payment>()
            .text("title", "above it", Sheet.Payment::title)
            .text("text", "how to pay, in a sentence", Sheet.Payment::text)
            .each("fields", "what to fill in at a bank", FIELD, Sheet.Payment::fields)
            .text(
                    "link",
                    "the page to pay on; empty without one",
                    payment -> payment.link().map(Object::toString).orElse(""))
            .part("code", "the QR code, if there is one", CODE, Sheet.Payment::code)
            .build();

    private static final Names<Sheet.Identity> IDENTITY = new Names.Builder<Sheet.Identity>()
            .text("name", "legal name", Sheet.Identity::name)
            .text("address", "on one line", Sheet.Identity::address)
            .each("fields", "trade register, VAT id, mail, account", FIELD, Sheet.Identity::fields)
            .build();

    /** What a template may name. */
    static final Names<Sheet> SHEET = kinds(new Names.Builder<Sheet>())
            .text(
                    "language",
                    "of the document, such as `nl`",
                    sheet -> sheet.words().language().toLanguageTag())
            .text("title", "what it is called, with its number", Sheet::title)
            .text("sender", "the seller's name and place on one line, for above the address", Sheet::sender)
            .texts("address", "of the reader, line by line", Sheet::address)
            .each("info", "what identifies it: number, dates, references", FIELD, Sheet::info)
            .texts("opening", "paragraphs before the table", Sheet::opening)
            .part("headline", "the one amount that matters, if there is one", HEADLINE, Sheet::headline)
            .part(
                    "table",
                    "the main table; a notice has none",
                    TABLE,
                    sheet -> Optional.of(sheet.table())
                            .filter(table -> !table.columns().isEmpty()))
            .each("totals", "below the table", TOTAL, Sheet::totals)
            .texts("notes", "what the law wants said", Sheet::notes)
            .part("payment", "how to pay, if there is something to pay or to say of it", PAYMENT, Sheet::payment)
            .texts("closing", "paragraphs at the end", Sheet::closing)
            .each("annexes", "tables on pages of their own", TABLE, Sheet::annexes)
            .part(
                    "identity",
                    "who the seller is, for the foot of each page",
                    IDENTITY,
                    sheet -> Optional.of(sheet.identity()))
            .text("date", "the day of the document", sheet -> sheet.words().date(sheet.on()))
            .part("words", "words of the document's language", words(), sheet -> Optional.of(sheet.words()))
            .build();

    private SheetNames() {}

    private static Names.Builder<Sheet> kinds(Names.Builder<Sheet> names) {
        for (Sheet.Kind kind : Sheet.Kind.values()) {
            String name = camelCase(kind.name());
            names.flag(name, "whether that is what it is", sheet -> sheet.kind() == kind);
        }
        return names;
    }

    private static String camelCase(String constant) {
        String[] words = constant.toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }

    /** The words that need nothing filled in, without the patterns of figures and days. */
    private static Names<Words> words() {
        Names.Builder<Words> names = new Names.Builder<>();
        Words english = Words.of(Locale.ENGLISH);
        for (Label label : EnumSet.complementOf(EnumSet.range(Label.SHORT_DATE, Label.PERCENTAGE))) {
            if (!english.text(label).contains("{")) {
                names.text(label.key(), "“" + english.text(label) + "”", words -> words.text(label));
            }
        }
        return names.build();
    }

    private static Names<RowIn> in() {
        Names.Builder<RowIn> names = new Names.Builder<>();
        for (String column : COLUMNS) {
            names.text(column, "that cell; empty where the table has no such column", row -> row.cell(column));
        }
        return names.build();
    }

    /** A row with the columns it stands in. */
    private record RowIn(Sheet.Table table, Sheet.Row row) {
        static List<RowIn> all(Sheet.Table table) {
            return table.rows().stream().map(row -> new RowIn(table, row)).toList();
        }

        List<CellIn> cells() {
            List<CellIn> cells = new ArrayList<>();
            for (int i = 0; i < row.cells().size(); i++) {
                cells.add(new CellIn(table.columns().get(i), row.cells().get(i), i == 0));
            }
            return cells;
        }

        String cell(String column) {
            for (int i = 0; i < row.cells().size(); i++) {
                if (table.columns().get(i).name().equals(column)) {
                    return row.cells().get(i);
                }
            }
            return "";
        }
    }

    private record CellIn(Sheet.Column column, String text, boolean first) {}
}
