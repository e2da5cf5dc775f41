package nl.termijn.pdf;

import com.lowagie.text.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.document.Label;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of a {@link Sheet} stands. First all is measured and put on pages, so that each can say of how many it
 * is; then page after page is drawn.
 */
final class SheetLayout {
    private static final float MM = Look.MM;
    private static final int LONGEST_ADDRESS = 10;
    private static final float ADDRESS_SIZE = 10;
    private static final float ADDRESS_LEADING = 4.4f * MM;
    /** A row of more lines may be parted. */
    private static final int LONGEST_ROW = 18;
    /** A table of more rows is set closer, with a short detail beside the text. */
    private static final int MANY = 20;
    /** An invoice of more pages says its total on the first. */
    private static final int LONG = 3;

    private static final float CODE_SIZE = 25 * MM;

    private final Look look;
    private final Sheet sheet;
    private final AddressPosition position;
    private final List<List<Flow.Placed>> pages;
    private final float infoLeft;
    private final float infoWidth;
    private final float infoTop;
    private final float titleY;
    private boolean close;
    private Tags.@Nullable Element part;

    SheetLayout(Look look, Sheet sheet) {
        this.look = look;
        this.sheet = sheet;
        this.position = look.theme.address();
        AddressPosition.Area window = position.maybeVisible();
        boolean addressAtRight = position.left() > look.theme.paper().width() / 2;
        infoLeft = addressAtRight ? look.left : Look.points(Math.max(window.right() + 2, 125));
        infoWidth = addressAtRight ? Look.points(window.left() - 3) - look.left : look.right - infoLeft;
        infoTop = Look.points(addressAtRight ? 50 : window.top() + 5);
        float belowHead = Math.max(Look.points(window.bottom()), infoTop + infoHeight());
        titleY = belowHead + 6 * MM + look.title.size();
        pages = pages();
    }

    /** Loose where that fits on one page, or else close where that saves one; a long document begins with its totals. */
    private List<List<Flow.Placed>> pages() {
        List<List<Flow.Placed>> loose = flow(false).pages();
        if (loose.size() == 1) {
            return loose;
        }
        close = true;
        List<List<Flow.Placed>> tight = flow(false).pages();
        if (tight.size() > LONG && !sheet.totals().isEmpty()) {
            return flow(true).pages();
        }
        return tight.size() < loose.size() ? tight : loose;
    }

    int pageCount() {
        return pages.size();
    }

    /** White above and below a row: little where there are many. */
    private float lead(boolean compact) {
        return look.theme.dense() || compact ? 1.1f * MM : 1.9f * MM;
    }

    /** A letter says in words what it is about. */
    private boolean isLetter() {
        return switch (sheet.kind()) {
            case REMINDER, FINAL_DEMAND, FOURTEEN_DAY_LETTER, DOSSIER -> true;
            case INVOICE, CREDIT_NOTE, PAYMENT_REQUEST, STATEMENT -> false;
        };
    }

    // ---- measuring

