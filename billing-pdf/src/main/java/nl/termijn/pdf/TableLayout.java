package nl.termijn.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table: how wide its columns are, its rows as blocks, its head again on each page. */
final class TableLayout extends SheetPart {
    /** A row of more lines may be parted. */
    private static final int LONGEST_ROW = 18;
    /** A table of more rows is set closer, with a short detail beside the text. */
    private static final int MANY = 20;

    private final Sheet.Table table;
    private final TableTags tags = new TableTags(true);
    private final float[] widths;
    private final float[] rights;
    private final float gap = 4 * MM;
    private final float firstWidth;
    private final Flow.Table flow;
    private final boolean compact;
    private boolean headDrawn;

    TableLayout(Look look, Sheet sheet, Sheet.Table table, boolean close) {
        super(look, sheet);
        this.table = table;
        this.compact = close || table.rows().size() > MANY;
        int columns = table.columns().size();
        widths = new float[columns];
        float inset = look.inset;
        for (int c = 0; c < columns; c++) {
            widths[c] = look.label.width(table.columns().get(c).label());
            for (Sheet.Row row : table.rows()) {
                if (row.style() == Sheet.Row.Style.ITEM || c > 0) {
                    Ink ink = row.style() == Sheet.Row.Style.ITEM ? look.text : look.strong;
                    widths[c] = Math.max(widths[c], ink.width(row.cells().get(c)));
                }
            }
        }
        // the carried total may be wider than any row
        for (Sheet.Row row : table.rows()) {
            widths[columns - 1] = Math.max(widths[columns - 1], look.text.width(row.carried()));
        }
        float others = 0;
        for (int c = 1; c < columns; c++) {
            others += widths[c] + gap;
        }
        float space = look.right - look.left - 2 * inset;
        firstWidth = Math.max(space - others, space * 0.3f);
        rights = new float[columns];
        float x = look.right - inset;
        for (int c = columns - 1; c > 0; c--) {
            rights[c] = x;
            x -= widths[c] + gap;
        }
        float carrier = table.carriedLabel().isEmpty() ? 0 : look.text.leading() + 2 * lead();
        this.flow = new Flow.Table(headBlock(), carrier, carried -> (pen, y) -> carried(pen, y, carried));
    }

    private float first() {
        return look.left + look.inset;
    }

    void addTo(List<Flow.Block> blocks) {
        blocks.add(flow.head().kept());
        int item = 0;
        for (int i = 0; i < table.rows().size(); i++) {
            Sheet.Row row = table.rows().get(i);
            boolean odd = row.style() == Sheet.Row.Style.ITEM && item++ % 2 == 1;
            // a head stands with two rows, a group's name with its first, a subtotal with the row before it
            boolean keep = (i == 0 && table.rows().size() > 1)
                    || row.style() == Sheet.Row.Style.GROUP
                    || (i + 1 < table.rows().size() && table.rows().get(i + 1).style() == Sheet.Row.Style.SUBTOTAL);
            row(row, odd, keep, blocks);
        }
    }

    private Flow.Block headBlock() {
        boolean filled = look.theme.rows() == Theme.Rows.TINTED;
        Ink ink = filled ? look.label.in(look.onAccent) : look.label;
        float height = ink.leading() + (filled ? 3.2f * MM : 2.6f * MM);
        return Flow.Block.of(height, (pen, y) -> {
            boolean repeated = headDrawn;
            headDrawn = true;
            pen.beginArtifact();
            if (filled) {
                pen.box(look.left, y, look.right - look.left, height - 0.4f * MM, look.accent);
            } else {
                pen.line(look.left, y + height - 0.5f * MM, look.right, 0.9f, look.accent);
            }
            pen.end();
            float base = y + (filled ? 1.5f * MM : 0.6f * MM) + ink.size();
            Tags.Element head = repeated ? null : pen.element(pen.element(tags.table(pen), "THead"), "TR");
            for (int c = 0; c < table.columns().size(); c++) {
                Sheet.Column column = table.columns().get(c);
                if (repeated) {
                    pen.beginArtifact();
                } else {
                    pen.begin(pen.element(head, "TH", "/A<</O/Table/Scope/Column>>"));
                }
                cell(pen, c, column.label(), base, ink, column.numeric());
                pen.end();
            }
        });
    }

