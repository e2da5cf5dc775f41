package nl.termijn.pdf;

import java.net.URI;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.document.Words;

/**
 * Everything that stands on one document, in words and figures and in reading order, before anybody says where. All
 * layouts draw the same sheet, so that they cannot differ in what they say. Immutable.
 *
 * @param kind what it is
 * @param words its language
 * @param fileName name of its file, without ending
 * @param title what it is called, with its number
 * @param sender name and place on one line, above the address
 * @param address of the reader, line by line
 * @param info what identifies it: number, dates, references
 * @param opening paragraphs before the table
 * @param headline the one amount that matters, if there is one
 * @param table the main table
 * @param totals below the table, the last the one that counts
 * @param notes what the law wants said
 * @param payment how to pay
 * @param closing paragraphs at the end
 * @param annexes tables on pages of their own
 * @param identity who the seller is, for the foot of each page
 * @param origin what the bytes depend on beside this: makes the PDF's id
 * @param on the day that the file says it was made
 */
public record Sheet(
        Kind kind,
        Words words,
        String fileName,
        String title,
        String sender,
        List<String> address,
        List<Field> info,
        List<String> opening,
        Optional<Headline> headline,
        Table table,
        List<Total> totals,
        List<String> notes,
        Optional<Payment> payment,
        List<String> closing,
        List<Table> annexes,
        Identity identity,
        String origin,
        LocalDate on) {

    /** What a sheet is. */
    public enum Kind {
        /** Invoice. */
        INVOICE,
        /** Credit note. */
        CREDIT_NOTE,
        /** Request for payment, which is no invoice. */
        PAYMENT_REQUEST,
        /** Reminder. */
        REMINDER,
        /** Last word before a claim is handed over. */
        FINAL_DEMAND,
        /** Letter to a consumer before costs are due (article 6:96(6) BW). */
        FOURTEEN_DAY_LETTER,
        /** Statement of account. */
        STATEMENT,
        /** Cover of a claim that is handed over. */
        DOSSIER,
        /** Word in the seller's own sentences. */
        NOTICE
    }

    /** Copies the lists, and makes each text one that can be drawn. */
    public Sheet {
        title = line(title);
        sender = line(sender);
        address = address.stream().map(Sheet::line).toList();
        info = List.copyOf(info);
        opening = opening.stream().map(Sheet::paragraph).toList();
        totals = List.copyOf(totals);
        notes = notes.stream().map(Sheet::paragraph).toList();
        closing = closing.stream().map(Sheet::paragraph).toList();
        annexes = List.copyOf(annexes);
    }

    /** As {@link #paragraph}, on one line. */
    private static String line(String text) {
        return paragraph(text).replace('\n', ' ');
    }

    /**
     * The text as it is drawn: a letter and its accent are one sign (NFC), a tabulator or another control is a blank, and what says
     * only where a word may be broken is left out.
     */
    private static String paragraph(String text) {
        boolean isPlain = text.chars().allMatch(unit -> unit >= ' ' && unit < 0x7f);
        if (isPlain) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        for (char unit : Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .toCharArray()) {
            if (unit == '\n') {
                clean.append(unit);
            } else if (Character.isISOControl(unit) || unit == '\u2028' || unit == '\u2029') {
                clean.append(' ');
            } else if (unit != '\u00ad' && unit != '\u200b' && unit != '\ufeff') {
                clean.append(unit);
            }
        }
        return clean.toString();
    }

    /**
     * A label with its value.
     *
     * @param label what it is
     * @param value what it says
     * @param strong whether it stands out
     */
    public record Field(String label, String value, boolean strong) {
        /** Makes texts that can be drawn. */
        public Field {
            label = line(label);
            value = line(value);
        }

        /** A field that does not stand out. */
        public static Field of(String label, String value) {
            return new Field(label, value, false);
        }
    }

    /**
     * The one amount that matters.
     *
     * @param label what it is
     * @param amount with its currency
     * @param detail what goes with it, such as the last day
     */
    public record Headline(String label, String amount, String detail) {
        /** Makes texts that can be drawn. */
        public Headline {
            label = line(label);
            amount = line(amount);
            detail = line(detail);
        }
    }

    /**
     * A table.
     *
     * @param title above it; empty for none
     * @param columns its columns
     * @param rows its rows
     * @param carriedLabel what a running total is called at the edge of a page; empty where none is carried
     */
    public record Table(String title, List<Column> columns, List<Row> rows, String carriedLabel) {
        /** Copies the lists, and makes texts that can be drawn. */
        public Table {
            title = line(title);
            carriedLabel = line(carriedLabel);
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * A column.
     *
     * @param name what a layout calls it
     * @param label its head
     * @param numeric whether its cells are figures, aligned at the right
     */
    public record Column(String name, String label, boolean numeric) {
        /** Makes texts that can be drawn. */
        public Column {
            label = line(label);
        }
    }

    /**
     * A row.
     *
     * @param style what it is
     * @param cells one text per column, perhaps empty
     * @param details lines under the first cell
     * @param carried the running total after it; empty where none is carried
     */
    public record Row(Style style, List<String> cells, List<String> details, String carried) {
        /** What a row is. */
        public enum Style {
            /** An item. */
            ITEM,
            /** Head of a group; the first cell is its name. */
            GROUP,
            /** Subtotal of a group. */
            SUBTOTAL
        }

        /** An item of cells only. */
        public static Row of(List<String> cells) {
            return new Row(Style.ITEM, cells, List.of(), "");
        }

        /** Copies the lists, and makes texts that can be drawn. */
        public Row {
            cells = cells.stream().map(Sheet::paragraph).toList();
            details = details.stream().map(Sheet::paragraph).toList();
        }
    }

    /**
     * One of the sums below a table.
     *
     * @param label what it is
     * @param amount with its currency
     * @param weight how it stands out
     */
    public record Total(String label, String amount, Weight weight) {
        /** Makes texts that can be drawn. */
        public Total {
            label = line(label);
            amount = line(amount);
        }

        /** How a sum stands out. */
        public enum Weight {
            /** A sum among others. */
            PLAIN,
            /** What all come to. */
            TOTAL
        }
    }

    /**
     * How to pay.
     *
     * @param title above it
     * @param text in a sentence
     * @param fields what to fill in at a bank
     * @param link where it can be paid online
     * @param code to be scanned instead
     */
    public record Payment(String title, String text, List<Field> fields, Optional<URI> link, Optional<Code> code) {
        /** A sentence with fields: there is nothing to pay at a bank or online. */
        static Payment said(String title, String text, Field... fields) {
            return new Payment(title, text, List.of(fields), Optional.empty(), Optional.empty());
        }

        /** Copies the fields, and makes texts that can be drawn. */
        public Payment {
            title = line(title);
            text = paragraph(text);
            fields = List.copyOf(fields);
        }

        /** This, said in other words. */
        Payment saying(String other) {
            return new Payment(title, other, fields, link, code);
        }
    }

    /**
     * A QR code.
     *
     * @param content what is read from it: the page to pay on, or what a banking app wants (EPC069-12)
     * @param says what it is for, below it
     */
    public record Code(String content, String says) {}

    /**
     * Who the seller is.
     *
     * @param name legal name
     * @param address on one line
     * @param fields register number, VAT id, account, mail
     */
    public record Identity(String name, String address, List<Field> fields) {
        /** Copies the fields, and makes texts that can be drawn. */
        public Identity {
            name = line(name);
            address = line(address);
            fields = List.copyOf(fields);
        }
    }
}