    private Flow flow(boolean totalsFirst) {
        float bottom = look.height - Look.points(look.theme.paper().bottom());
        Flow flow = new Flow(titleY + 4 * MM, Look.points(look.theme.paper().top()) + 9 * MM, bottom);
        List<Flow.Block> blocks = new ArrayList<>();
        if (look.theme.headline() && !isLetter()) {
            sheet.headline().ifPresent(headline -> headline(headline, blocks));
        }
        sheet.opening().forEach(text -> paragraph(text, look.text, blocks));
        if (totalsFirst) {
            totals(blocks);
            blocks.add(Flow.Block.space(7 * MM));
            sheet.payment().ifPresent(payment -> payment(payment, blocks));
        }
        if (totalsFirst || !sheet.opening().isEmpty()) {
            blocks.add(Flow.Block.space(3 * MM));
        }
        table(sheet.table(), blocks);
        if (!totalsFirst) {
            totals(blocks);
            // how to pay stands with what is to pay
            blocks.set(blocks.size() - 1, blocks.get(blocks.size() - 1).kept());
        } else {
            closingTotal(blocks);
        }
        keepLast(blocks);
        if (!sheet.notes().isEmpty()) {
            blocks.add(Flow.Block.space(4 * MM).kept());
            int first = blocks.size();
            sheet.notes().forEach(note -> paragraph(note, look.strong, blocks));
            blocks.subList(first, blocks.size() - 1).replaceAll(Flow.Block::kept);
        }
        if (!totalsFirst) {
            sheet.payment().ifPresent(payment -> {
                blocks.add(Flow.Block.space((close ? 4 : 7) * MM).kept());
                payment(payment, blocks);
            });
        }
        if (!sheet.closing().isEmpty()) {
            blocks.add(Flow.Block.space(5 * MM));
            sheet.closing().forEach(text -> paragraph(text, look.text, blocks));
        }
        flow.place(blocks);
        for (Sheet.Table annex : sheet.annexes()) {
            flow.newPage();
            List<Flow.Block> more = new ArrayList<>();
            table(annex, more);
            flow.place(more);
        }
        return flow;
    }

    /** The last two rows go with the totals: they are never alone on a page. */
    private static void keepLast(List<Flow.Block> blocks) {
        int rows = 0;
        for (int i = blocks.size() - 1; i >= 0 && rows < 2; i--) {
            Flow.Block block = blocks.get(i);
            if (block.table() != null) {
                rows++;
                blocks.set(i, block.kept());
            } else if (rows > 0) {
                return;
            }
        }
    }

    private void headline(Sheet.Headline headline, List<Flow.Block> blocks) {
        float height = 23 * MM;
        Optional<java.net.URI> link = sheet.payment().flatMap(Sheet.Payment::link);
        blocks.add(Flow.Block.of(height, (pen, y) -> {
            pen.beginArtifact();
            pen.roundBox(look.left, y, look.right - look.left, height, 2.5f * MM, look.tint);
            pen.end();
            float x = look.left + 6 * MM;
            begin(pen, "P");
            pen.text(headline.label(), x, y + 6.5f * MM, look.small);
            pen.text(headline.amount(), x, y + 15.2f * MM, look.large);
            pen.text(headline.detail(), x, y + 20 * MM, look.text);
            pen.end();
            link.ifPresent(target -> button(pen, target, y + 6.5f * MM));
        }));
        blocks.add(Flow.Block.space(5 * MM));
    }

    private void button(Pen pen, java.net.URI target, float y) {
        String says = words(Label.PAY_ONLINE);
        Ink ink = look.strong.in(look.onAccent).of(look.strong.size() + 1.5f);
        float width = ink.width(says) + 12 * MM;
        float height = 10 * MM;
        float x = look.right - 6 * MM - width;
        pen.beginArtifact();
        pen.roundBox(x, y, width, height, 1.8f * MM, look.accent);
        pen.end();
        Tags.Element link = pen.element(part(pen), "Link");
        pen.begin(link);
        pen.text(says, x + 6 * MM, y + height / 2 + ink.size() * 0.36f, ink);
        pen.end();
        pen.link(link, target, says, x, y, width, height);
    }

    private void paragraph(String text, Ink ink, List<Flow.Block> blocks) {
        List<String> lines = Wrapping.lines(text, ink.typeface(), ink.size(), look.right - look.left);
        for (int from = 0; from < lines.size(); from += LONGEST_ROW) {
            List<String> some = lines.subList(from, Math.min(lines.size(), from + LONGEST_ROW));
            blocks.add(Flow.Block.of(some.size() * ink.leading(), (pen, y) -> {
                begin(pen, "P");
                lines(pen, some, look.left, y, ink);
                pen.end();
            }));
        }
        blocks.add(Flow.Block.space(ink.leading() * 0.6f));
    }

