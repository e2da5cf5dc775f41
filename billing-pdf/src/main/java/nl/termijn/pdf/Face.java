package nl.termijn.pdf;

import com.lowagie.text.DocumentException;
import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.util.Arrays;

/**
 * One cut of a font, with the widths of its letters at hand. The font object is private to this library: those that OpenPDF
 * caches are shared with the host's own documents. Safe for many threads.
 */
final class Face {
    private static final int PLANE = 0x10000;
    private static final short UNKNOWN = -1;
    private static final short MISSING = -2;

    private final BaseFont font;
    private final short[] widths = new short[PLANE];

    private Face(BaseFont font) {
        this.font = font;
        Arrays.fill(widths, UNKNOWN);
    }

    /** The face in {@code bytes}; {@code name} must end as the file does. */
    static Face of(String name, byte[] bytes) throws DocumentException, IOException {
        BaseFont font = BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, bytes, null);
        // lists only what is used, which PDF/A refuses
        font.setIncludeCidSet(false);
        // a font is a third of the time of a page; a level more would save one byte in a hundred
        font.setCompressionLevel(3);
        return new Face(font);
    }

    BaseFont font() {
        return font;
    }

    boolean has(char letter) {
        return width(letter) != MISSING;
    }

    boolean hasAll(String text) {
        return hasAll(text, 0, text.length());
    }

    boolean hasAll(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (width(text.charAt(i)) == MISSING) {
                return false;
            }
        }
        return true;
    }

    /** Width in thousandths of the size. */
    int width(String text, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.max(0, width(text.charAt(i)));
        }
        return sum;
    }

    /** Filled when first asked for; two threads write the same. */
    private int width(char letter) {
        short known = widths[letter];
        if (known == UNKNOWN) {
            known = font.charExists(letter) ? (short) font.getWidth(letter) : MISSING;
            widths[letter] = known;
        }
        return known;
    }
}
