package nl.termijn.pdf;

import com.lowagie.text.Document;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a font of a seller's holds together. OpenPDF believes what a font says of its own size: that is looked at before it
 * reads any of it, and then all letters are drawn and thrown away.
 */
final class FontCheck {
    private static final int LARGEST_FILE = 10_000_000;
    private static final int MOST_TABLES = 64;
    private static final long MOST_LETTERS = 300_000;
    private static final long MOST_PAIRS = 500_000;
    private static final long LONGEST_NAMES = 1_000_000;
    private static final int LAST_LETTER = 0x10ffff;
    private static final int PLANE = 0x10000;
    private static final int IN_A_ROW = 500;

    private final byte[] bytes;
    private final Map<String, Table> tables = new TreeMap<>();

    private FontCheck(byte[] bytes) {
        this.bytes = bytes;
    }

    private record Table(long offset, long length) {}

    /**
     * Looks at a font before it is read.
     *
     * @throws IOException when it cannot be one, or says of itself what cannot be
     */
    static void check(byte[] bytes) throws IOException {
        check(bytes.length <= LARGEST_FILE, "it is larger than 10 MB");
        new FontCheck(bytes).run();
    }

    private static void check(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }

    private int two(long at) throws IOException {
        check(at >= 0 && at + 2 <= bytes.length, "it ends too early");
        return (bytes[(int) at] & 0xff) << 8 | (bytes[(int) at + 1] & 0xff);
    }

    private long four(long at) throws IOException {
        return (long) two(at) << 16 | two(at + 2);
    }

    private void run() throws IOException {
        long kind = four(0);
        check(kind == 0x00010000 || kind == 0x4f54544f, "it is neither TrueType nor OpenType");
        int count = two(4);
        check(count >= 1 && count <= MOST_TABLES, "it has " + count + " tables");
        for (int i = 0; i < count; i++) {
            long at = 12 + 16L * i;
            four(at + 12);
            Table table = new Table(four(at + 8), four(at + 12));
            String tag = new String(bytes, (int) at, 4, StandardCharsets.ISO_8859_1);
            check(table.offset() + table.length() <= bytes.length, "its table " + tag + " goes beyond its end");
            tables.put(tag, table);
        }
        Table head = tables.get("head");
        int unit = head == null ? 0 : two(head.offset() + 18);
        check(unit >= 16 && unit <= 16_384, "its letters have no size: " + unit + " units");
        Table letters = tables.get("cmap");
        if (letters == null) {
            throw new IOException("it has no table of letters");
        }
        letters(letters.offset());
        Table names = tables.get("name");
        if (names != null) {
            names(names.offset());
        }
        Table pairs = tables.get("kern");
        if (pairs != null) {
            pairs(pairs.offset());
        }
    }

    private void letters(long table) throws IOException {
        long letters = 0;
        int count = two(table + 2);
        for (int i = 0; i < count; i++) {
            long at = table + four(table + 4 + 8L * i + 4);
            int format = two(at);
            if (format == 4) {
                letters += inSegments(at);
            } else if (format == 12) {
                letters += inGroups(at);
            }
            check(letters <= MOST_LETTERS, "it has more than " + MOST_LETTERS + " letters");
        }
    }

    private long inSegments(long at) throws IOException {
        int twice = two(at + 6) / 2 * 2;
        long letters = 0;
        for (int i = 0; i < twice; i += 2) {
            letters += Math.max(0, two(at + 14 + i) - two(at + 16 + twice + i) + 1);
        }
        return letters;
    }

    private long inGroups(long at) throws IOException {
        long groups = four(at + 12);
        check(groups <= bytes.length / 12, "it has " + groups + " groups of letters");
        long letters = 0;
        for (long i = 0; i < groups; i++) {
            long first = four(at + 16 + 12 * i);
            long last = four(at + 20 + 12 * i);
            check(last <= LAST_LETTER && first <= last, "it has letters that are none");
            letters += last - first + 1;
        }
        return letters;
    }

    private void names(long table) throws IOException {
        long length = 0;
        int count = two(table + 2);
        for (int i = 0; i < count; i++) {
            length += two(table + 6 + 12L * i + 8);
        }
        check(length <= LONGEST_NAMES, "its names are longer than a megabyte");
    }

    /** As the engine goes through them, which may be over the same ones again. */
    private void pairs(long table) throws IOException {
        long pairs = 0;
        long at = table + 4;
        int count = two(table + 2);
        for (int i = 0; i < count && at + 8 <= bytes.length; i++) {
            pairs += two(at + 6) + 1;
            check(pairs <= MOST_PAIRS, "it has more than " + MOST_PAIRS + " pairs of letters");
            at += two(at + 2);
        }
    }

    /**
     * Draws all letters of {@code font} and throws them away.
     *
     * @throws IOException when that fails
     */
    static void tryOut(BaseFont font) throws IOException {
        try (Document document = new Document()) {
            PdfWriter writer = PdfWriter.getInstance(document, OutputStream.nullOutputStream());
            document.open();
            PdfContentByte content = writer.getDirectContent();
            content.beginText();
            content.setFontAndSize(font, 1);
            StringBuilder row = new StringBuilder();
            for (int letter = ' '; letter < PLANE; letter++) {
                if (!Character.isSurrogate((char) letter) && font.charExists(letter)) {
                    row.append((char) letter);
                }
                if (row.length() == IN_A_ROW || letter == PLANE - 1) {
                    content.showText(row.toString());
                    row.setLength(0);
                }
            }
            content.endText();
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("its letters cannot be drawn: " + e, e);
        }
    }
}