    private static void lines(Pen pen, List<String> lines, float x, float y, Ink ink) {
        float base = y + ink.size();
        for (String line : lines) {
            pen.text(line, x, base, ink);
            base += ink.leading();
        }
    }

    private void totals(List<Flow.Block> blocks) {
        if (sheet.totals().isEmpty()) {
            return;
        }
        TableTags tags = new TableTags(null);
        float left = look.left + (look.right - look.left) * 0.46f;
        blocks.add(Flow.Block.space(3 * MM).kept());
        for (int i = 0; i < sheet.totals().size(); i++) {
            Sheet.Total total = sheet.totals().get(i);
            boolean big = total.weight() == Sheet.Total.Weight.TOTAL;
            Ink ink = big ? look.strong.of(look.strong.size() * 1.3f) : look.text;
            List<String> labels = Wrapping.lines(
                    total.label(), ink.typeface(), ink.size(), look.right - left - ink.width(total.amount()) - 4 * MM);
            float above = big ? 2.2f * MM : 0;
            float height = above + labels.size() * ink.leading() + (big ? 1.5f * MM : 0.9f * MM);
            boolean last = i == sheet.totals().size() - 1;
            Flow.Block block = Flow.Block.of(height, (pen, y) -> {
                if (big) {
                    pen.beginArtifact();
                    pen.line(left, y + 0.8f * MM, look.right, 0.8f, look.accent);
                    pen.end();
                }
                Tags.Element row = pen.element(tags.body(pen, this), "TR");
                Tags.Element head = pen.element(row, "TH", "/A<</O/Table/Scope/Row>>");
                pen.begin(head);
                lines(pen, labels, left, y + above, ink);
                pen.end();
                pen.begin(pen.element(row, "TD"));
                pen.textRight(total.amount(), look.right, y + above + ink.size(), big ? ink.in(look.accent) : ink);
                pen.end();
            });
            blocks.add(last ? block : block.kept());
        }
    }

    /** Where the totals stand on the first page, the last rows end with the one that counts. */
    private void closingTotal(List<Flow.Block> blocks) {
        List<Sheet.Total> all = sheet.totals();
        Sheet.Total total = all.stream()
                .filter(one -> one.weight() == Sheet.Total.Weight.TOTAL)
                .findFirst()
                .orElse(all.get(all.size() - 1));
        Ink ink = look.strong;
        blocks.add(Flow.Block.of(ink.leading() + 3 * MM, (pen, y) -> {
            begin(pen, "P");
            pen.textRight(total.label() + "   " + total.amount(), look.right, y + 2.5f * MM + ink.size(), ink);
            pen.end();
        }));
    }

