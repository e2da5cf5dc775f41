package nl.termijn.pdf;

import com.lowagie.text.Image;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.document.Label;

/**
 * Where everything of a {@link Sheet} stands. First all is measured and put on pages, so that each can say of how many it
 * is; then page after page is drawn.
 */
final class SheetLayout extends SheetPart {
    /** A paragraph of more lines may be parted. */
    private static final int LONGEST_PARAGRAPH = 18;
    /** An invoice of more pages says its total on the first. */
    private static final int LONG = 3;

    private final Margins margins;
    private final Optional<Flow.Block> payment;
    private final List<List<Flow.Placed>> pages;
    private boolean close;

    SheetLayout(Look look, Sheet sheet) {
        super(look, sheet);
        margins = new Margins(look, sheet);
        payment = sheet.payment().map(new PaymentBox(look, sheet)::block);
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

    /** A letter says in words what it is about. */
    private boolean isLetter() {
        return switch (sheet.kind()) {
            case REMINDER, FINAL_DEMAND, FOURTEEN_DAY_LETTER, DOSSIER, NOTICE -> true;
            case INVOICE, CREDIT_NOTE, PAYMENT_REQUEST, STATEMENT -> false;
        };
    }

    private Flow flow(boolean totalsFirst) {
        float bottom = look.height - Look.points(look.theme.paper().bottom());
        Flow flow = new Flow(margins.firstTop(), margins.nextTop(), bottom);
        List<Flow.Block> blocks = new ArrayList<>();
        if (look.theme.headline() && !isLetter()) {
            sheet.headline().ifPresent(headline -> headline(headline, blocks));
        }
        sheet.opening().forEach(text -> paragraph(text, look.text, blocks));
        if (totalsFirst) {
            totals(blocks);
            blocks.add(Flow.Block.space(7 * MM));
            payment.ifPresent(blocks::add);
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
            // the last rows end with all sums once more: a net column above a gross total explains nothing
            totals(blocks);
        }
        keepLast(blocks);
        if (!sheet.notes().isEmpty()) {
            blocks.add(Flow.Block.space(4 * MM).kept());
            int first = blocks.size();
            sheet.notes().forEach(note -> paragraph(note, look.strong, blocks));
            blocks.subList(first, blocks.size() - 1).replaceAll(Flow.Block::kept);
        }
        if (!totalsFirst) {
            payment.ifPresent(box -> {
                blocks.add(Flow.Block.space((close ? 4 : 7) * MM).kept());
                blocks.add(box);
            });
        }
        if (!sheet.closing().isEmpty()) {
            blocks.add(Flow.Block.space(5 * MM));
            sheet.closing().forEach(text -> paragraph(text, look.text, blocks));
        }
        flow.place(blocks);
        for (Sheet.Table annex : sheet.annexes()) {
            List<Flow.Block> more = new ArrayList<>();
            // what is open belongs to the account above it; other annexes are papers of their own
            if (sheet.kind() == Sheet.Kind.STATEMENT) {
                more.add(Flow.Block.space(8 * MM).kept());
            } else {
                flow.newPage();
            }
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
        float height = 17 * MM;
        Optional<URI> link = sheet.payment().flatMap(Sheet.Payment::link);
        blocks.add(Flow.Block.of(height, (pen, y) -> {
            pen.beginArtifact();
            pen.roundBox(look.left, y, look.right - look.left, height, 2.5f * MM, look.tint);
            pen.end();
            float x = look.left + 6 * MM;
            begin(pen, "P");
            pen.text(headline.label() + ' ', x, y + 5.4f * MM, look.small);
            pen.text(headline.amount() + ' ', x, y + 13 * MM, look.large);
            pen.text(headline.detail(), x + look.large.width(headline.amount()) + 5 * MM, y + 13 * MM, look.text);
            pen.end();
            link.ifPresent(target -> button(pen, target, y + 3.5f * MM));
        }));
        blocks.add(Flow.Block.space(5 * MM));
    }

    private void button(Pen pen, URI target, float y) {
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
        for (int from = 0; from < lines.size(); from += LONGEST_PARAGRAPH) {
            List<String> some = lines.subList(from, Math.min(lines.size(), from + LONGEST_PARAGRAPH));
            blocks.add(Flow.Block.of(some.size() * ink.leading(), (pen, y) -> {
                begin(pen, "P");
                lines(pen, some, look.left, y, ink);
                pen.end();
            }));
        }
        blocks.add(Flow.Block.space(ink.leading() * 0.6f));
    }

    private void totals(List<Flow.Block> blocks) {
        if (sheet.totals().isEmpty()) {
            return;
        }
        TableTags tags = new TableTags(false);
        float left = look.left + (look.right - look.left) * 0.46f;
        blocks.add(Flow.Block.space(3 * MM).kept());
        for (int i = 0; i < sheet.totals().size(); i++) {
            Sheet.Total total = sheet.totals().get(i);
            boolean big = total.weight() == Sheet.Total.Weight.TOTAL;
            Ink ink = big ? look.strong.of(look.strong.size() * 1.3f) : look.text;
            List<String> labels = Wrapping.lines(
                    total.label(),
                    ink.typeface(),
                    ink.size(),
                    look.right - look.inset - left - ink.width(total.amount()) - 4 * MM);
            float above = big ? 2.2f * MM : 0;
            float height = above + labels.size() * ink.leading() + (big ? 1.5f * MM : 0.9f * MM);
            boolean last = i == sheet.totals().size() - 1;
            Flow.Block block = Flow.Block.of(height, (pen, y) -> {
                if (big) {
                    pen.beginArtifact();
                    pen.line(left, y + 0.8f * MM, look.right, 0.8f, look.accent);
                    pen.end();
                }
                Tags.Element row = pen.element(tags.body(pen), "TR");
                Tags.Element head = pen.element(row, "TH", "/A<</O/Table/Scope/Row>>");
                pen.begin(head);
                lines(pen, labels, left, y + above, ink);
                pen.end();
                pen.begin(pen.element(row, "TD"));
                pen.textRight(
                        total.amount(),
                        look.right - look.inset,
                        y + above + ink.size(),
                        big ? ink.in(look.accent) : ink);
                pen.end();
            });
            blocks.add(last ? block : block.kept());
        }
    }

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
        new TableLayout(look, sheet, table, close).addTo(blocks);
    }

    /** Draws what stands on page {@code number}, from 1. */
    void draw(Pen pen, int number, Optional<Image> logo) {
        if (number == 1) {
            margins.head(pen, logo);
        } else {
            margins.nextHead(pen);
        }
        pages.get(number - 1).forEach(placed -> placed.drawing().draw(pen, placed.y()));
        margins.foot(pen, number, pageCount());
    }

    /** All texts of the sheet in a row, with what each is, to look for letters that no font has. */
    static Optional<String> missing(Look look, Sheet sheet) {
        List<Sheet.Field> texts = new ArrayList<>();
        texts.add(Sheet.Field.of("title", sheet.title()));
        texts.add(Sheet.Field.of("seller", sheet.sender()));
        sheet.address().forEach(line -> texts.add(Sheet.Field.of("address", line)));
        fields(sheet.info(), texts);
        sheet.opening().forEach(text -> texts.add(Sheet.Field.of("text", text)));
        sheet.headline()
                .ifPresent(headline -> texts.add(
                        Sheet.Field.of(headline.label(), headline.label() + headline.amount() + headline.detail())));
        rows(sheet.table(), texts);
        sheet.totals().forEach(total -> texts.add(Sheet.Field.of(total.label(), total.label() + total.amount())));
        sheet.notes().forEach(text -> texts.add(Sheet.Field.of("note", text)));
        sheet.payment().ifPresent(payment -> {
            texts.add(Sheet.Field.of("payment", payment.title() + payment.text()));
            fields(payment.fields(), texts);
            payment.code().ifPresent(code -> texts.add(Sheet.Field.of("payment", code.says())));
        });
        sheet.closing().forEach(text -> texts.add(Sheet.Field.of("closing", text)));
        sheet.annexes().forEach(annex -> rows(annex, texts));
        texts.add(Sheet.Field.of(
                "seller", sheet.identity().name() + sheet.identity().address()));
        fields(sheet.identity().fields(), texts);
        Look.inLanguage(look.theme.foot(), sheet.words().language())
                .ifPresent(foot -> foot.forEach(column -> texts.add(Sheet.Field.of("foot", column))));
        for (Sheet.Field text : texts) {
            int letter = look.text.typeface().missing(text.value().replace('\n', ' '));
            if (letter >= 0) {
                return Optional.of(
                        String.format("%s: the letter %s (U+%04X)", text.label(), Character.toString(letter), letter));
            }
        }
        return Optional.empty();
    }

    private static void fields(List<Sheet.Field> fields, List<Sheet.Field> texts) {
        fields.forEach(field -> texts.add(Sheet.Field.of(field.label(), field.label() + field.value())));
    }

    private static void rows(Sheet.Table table, List<Sheet.Field> texts) {
        texts.add(Sheet.Field.of("table", table.title() + table.carriedLabel()));
        table.columns().forEach(column -> texts.add(Sheet.Field.of("table", column.label())));
        for (int i = 0; i < table.rows().size(); i++) {
            String name = "row " + (i + 1);
            table.rows().get(i).cells().forEach(cell -> texts.add(Sheet.Field.of(name, cell)));
            table.rows().get(i).details().forEach(detail -> texts.add(Sheet.Field.of(name, detail)));
        }
    }
}