    private void cell(Pen pen, int c, String text, float base, Ink ink, boolean numeric) {
        if (text.isEmpty()) {
            return;
        }
        if (c == 0) {
            pen.text(text, first(), base, ink);
        } else if (numeric) {
            pen.textRight(text, rights[c], base, ink);
        } else {
            pen.text(text, rights[c] - widths[c], base, ink);
        }
    }

    private void row(Sheet.Row row, boolean odd, boolean keep, List<Flow.Block> blocks) {
        boolean item = row.style() == Sheet.Row.Style.ITEM;
        boolean group = row.style() == Sheet.Row.Style.GROUP;
        Ink ink = item ? look.text : look.strong;
        List<String> text = new ArrayList<>(Wrapping.lines(row.cells().get(0), ink.typeface(), ink.size(), firstWidth));
        int bold = text.size();
        Optional<String> beside = beside(row, text, ink);
        for (String detail : beside.isPresent() ? List.<String>of() : row.details()) {
            text.addAll(Wrapping.lines(detail, look.small.typeface(), look.small.size(), firstWidth));
        }
        for (int from = 0; from < text.size(); from += LONGEST_ROW) {
            List<String> some = text.subList(from, Math.min(text.size(), from + LONGEST_ROW));
            int main = Math.max(0, Math.min(bold - from, some.size()));
            boolean firstPart = from == 0;
            boolean lastPart = from + LONGEST_ROW >= text.size();
            float top = firstPart ? lead() + (group ? 1.6f * MM : 0) : 0;
            float height =
                    top + main * ink.leading() + (some.size() - main) * look.small.leading() + (lastPart ? lead() : 0);
            Flow.Drawing drawing = (pen, y) -> {
                pen.beginArtifact();
                decorate(pen, row, odd, y, height, lastPart);
                pen.end();
                Tags.Element tr = pen.element(tags.body(pen), "TR");
                Tags.Element td = group
                        ? pen.element(
                                tr,
                                "TH",
                                "/A<</O/Table/Scope/Row/ColSpan "
                                        + table.columns().size() + ">>")
                        : pen.element(tr, "TD");
                pen.begin(td);
                lines(pen, some.subList(0, main), first(), y + top, ink);
                beside.ifPresent(detail -> pen.text(
                        detail, first() + ink.width(some.get(0)) + 2.5f * MM, y + top + ink.size(), look.small));
                lines(pen, some.subList(main, some.size()), first(), y + top + main * ink.leading(), look.small);
                pen.end();
                for (int c = 1; c < table.columns().size() && !group; c++) {
                    pen.begin(pen.element(tr, "TD"));
                    if (firstPart) {
                        cell(
                                pen,
                                c,
                                row.cells().get(c),
                                y + top + ink.size(),
                                ink,
                                table.columns().get(c).numeric());
                    }
                    pen.end();
                }
            };
            blocks.add(new Flow.Block(height, keep && lastPart, drawing, flow, row.carried()));
        }
    }

    /** The one detail of a row, where it stands beside its one line. */
    private Optional<String> beside(Sheet.Row row, List<String> text, Ink ink) {
        if (!compact || row.details().size() != 1 || text.size() != 1) {
            return Optional.empty();
        }
        float needed = ink.width(text.get(0))
                + 2.5f * MM
                + look.small.width(row.details().get(0));
        return needed <= firstWidth ? Optional.of(row.details().get(0)) : Optional.empty();
    }

    private void decorate(Pen pen, Sheet.Row row, boolean odd, float y, float height, boolean lastPart) {
        if (look.theme.rows() == Theme.Rows.TINTED && odd) {
            pen.box(look.left, y, look.right - look.left, height, look.tint);
        }
        boolean lined = look.theme.rows() == Theme.Rows.LINES && lastPart;
        if (lined && row.style() != Sheet.Row.Style.GROUP) {
            pen.line(look.left, y + height, look.right, 0.4f, look.line);
        }
    }

    private void carried(Pen pen, float y, String amount) {
        pen.beginArtifact();
        float base = y + lead() + look.text.size();
        Ink ink = look.text.in(look.muted);
        pen.text(table.carriedLabel(), first(), base, ink);
        pen.textRight(amount, rights[rights.length - 1], base, ink);
        pen.end();
    }

    /** White above and below a row: little where there are many. */
    private float lead() {
        return look.theme.dense() || compact ? 1.1f * MM : 1.9f * MM;
    }
}
