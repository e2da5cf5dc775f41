package nl.termijn.pdf;

import com.lowagie.text.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.document.Label;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;

/** What stands around the text: head, address, title and what identifies a document on its first page, the foot on all. */
final class Margins extends SheetPart {
    private static final int LONGEST_ADDRESS = 10;
    private static final float ADDRESS_SIZE = 10;
    private static final float ADDRESS_LEADING = 4.4f * MM;

    private final AddressPosition position;
    private final float infoLeft;
    private final float infoWidth;
    private final float infoTop;
    private final boolean titleIsBeside;
    private final float titleY;
    private final float firstTop;

    Margins(Look look, Sheet sheet) {
        super(look, sheet);
        this.position = look.theme.address();
        AddressPosition.Area window = position.maybeVisible();
        boolean addressAtRight = position.left() > look.theme.paper().width() / 2;
        infoLeft = addressAtRight ? look.left : Look.points(Math.max(window.right() + 2, 125));
        infoWidth = addressAtRight ? Look.points(window.left() - 3) - look.left : look.right - infoLeft;
        float besideAddress = Look.points(addressAtRight ? 50 : window.top() + 5);
        // the amount comes first under the head: the title stands beside the address, above what identifies the
        // document
        titleIsBeside = look.theme.headline();
        infoTop = besideAddress + (titleIsBeside ? look.title.size() + 2 * MM : 0);
        float belowHead = Math.max(Look.points(window.bottom()), infoTop + infoHeight());
        titleY = titleIsBeside ? besideAddress + look.title.size() - 2 * MM : belowHead + 6 * MM + look.title.size();
        firstTop = titleIsBeside ? belowHead + 5 * MM : titleY + 4 * MM;
    }

    /** Where the text begins on the first page. */
    float firstTop() {
        return firstTop;
    }

    /** Where it begins on the others. */
    float nextTop() {
        return Look.points(look.theme.paper().top()) + 9 * MM;
    }

    void head(Pen pen, Optional<Image> logo) {
        if (!look.letterheadIsComplete()) {
            top(pen, logo);
        }
        address(pen);
        if (titleIsBeside) {
            title(pen, infoLeft, infoWidth);
        }
        info(pen);
        pen.beginArtifact();
        if (look.theme.foldMarks()) {
            float fold = position == AddressPosition.DE_FORM_A ? 87 : 105;
            pen.line(3 * MM, fold * MM, 8 * MM, 0.25f, look.line);
            pen.line(3 * MM, (fold + 105) * MM, 8 * MM, 0.25f, look.line);
        }
        pen.end();
        if (!titleIsBeside) {
            title(pen, look.left, look.right - look.left);
        }
    }

    private void title(Pen pen, float x, float width) {
        begin(pen, "H1");
        pen.text(fitted(sheet.title(), look.title, width), x, titleY, fittedInk(sheet.title(), look.title, width));
        pen.end();
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
        float mark = logo.map(Image::getScaledHeight).orElse(look.title.size() + 4 * MM);
        // in the middle of the band, or above the window of the envelope
        float y = band
                ? (bandHeight - mark) / 2
                : Math.min(13 * MM, Look.points(position.maybeVisible().top() - 1) - mark);
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

    void nextHead(Pen pen) {
        float y = Look.points(look.theme.paper().top());
        pen.beginArtifact();
        pen.text(fitted(sheet.title(), look.small), look.left, y, look.small);
        pen.textRight(sheet.words().date(sheet.on()), look.right, y, look.small);
        pen.line(look.left, y + 2.2f * MM, look.right, 0.4f, look.line);
        pen.end();
    }

    void foot(Pen pen, int number, int pageCount) {
        Ink ink = footInk(look);
        float y = look.height - Look.points(look.theme.paper().bottom()) + 8 * MM;
        // who the seller is stands in the text once: at the end of the last page
        boolean isSaid = number == pageCount;
        if (!look.letterheadIsComplete()) {
            pen.beginArtifact();
            pen.line(look.left, y, look.right, 0.4f, look.line);
            pen.end();
            List<List<String>> columns = footColumns();
            float width = (look.right - look.left) / Math.max(1, columns.size());
            for (int c = 0; c < columns.size(); c++) {
                float base = y + 2 * MM + ink.size();
                if (isSaid) {
                    begin(pen, "P");
                } else {
                    pen.beginArtifact();
                }
                for (String line : columns.get(c)) {
                    List<String> wrapped = Wrapping.lines(line, ink.typeface(), ink.size(), width - 3 * MM);
                    for (String part : wrapped) {
                        pen.text(isSaid ? part.stripTrailing() + ' ' : part, look.left + c * width, base, ink);
                        base += ink.leading();
                    }
                }
                pen.end();
            }
        }
        pen.beginArtifact();
        if (pageCount > 1) {
            String says = words(Label.PAGE, "n", Integer.toString(number), "m", Integer.toString(pageCount));
            pen.textRight(says, look.right, look.height - 8 * MM, ink);
        }
        pen.end();
    }

    static Ink footInk(Look look) {
        return look.small.of(Math.min(7.2f, look.small.size()));
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
}