    private void payment(Sheet.Payment payment, List<Flow.Block> blocks) {
        Optional<QrCode> code = code(payment);
        float pad = 4.5f * MM;
        float inner = look.right - look.left - 2 * pad - (code.isPresent() ? CODE_SIZE + 8 * MM : 0);
        List<String> text = Wrapping.lines(payment.text(), look.text.typeface(), look.text.size(), inner);
        Ink key = look.small;
        float keyWidth = 0;
        for (Sheet.Field field : payment.fields()) {
            keyWidth = Math.max(keyWidth, key.width(field.label()));
        }
        float keys = keyWidth + 4 * MM;
        boolean pairs = payment.fields().size() > 2
                && payment.fields().stream()
                        .allMatch(field -> look.strong.width(field.value()) <= inner / 2 - keys - 3 * MM);
        float column = pairs ? inner / 2 : inner;
        List<List<String>> values = new ArrayList<>();
        int lines = 0;
        for (int i = 0; i < payment.fields().size(); i++) {
            List<String> value = Wrapping.lines(
                    payment.fields().get(i).value(), look.strong.typeface(), look.strong.size(), column - keys);
            values.add(value);
            lines += pairs && i % 2 == 1 ? 0 : value.size();
        }
        int fieldLines = lines;
        Ink link = look.text.in(look.accent);
        List<String> address = payment.link()
                .map(target -> Wrapping.lines(target.toString(), link.typeface(), link.size(), inner))
                .orElse(List.of());
        float textHeight = look.strong.leading() * 1.35f
                + text.size() * look.text.leading()
                + (fieldLines > 0 ? 1.5f * MM : 0)
                + fieldLines * look.text.leading()
                + (address.isEmpty() ? 0 : 1.5f * MM + address.size() * link.leading());
        float height = Math.max(textHeight, code.isPresent() ? CODE_SIZE + 4.5f * MM : 0) + 2 * pad;
        blocks.add(Flow.Block.of(height, (pen, y) -> {
            pen.beginArtifact();
            pen.roundBox(look.left, y, look.right - look.left, height, 2.5f * MM, look.tint);
            pen.end();
            float x = look.left + pad;
            float line = y + pad;
            begin(pen, "H2");
            pen.text(payment.title(), x, line + look.strong.size(), look.strong.in(look.accent));
            pen.end();
            line += look.strong.leading() * 1.35f;
            begin(pen, "P");
            lines(pen, text, x, line, look.text);
            pen.end();
            line += text.size() * look.text.leading() + 1.5f * MM;
            for (int i = 0; i < values.size(); i++) {
                float fieldX = x + (pairs ? i % 2 * column : 0);
                begin(pen, "P");
                pen.text(payment.fields().get(i).label(), fieldX, line + look.text.size(), key);
                lines(pen, values.get(i), fieldX + keys, line, look.strong.in(look.text.colour()));
                pen.end();
                line += pairs && i % 2 == 0 && i < values.size() - 1
                        ? 0
                        : values.get(i).size() * look.text.leading();
            }
            if (!address.isEmpty()) {
                Tags.Element element = pen.element(part(pen), "Link");
                float linkTop = line + (values.isEmpty() ? 0 : 1.5f * MM);
                pen.begin(element);
                lines(pen, address, x, linkTop, link);
                pen.end();
                pen.link(
                        element,
                        payment.link().orElseThrow(),
                        words(Label.PAY_ONLINE),
                        x,
                        linkTop,
                        inner,
                        address.size() * link.leading());
            }
            code.ifPresent(drawn -> code(pen, drawn, payment, y + pad));
        }));
    }

    private Optional<QrCode> code(Sheet.Payment payment) {
        return codeContent(payment).map(QrCode::of);
    }

    private boolean isPayLink(Sheet.Payment payment) {
        Theme.Code wanted = look.theme.code();
        return payment.link().isPresent() && (wanted == Theme.Code.PAY_LINK || wanted == Theme.Code.AUTOMATIC);
    }

    private Optional<String> codeContent(Sheet.Payment payment) {
        if (isPayLink(payment)) {
            return payment.link().map(Object::toString);
        }
        Theme.Code wanted = look.theme.code();
        return wanted == Theme.Code.BANK || wanted == Theme.Code.AUTOMATIC ? payment.epc() : Optional.empty();
    }

    private void code(Pen pen, QrCode drawn, Sheet.Payment payment, float y) {
        String says = words(isPayLink(payment) ? Label.SCAN_PAY : Label.SCAN_BANK);
        float x = look.right - 4.5f * MM - CODE_SIZE;
        pen.beginArtifact();
        // the quiet zone of four modules, white whatever lies behind
        pen.box(x, y, CODE_SIZE, CODE_SIZE, new Ink.Colour(255, 255, 255));
        pen.end();
        float quiet = CODE_SIZE * 4 / (drawn.modules() + 8);
        pen.begin(pen.element(part(pen), "Figure", figure(says, x, y, CODE_SIZE, CODE_SIZE)));
        pen.code(drawn, x + quiet, y + quiet, CODE_SIZE - 2 * quiet);
        pen.end();
        begin(pen, "P");
        Ink ink = look.small.of(look.small.size() * 0.9f);
        float centre = x + CODE_SIZE / 2 - ink.width(says) / 2;
        pen.text(says, Math.min(centre, look.right - 2 * MM - ink.width(says)), y + CODE_SIZE + 3.6f * MM, ink);
        pen.end();
    }

