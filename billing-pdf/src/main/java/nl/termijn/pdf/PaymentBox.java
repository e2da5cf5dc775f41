package nl.termijn.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.document.Label;

/** How to pay, in a box: a sentence, what to fill in, the page to pay on, and a code to scan. */
final class PaymentBox extends SheetPart {
    private static final float LEAST_CODE = 25 * MM;
    /** What cameras of telephones read from paper at arm's length. */
    private static final float LEAST_MODULE = 0.45f * MM;
    /** White modules on each side. */
    private static final int QUIET = 4;

    PaymentBox(Look look, Sheet sheet) {
        super(look, sheet);
    }

    Flow.Block block(Sheet.Payment payment) {
        Optional<Sheet.Code> code = payment.code();
        Optional<QrCode> drawing = code.map(PaymentBox::drawing);
        float codeSize = drawing.map(PaymentBox::size).orElse(0f);
        float pad = 4.5f * MM;
        float inner = look.right - look.left - 2 * pad - (code.isPresent() ? codeSize + 8 * MM : 0);
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
        float height = Math.max(textHeight, code.isPresent() ? codeSize + 4.5f * MM : 0) + 2 * pad;
        return Flow.Block.of(height, (pen, y) -> {
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
            code.ifPresent(wanted -> code(pen, wanted, drawing.orElseThrow(), codeSize, y + pad));
        });
    }

    /** What a bank reads wants M (EPC069-12); a page to pay on is read with L too. */
    private static QrCode drawing(Sheet.Code code) {
        return code.content().startsWith("http") ? QrCode.ofLink(code.content()) : QrCode.of(code.content());
    }

    /** Width of a code with its quiet zone, in points. */
    static float size(QrCode code) {
        return Math.max(LEAST_CODE, (code.modules() + 2 * QUIET) * LEAST_MODULE);
    }

    private void code(Pen pen, Sheet.Code code, QrCode drawn, float size, float y) {
        String says = code.says();
        float x = look.right - 4.5f * MM - size;
        pen.beginArtifact();
        // the quiet zone of four modules, white whatever lies behind
        pen.box(x, y, size, size, Ink.Colour.WHITE);
        pen.end();
        float quiet = size * QUIET / (drawn.modules() + 2 * QUIET);
        pen.begin(pen.element(part(pen), "Figure", figure(says, x, y, size, size)));
        pen.code(drawn, x + quiet, y + quiet, size - 2 * quiet);
        pen.end();
        begin(pen, "P");
        Ink ink = look.small.of(look.small.size() * 0.9f);
        float centre = x + size / 2 - ink.width(says) / 2;
        pen.text(says, Math.min(centre, look.right - 2 * MM - ink.width(says)), y + size + 3.6f * MM, ink);
        pen.end();
    }
}
