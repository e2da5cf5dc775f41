package nl.termijn.pdf;

import java.util.List;
import nl.termijn.document.Label;
import org.jspecify.annotations.Nullable;

/** What all parts of a layout share: the look, the sheet, and how its texts are put down. */
abstract class SheetPart {
    static final float MM = Look.MM;

    final Look look;
    final Sheet sheet;

    SheetPart(Look look, Sheet sheet) {
        this.look = look;
        this.sheet = sheet;
    }

    /** The element that content stands in: the document's own, since a file holds one sheet. */
    static Tags.@Nullable Element part(Pen pen) {
        return pen.document();
    }

    final String words(Label label, String... values) {
        return sheet.words().text(label, values);
    }

    final void begin(Pen pen, String type) {
        pen.begin(pen.element(part(pen), type));
    }

    final String fitted(String text, Ink ink) {
        return fitted(text, ink, look.right - look.left);
    }

    /** What of {@code text} fits in a line of {@code width}. */
    final String fitted(String text, Ink ink, float width) {
        return Wrapping.lines(text, ink.typeface(), fittedInk(text, ink, width).size(), width)
                .get(0);
    }

    final Ink fittedInk(String text, Ink ink) {
        return fittedInk(text, ink, look.right - look.left);
    }

    /** A title too long for its line is drawn smaller, down to the size of the text. */
    final Ink fittedInk(String text, Ink ink, float width) {
        float room = width / Math.max(1, ink.width(text));
        return room >= 1 ? ink : ink.of(Math.max(look.text.size(), ink.size() * room * 0.99f));
    }

    static void lines(Pen pen, List<String> lines, float x, float y, Ink ink) {
        float base = y + ink.size();
        for (String line : lines) {
            pen.text(line, x, base, ink);
            base += ink.leading();
        }
    }

    final String figure(String says, float x, float y, float width, float height) {
        return "/Alt<" + hex(says) + ">/A<</O/Layout/BBox[" + x + " " + (look.height - y - height) + " " + (x + width)
                + " " + (look.height - y) + "]/Placement/Block>>";
    }

    /** A text string of PDF, UTF-16 with its mark. */
    private static String hex(String text) {
        StringBuilder hex = new StringBuilder("FEFF");
        text.chars().forEach(unit -> hex.append(String.format("%04X", unit)));
        return hex.toString();
    }
}