    private String figure(String says, float x, float y, float width, float height) {
        return "/Alt<" + hex(says) + ">/A<</O/Layout/BBox[" + x + " " + (look.height - y - height) + " " + (x + width)
                + " " + (look.height - y) + "]/Placement/Block>>";
    }

    /** A text string of PDF, UTF-16 with its mark. */
    private static String hex(String text) {
        StringBuilder hex = new StringBuilder("FEFF");
        text.chars().forEach(unit -> hex.append(String.format("%04X", unit)));
        return hex.toString();
    }

    // ---- tables

    private void table(Sheet.Table table, List<Flow.Block> blocks) {
        if (table.columns().isEmpty()) {
            return;
        }
        if (!table.title().isEmpty()) {
            Ink ink = look.strong.of(look.strong.size() * 1.15f).in(look.accent);
            blocks.add(Flow.Block.of(ink.leading() + 2 * MM, (pen, y) -> {
                        begin(pen, "H2");
                        pen.text(table.title(), look.left, y + ink.size(), ink);
                        pen.end();
                    })
                    .kept());
        }
        new TableLayout(table).addTo(blocks);
    }

    /** The element of a table, made when its first row is drawn. */
    private static final class TableTags {
        private final @Nullable String head;
        private Tags.@Nullable Element table;
        private Tags.@Nullable Element body;

        TableTags(@Nullable String head) {
            this.head = head;
        }

        Tags.@Nullable Element table(Pen pen, SheetLayout layout) {
            if (table == null) {
                table = pen.element(layout.part(pen), "Table");
            }
            return table;
        }

        Tags.@Nullable Element body(Pen pen, SheetLayout layout) {
            if (head == null) {
                return table(pen, layout);
            }
            if (body == null) {
                body = pen.element(table(pen, layout), "TBody");
            }
            return body;
        }
    }

    /** The geometry of one table. */
    private final class TableLayout {
        private final Sheet.Table table;
        private final TableTags tags = new TableTags("head");
        private final float[] widths;
        private final float[] rights;
        private final float gap = 4 * MM;
        private final float firstWidth;
        private final Flow.Table flow;
        private final boolean compact;
        private boolean headDrawn;

        TableLayout(Sheet.Table table) {
            this.table = table;
            this.compact = close || table.rows().size() > MANY;
            int columns = table.columns().size();
            widths = new float[columns];
            float inset = inset();
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
            float carrier = table.carriedLabel().isEmpty() ? 0 : look.text.leading() + 2 * lead(compact);
            this.flow = new Flow.Table(headBlock(), carrier, carried -> (pen, y) -> carried(pen, y, carried));
        }

        private float inset() {
            return look.theme.rows() == Theme.Rows.TINTED ? 2 * MM : 0;
        }

        private float first() {
            return look.left + inset();
        }

        void addTo(List<Flow.Block> blocks) {
            blocks.add(headBlock().kept());
            int item = 0;
            for (int i = 0; i < table.rows().size(); i++) {
                Sheet.Row row = table.rows().get(i);
                boolean odd = row.style() == Sheet.Row.Style.ITEM && item++ % 2 == 1;
                // a head stands with two rows, a group's name with its first, a subtotal with the row before it
                boolean keep = (i == 0 && table.rows().size() > 1)
                        || row.style() == Sheet.Row.Style.GROUP
                        || (i + 1 < table.rows().size()
                                && table.rows().get(i + 1).style() == Sheet.Row.Style.SUBTOTAL);
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
                Tags.Element head =
                        repeated ? null : pen.element(pen.element(tags.table(pen, SheetLayout.this), "THead"), "TR");
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
            List<String> text =
                    new ArrayList<>(Wrapping.lines(row.cells().get(0), ink.typeface(), ink.size(), firstWidth));
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
                float top = firstPart ? lead(compact) + (group ? 1.6f * MM : 0) : 0;
                float height = top
                        + main * ink.leading()
                        + (some.size() - main) * look.small.leading()
                        + (lastPart ? lead(compact) : 0);
                Flow.Drawing drawing = (pen, y) -> {
                    pen.beginArtifact();
                    decorate(pen, row, odd, y, height, lastPart);
                    pen.end();
                    Tags.Element tr = pen.element(tags.body(pen, SheetLayout.this), "TR");
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
            float base = y + lead(compact) + look.text.size();
            Ink ink = look.text.in(look.muted);
            pen.text(table.carriedLabel(), first(), base, ink);
            pen.textRight(amount, rights[rights.length - 1], base, ink);
            pen.end();
        }
    }

    // ---- drawing

    private String words(Label label, String... values) {
        return sheet.words().text(label, values);
    }

    /** The element that this sheet's content stands in: the document's own, since a file holds one sheet. */
    private Tags.@Nullable Element part(Pen pen) {
        if (part == null) {
            part = pen.document();
        }
        return part;
    }

    private void begin(Pen pen, String type) {
        pen.begin(pen.element(part(pen), type));
    }

    /** Draws what stands on page {@code number}, from 1. */
    void draw(Pen pen, int number, Optional<Image> logo) {
        if (number == 1) {
            head(pen, logo);
        } else {
            nextHead(pen);
        }
        pages.get(number - 1).forEach(placed -> placed.drawing().draw(pen, placed.y()));
        foot(pen, number);
    }

    private void head(Pen pen, Optional<Image> logo) {
        if (!look.letterheadIsComplete()) {
            top(pen, logo);
        }
        address(pen);
        info(pen);
        pen.beginArtifact();
        if (look.theme.foldMarks()) {
            float fold = position == AddressPosition.DE_FORM_A ? 87 : 105;
            pen.line(3 * MM, fold * MM, 8 * MM, 0.25f, look.line);
            pen.line(3 * MM, (fold + 105) * MM, 8 * MM, 0.25f, look.line);
        }
        pen.end();
        begin(pen, "H1");
        pen.text(fitted(sheet.title(), look.title), look.left, titleY, fittedInk(sheet.title(), look.title));
        pen.end();
    }

    private String fitted(String text, Ink ink) {
        return Wrapping.lines(text, ink.typeface(), fittedInk(text, ink).size(), look.right - look.left)
                .get(0);
    }

    /** A title too long for its line is drawn smaller, down to the size of the text. */
    private Ink fittedInk(String text, Ink ink) {
        float room = (look.right - look.left) / Math.max(1, ink.width(text));
        return room >= 1 ? ink : ink.of(Math.max(look.text.size(), ink.size() * room * 0.99f));
    }

    private void top(Pen pen, Optional<Image> logo) {
        float bandHeight = 30 * MM;
        pen.beginArtifact();
        switch (look.theme.top()) {
            case EDGE -> pen.box(0, 0, look.width, 3 * MM, look.accent);
            case BAND -> pen.box(0, 0, look.width, bandHeight, look.accent);
            case PLAIN -> {}
        }
        pen.end();
        boolean band = look.theme.top() == Theme.Top.BAND;
        // in the middle of the band
        float y =
                band ? (bandHeight - logo.map(Image::getScaledHeight).orElse(look.title.size() + 4 * MM)) / 2 : 13 * MM;
        if (logo.isPresent()) {
            Image image = logo.get();
            String says = words(Label.LOGO_OF, "name", sheet.identity().name());
            pen.begin(pen.element(
                    part(pen), "Figure", figure(says, look.left, y, image.getScaledWidth(), image.getScaledHeight())));
            pen.image(image, look.left, y, image.getScaledWidth(), image.getScaledHeight());
            pen.end();
        } else {
            Ink ink = look.title.in(band ? look.onAccent : look.accent);
            String name = sheet.identity().name();
            begin(pen, "P");
            pen.text(fitted(name, ink), look.left, y + ink.size() + 2 * MM, fittedInk(name, ink));
            pen.end();
        }
    }

    private void address(Pen pen) {
        float x = Look.points(position.left());
        float width = Look.points(position.width());
        Ink returned = look.small.of(Math.min(
                7, 7 * width / Math.max(1, look.small.of(7).width(sheet.sender()))));
        float top = Look.points(position.top());
        begin(pen, "P");
        pen.text(sheet.sender(), x, top - 2 * MM, returned);
        pen.end();
        float size = ADDRESS_SIZE;
        List<String> lines = addressLines(size, width);
        int fits = (int) ((Look.points(position.alwaysVisible().bottom()) - top) / ADDRESS_LEADING);
        while (lines.size() * ADDRESS_LEADING * size / ADDRESS_SIZE > fits * ADDRESS_LEADING + 0.1f && size > 5.5f) {
            size -= 0.5f;
            lines = addressLines(size, width);
        }
        if (lines.size() > LONGEST_ADDRESS) {
            throw new InvalidInputException(
                    sheet.title(),
                    List.of(new Violation(
                            "address",
                            lines.size() + " lines",
                            "must fit the window of the envelope: " + LONGEST_ADDRESS + " short lines at most",
                            "shorten the customer's name or street")));
        }
        Ink ink = look.text.of(size);
        float base = top + ink.size();
        begin(pen, "P");
        for (String line : lines) {
            pen.text(line, x, base, ink);
            base += ADDRESS_LEADING * size / ADDRESS_SIZE;
        }
        pen.end();
    }

    private List<String> addressLines(float size, float width) {
        List<String> lines = new ArrayList<>();
        sheet.address().forEach(line -> lines.addAll(Wrapping.lines(line, look.text.typeface(), size, width)));
        return lines;
    }

    private List<List<String>> infoValues(float valueWidth) {
        List<List<String>> values = new ArrayList<>();
        for (Sheet.Field field : sheet.info()) {
            Ink ink = field.strong() ? look.strong : look.text;
            values.add(Wrapping.lines(field.value(), ink.typeface(), ink.size(), valueWidth));
        }
        return values;
    }

    private float infoKeyWidth() {
        float width = 0;
        for (Sheet.Field field : sheet.info()) {
            width = Math.max(width, look.small.width(field.label()));
        }
        return Math.min(width, infoWidth * 0.55f);
    }

    private float infoHeight() {
        int lines = 0;
        for (List<String> value : infoValues(infoWidth - infoKeyWidth() - 3 * MM)) {
            lines += value.size();
        }
        return lines * look.text.leading();
    }

    private void info(Pen pen) {
        float valueX = infoLeft + infoKeyWidth() + 3 * MM;
        List<List<String>> values = infoValues(infoWidth - infoKeyWidth() - 3 * MM);
        float y = infoTop;
        for (int i = 0; i < values.size(); i++) {
            Sheet.Field field = sheet.info().get(i);
            begin(pen, "P");
            pen.text(field.label(), infoLeft, y + look.text.size(), look.small);
            lines(pen, values.get(i), valueX, y, field.strong() ? look.strong : look.text);
            pen.end();
            y += values.get(i).size() * look.text.leading();
        }
    }

    private void nextHead(Pen pen) {
        float y = Look.points(look.theme.paper().top());
        pen.beginArtifact();
        pen.text(fitted(sheet.title(), look.small), look.left, y, look.small);
        pen.textRight(sheet.words().date(sheet.on()), look.right, y, look.small);
        pen.line(look.left, y + 2.2f * MM, look.right, 0.4f, look.line);
        pen.end();
    }

    private void foot(Pen pen, int number) {
        Ink ink = look.small.of(Math.min(7.2f, look.small.size()));
        float y = look.height - Look.points(look.theme.paper().bottom()) + 8 * MM;
        pen.beginArtifact();
        if (!look.letterheadIsComplete()) {
            pen.line(look.left, y, look.right, 0.4f, look.line);
            List<List<String>> columns = footColumns();
            float width = (look.right - look.left) / Math.max(1, columns.size());
            for (int c = 0; c < columns.size(); c++) {
                float base = y + 2 * MM + ink.size();
                for (String line : columns.get(c)) {
                    List<String> wrapped = Wrapping.lines(line, ink.typeface(), ink.size(), width - 3 * MM);
                    for (String part : wrapped) {
                        pen.text(part, look.left + c * width, base, ink);
                        base += ink.leading();
                    }
                }
            }
        }
        if (pageCount() > 1) {
            String says = words(Label.PAGE, "n", Integer.toString(number), "m", Integer.toString(pageCount()));
            pen.textRight(says, look.right, look.height - 8 * MM, ink);
        }
        pen.end();
    }

    private List<List<String>> footColumns() {
        Optional<List<String>> own =
                Look.inLanguage(look.theme.foot(), sheet.words().language());
        List<List<String>> columns = new ArrayList<>();
        if (own.isPresent()) {
            own.get().forEach(column -> columns.add(List.of(column.split("\n", -1))));
            return columns;
        }
        Sheet.Identity identity = sheet.identity();
        List<String> fields = identity.fields().stream()
                .map(field -> field.label() + " " + field.value())
                .toList();
        int half = (fields.size() + 1) / 2;
        columns.add(List.of(identity.name(), identity.address()));
        columns.add(fields.subList(0, half));
        columns.add(fields.subList(half, fields.size()));
        return columns;
    }

    /** All texts of the sheet in a row, with what each is, to look for letters that no font has. */
    static Optional<String> missing(Look look, Sheet sheet) {
        List<Sheet.Field> texts = new ArrayList<>();
        texts.add(Sheet.Field.of("title", sheet.title()));
        texts.add(Sheet.Field.of("seller", sheet.sender()));
        sheet.address().forEach(line -> texts.add(Sheet.Field.of("address", line)));
        sheet.info().forEach(field -> texts.add(Sheet.Field.of(field.label(), field.value())));
        sheet.opening().forEach(text -> texts.add(Sheet.Field.of("text", text)));
        sheet.closing().forEach(text -> texts.add(Sheet.Field.of("closing", text)));
        rows(sheet.table(), texts);
        sheet.annexes().forEach(annex -> rows(annex, texts));
        sheet.payment()
                .ifPresent(payment ->
                        payment.fields().forEach(field -> texts.add(Sheet.Field.of(field.label(), field.value()))));
        sheet.identity().fields().forEach(field -> texts.add(Sheet.Field.of(field.label(), field.value())));
        for (Sheet.Field text : texts) {
            int letter = look.text.typeface().missing(text.value().replace('\n', ' '));
            if (letter >= 0) {
                return Optional.of(
                        String.format("%s: the letter %s (U+%04X)", text.label(), Character.toString(letter), letter));
            }
        }
        return Optional.empty();
    }

    private static void rows(Sheet.Table table, List<Sheet.Field> texts) {
        for (int i = 0; i < table.rows().size(); i++) {
            String name = "row " + (i + 1);
            table.rows().get(i).cells().forEach(cell -> texts.add(Sheet.Field.of(name, cell)));
            table.rows().get(i).details().forEach(detail -> texts.add(Sheet.Field.of(name, detail)));
        }
    }
}
