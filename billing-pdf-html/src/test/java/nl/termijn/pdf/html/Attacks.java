package nl.termijn.pdf.html;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import nl.termijn.pdf.ThemeFiles;
import nl.termijn.pdf.ThemeSamples;

/** Layouts that would take a host's memory or time, each in its own way; what is wrong with each can be read. */
final class Attacks {
    private static final String ROWS = "{{#table}}{{#rows}}%s{{/rows}}{{/table}}";

    private Attacks() {}

    /** Layouts that are refused when they are set. */
    static Map<String, ThemeFiles> refused() {
        Map<String, ThemeFiles> all = new LinkedHashMap<>();
        String x = "<p>x</p>";
        all.put("colspan", Layouts.withBody("<table><tr><td colspan=\"100000000\">x</td></tr></table>"));
        all.put("rowspan", Layouts.withBody("<table><tr><td rowspan='2147483647'>x</td></tr></table>"));
        all.put("span of a column", Layouts.withBody("<table><col span=\"99999999\"><tr><td>x</td></tr></table>"));
        all.put("width of a picture", Layouts.withBody("<table width=\"99999999\"><tr><td>x</td></tr></table>"));
        all.put(
                "style within an attribute",
                Layouts.withBody("<table width=\"1px; height: 100000in\"><tr><td>x</td></tr></table>"));
        all.put("background of a table", Layouts.withBody("<table background=\"x.png\"><tr><td>x</td></tr></table>"));
        all.put("style of an attribute", Layouts.withBody("<p style=\"height: 100000in\">x</p>"));
        all.put(
                "wide style of an attribute",
                Layouts.withBody("<p style=\"" + "color: red; ".repeat(10_000) + "\">x</p>"));
        all.put("open fields", Layouts.withBody("{{".repeat(120_000)));
        all.put("fields that are none", Layouts.withBody("{{}}".repeat(60_000)));
        all.put("unknown fields", Layouts.withBody("{{x}}\n".repeat(40_000)));
        all.put(
                "sections within sections",
                Layouts.withBody("{{#table}}".repeat(10_000) + "{{/table}}".repeat(10_000)));
        all.put("open sections", Layouts.withBody("{{#table}}".repeat(20_000)));
        all.put("braces", Layouts.withBody("{".repeat(250_000)));
        all.put("open tags", Layouts.withBody("<".repeat(250_000)));
        all.put("open style elements", Layouts.withBody("<style>".repeat(30_000)));
        all.put("open style attributes", Layouts.withBody("<p style=\"".repeat(20_000)));
        all.put("style attributes without a value", Layouts.withBody("style=   ".repeat(25_000) + "{{x}}"));
        all.put("open comments", Layouts.withBody("<!--".repeat(60_000) + "{{x}}"));
        all.put("nested", Layouts.withBody("<div>".repeat(20_000) + "x" + "</div>".repeat(20_000)));
        all.put("never closed", Layouts.withBody("<div>".repeat(50_000)));
        all.put(
                "letters that are opened again in each paragraph",
                Layouts.withBody(again(4_000) + "<p>".repeat(40_000)));
        all.put("elements", Layouts.withBody("<br>".repeat(60_000)));
        all.put("entities", Layouts.withBody("<marquee>" + "&amp;".repeat(50_000) + "</marquee>"));
        all.put("attributes", Layouts.withBody("<p " + numbered("onx%d=\"1\" ", 15_000) + ">x</p>"));

        all.put("10 MB of CSS", Layouts.withStyle("p { color: red }\n".repeat(600_000)));
        all.put(
                "10 MB of CSS, often",
                Layouts.with(
                        Layouts.withBody("<link rel=\"stylesheet\" href=\"s.css\">".repeat(5_000)),
                        "s.css",
                        Layouts.bytes("p { color: red }\n".repeat(600_000))));
        all.put("style sheets", Layouts.withBody("<style>p { color: red }</style>".repeat(5_000)));
        all.put(
                "a font, often",
                Layouts.with(
                        Layouts.withStyle("@font-face { font-family: A; src: url(own.ttf) }\n".repeat(4_000)),
                        "own.ttf",
                        font()));
        all.put("url(", Layouts.withStyle("url(".repeat(60_000)));
        all.put("url( in a value", Layouts.withStyle("p { background-image: " + "url(".repeat(60_000) + " }"));
        all.put("url( within letters", Layouts.withStyle("p { background: x" + "url(x) ".repeat(30_000) + " }"));
        all.put("url( in a style attribute", Layouts.withBody("<p style=\"" + "url(".repeat(50_000) + "\">x</p>"));
        all.put("open comments of CSS", Layouts.withStyle("/*".repeat(120_000)));
        all.put("open texts of CSS", Layouts.withStyle("\"\n".repeat(120_000)));
        all.put("open texts of CSS on a line", Layouts.withStyle("p { content: " + "\"x'".repeat(80_000)));
        all.put("open fonts of CSS", Layouts.withStyle("@font-face {".repeat(20_000)));
        all.put("families", Layouts.withStyle("p { font-family: " + "font-family:".repeat(20_000) + "}"));
        all.put("braces of CSS", Layouts.withStyle("p {".repeat(80_000)));
        all.put("brackets of CSS", Layouts.withStyle("p { width: " + "(".repeat(200_000) + " }"));
        all.put("functions of CSS", Layouts.withStyle("p { content: " + "counter(".repeat(30_000) + " }"));
        all.put("square brackets of CSS", Layouts.withStyle("[".repeat(200_000) + " { color: red }"));
        all.put("backslashes of CSS", Layouts.withStyle("\\".repeat(250_000)));
        all.put("at signs of CSS", Layouts.withStyle("@media ".repeat(30_000)));
        all.put("properties that are none", Layouts.withStyle("p { " + "x: y; ".repeat(40_000) + " }"));
        all.put("a deep selector", Layouts.withStyle("div ".repeat(5_000) + "{ color: red }"));
        all.put("a deep selector of children", Layouts.withStyle("div" + ">div".repeat(5_000) + "{ color: red }"));
        all.put("a long selector", Layouts.withStyle("div" + ".a".repeat(100_000) + "{ color: red }"));
        all.put(
                "a selector of pseudo-classes",
                Layouts.withStyle("div" + ":first-child".repeat(20_000) + "{ color: red }"));
        all.put("selectors", Layouts.withStyle(numbered(".a%d, ", 20_000) + "p { color: red }"));
        all.put("rules", Layouts.withStyle(numbered(".a%d { color: red }\n", 9_000)));
        for (String length : new String[] {
            "height: 100000in",
            "height: 9999999px",
            "min-height: 1e9mm",
            "max-width: 100m",
            "margin-top: 999999cm",
            "margin: 0 0 0 -999999cm",
            "padding: 500000pt",
            "font-size: 90000pt",
            "font-size: 5000%",
            "font-size: 9000em",
            "line-height: 100000",
            "line-height: 99999in",
            "letter-spacing: 99999in",
            "word-spacing: -99999in",
            "text-indent: 99999in",
            "border: 99999in solid red",
            "border-spacing: 99999in",
            "border-radius: 99999in",
            "width: 99999999%",
            "width: 5000em",
            "position: absolute; top: 100000in",
            "-fs-table-cell-colspan: 100000",
            "-fs-table-cell-rowspan: 100000",
            "orphans: 100000",
            "counter-increment: x 2000000000",
            "counter-reset: x 2000000000",
            "content: counter(x, upper-roman)",
            "content: '" + "x".repeat(5000) + "'",
            "background-position: 999999in 0",
            "z-index: 9999999999"
        }) {
            all.put(length.length() > 60 ? "long content" : length, Layouts.withStyle("p:before { " + length + " }"));
        }
        all.put("a high page", Layouts.withStyle("@page { size: 210mm 100000in }"));
        all.put("a wide margin box", Layouts.withStyle("@page { @top-left { content: 'x'; height: 100000in } }"));
        all.put("a size for a printer", Layouts.withStyle("@media print { p { height: 100000in } }"));

        all.put(
                "a picture of ten thousand million dots",
                with(png(100_000, 100_000, new byte[0]), "<img src=\"x.png\">"));
        all.put("a picture that is never used", with(png(100_000, 100_000, new byte[0]), x));
        all.put(
                "a picture of a thousand million dots",
                with(png(1, 1_000_000_000, new byte[0]), "<img src=\"x.png\">"));
        all.put("a picture of no dots", with(png(0, 0, new byte[0]), "<img src=\"x.png\">"));
        all.put("a picture that is cut off", with(java.util.Arrays.copyOf(png(50, 50), 60), "<img src=\"x.png\">"));
        all.put(
                "a picture of no kind",
                with("x".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8), "<img src=\"x.png\">"));
        all.put(
                "a PDF for a picture",
                with("%PDF-1.4".getBytes(java.nio.charset.StandardCharsets.UTF_8), "<img src=\"x.png\">"));
        all.put("many pictures", many(40, png(10, 10)));
        all.put("many dots", many(6, png(1700, 1700)));
        all.put("a JPEG of many dots", Layouts.with(Layouts.withBody(x), "x.jpg", jpeg(60_000, 60_000, 1)));
        all.put("a JPEG of many layers", Layouts.with(Layouts.withBody(x), "x.jpg", jpeg(1000, 1000, 10_000)));
        all.put("a GIF of many dots", Layouts.with(Layouts.withBody(x), "x.gif", gif(65_535, 65_535, 1)));
        all.put("a GIF that moves", Layouts.with(Layouts.withBody(x), "x.gif", gif(100, 100, 1000)));

        all.put("lists within lists", Layouts.withBody(nested(4, "x")));
        all.put("elements of lists within lists", Layouts.withBody(nested(3, "<b>x</b>")));
        all.put("text of lists within lists", Layouts.withBody(nested(2, "long words of text ".repeat(200))));
        all.put(
                "columns of lists within lists",
                Layouts.withBody("<table><tr>" + nested(2, "<td>x</td>") + "</tr></table>"));
        all.put(
                "columns of other elements",
                Layouts.withBody("<style>i { display: table-cell }</style><div>" + nested(2, "<i>x</i>") + "</div>"));
        all.put(
                "pages of lists within lists",
                Layouts.withBody(nested(2, "<p style=\"page-break-before: always\">x</p>")));
        all.put("high blocks of lists", Layouts.withBody(nested(2, "<p style=\"height: 1900mm\">x</p>")));
        all.put(
                "blocks within blocks that keep together",
                Layouts.withBody("<style>div { page-break-inside: avoid; padding-top: 20mm }</style>"
                        + deep(35, "div", "<p>x</p>".repeat(200))));
        all.put(
                "blocks within blocks at the bottom",
                Layouts.withBody("<style>div { position: absolute; bottom: 1mm; left: 0 }</style>"
                        + deep(35, "div", "<p>x</p>".repeat(50))));
        all.put("tables within tables", Layouts.withBody(deepTables(9)));
        all.put("blocks that grow", Layouts.withBody("<style>div { width: 900% }</style>" + deep(30, "div", "x")));
        all.put("letters that grow", Layouts.withBody("<style>b { font-size: 900% }</style>" + deep(30, "b", "x")));
        all.put(
                "pages of a dot",
                Layouts.withStyle("@page { size: 210mm 50mm; margin: 24.9mm 20mm } p { height: 1900mm }"));
        all.put(
                "a tiled background",
                with(png(1, 1), "<style>p { background: url(x.png); height: 1900mm; width: 500mm }</style><p>x</p>"));
        all.put(
                "a flat tiled background",
                with(
                        png(5000, 1),
                        "<style>p { background: url(x.png); background-size: contain; height: 250mm; width: 50mm }</style>"
                                + "<p>x</p>".repeat(40)));
        all.put(
                "what repeats on each page",
                Layouts.withBody(
                        "<style>@page { @top-left { content: element(head) } } #head { position: running(head) }</style>"
                                + "<div id=\"head\">" + String.format(ROWS, "<p>x</p><p>x</p><p>x</p><p>x</p>")
                                + "</div>"
                                + nested(
                                        1,
                                        "<p style=\"page-break-before: always\">x</p><p style=\"page-break-before: always\">x</p>"
                                                .repeat(3))));
        all.put(
                "words on lines of their own",
                Layouts.withBody("<style>p { width: 1pt; font-size: 1pt; line-height: 0 }</style>"
                        + nested(2, "<p>" + "a ".repeat(500) + "</p>")));
        all.put(
                "one text of many words",
                Layouts.withBody("<style>p { width: 1pt; font-size: 1pt; line-height: 0 }</style><p>"
                        + nested(2, "a b c d e f g h ".repeat(20)) + "</p>"));
        all.put(
                "selectors for each element",
                Layouts.with(
                        Layouts.withBody(
                                "<link rel=\"stylesheet\" href=\"s.css\">" + nested(2, "<b>x</b><i>y</i>".repeat(5))),
                        "s.css",
                        Layouts.bytes(numbered(".a%d *, ", 900) + "p { color: red }")));
        return all;
    }

    private static byte[] font() {
        try {
            return ThemeSamples.files().get("own.ttf").orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Layouts that are odd, but not too much: they are drawn, or refused, within the bounds. */
    static Map<String, ThemeFiles> odd() {
        Map<String, ThemeFiles> all = new LinkedHashMap<>();
        all.put("questions in lists within lists", Layouts.withBody(nested(2, "{{^title}}{{/title}}".repeat(5_000))));
        all.put(
                "a tiny tiled background",
                with(
                        png(100, 100),
                        "<style>p { background: url(x.png); background-size: 0.01pt 0.01pt; height: 1900mm }</style><p>x</p>"));
        all.put("a profile of a gigabyte in a picture", with(pngWithProfile(), "<img src=\"x.png\">"));
        all.put("a wide span", Layouts.withBody("<table><tr><td colspan=\"100\" rowspan=\"100\">x</td></tr></table>"));
        all.put("floats", Layouts.withBody("<style>i { float: left; width: 3mm }</style>" + nested(2, "<i>x</i>")));
        all.put(
                "counted children",
                Layouts.withBody("<style>i:nth-child(3n+1) { color: red }</style>" + nested(2, "<i>x</i>")));
        all.put(
                "fixed on each page",
                Layouts.withBody(
                        "<style>div { position: fixed; top: 1mm }</style><div>" + String.format(ROWS, "<b>x</b>")
                                + "</div>" + nested(1, "<p style=\"page-break-before: always\">x</p>")));
        all.put("one long word", Layouts.withBody("<p>" + nested(2, "abcdefghij".repeat(10)) + "</p>"));
        all.put(
                "a word that breaks anywhere",
                Layouts.withBody("<style>p { word-wrap: break-word; width: 5mm }</style><p>" + nested(2, "abcdefghij")
                        + "</p>"));
        all.put(
                "one long line",
                Layouts.withBody(
                        "<style>p { white-space: nowrap }</style><p>" + nested(2, "abcde fghij ".repeat(5)) + "</p>"));
        all.put(
                "styles of their own",
                Layouts.with(
                        Layouts.withBody("<link rel=\"stylesheet\" href=\"s.css\">"
                                + "{{#table}}{{#rows}}<div class=\"a{{-index}}\">{{#table}}{{#rows}}<b class=\"b{{-index}}\">x</b>"
                                + "{{/rows}}{{/table}}</div>{{/rows}}{{/table}}"),
                        "s.css",
                        Layouts.bytes(numbered(".a%1$d { padding: %1$dpx } .b%1$d { margin-left: %1$dpx } ", 80))));
        all.put(
                "the code to pay with, often",
                Layouts.withBody(
                        "{{#payment}}{{#code}}" + nested(2, "<img src=\"payment-code\">") + "{{/code}}{{/payment}}"));
        all.put(
                "relative blocks",
                Layouts.withBody("<style>div { position: relative; top: 100mm }</style>"
                        + deep(35, "div", "<p>x</p>".repeat(20))));
        all.put(
                "round clips within clips",
                Layouts.withBody(
                        "<style>div { overflow: hidden; border-radius: 5mm; border: 1pt dotted red; background: #eee }</style>"
                                + deep(35, "div", "<p>x</p>".repeat(20))));
        all.put(
                "roman lists",
                Layouts.withBody("<style>ol { list-style-type: upper-roman }</style><ol start=\"9000\">"
                        + nested(2, "<li>x</li>") + "</ol>"));
        return all;
    }

    private static String nested(int times, String body) {
        return "{{#table}}{{#rows}}".repeat(times) + body + "{{/rows}}{{/table}}".repeat(times);
    }

    private static String deep(int times, String element, String body) {
        return ("<" + element + ">").repeat(times) + body + ("</" + element + ">").repeat(times);
    }

    private static String deepTables(int times) {
        return "<table><tr><td>x</td><td>".repeat(times)
                + "<p>words of text</p>".repeat(300)
                + "</td></tr></table>".repeat(times);
    }

    private static String again(int times) {
        return "<p>" + numbered("<b id=\"%d\">", times) + "</p>";
    }

    static String numbered(String format, int times) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= times; i++) {
            text.append(String.format(format, i));
        }
        return text.toString();
    }

    private static ThemeFiles with(byte[] picture, String body) {
        return Layouts.with(Layouts.withBody(body), "x.png", picture);
    }

    private static ThemeFiles many(int times, byte[] picture) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(HtmlLayout.TEMPLATE, Layouts.bytes(Layouts.page("", "<p>x</p>")));
        for (int i = 0; i < times; i++) {
            files.put("x" + i + ".png", picture);
        }
        return ThemeFiles.of(files);
    }

    static byte[] png(int width, int height) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG that says what size it has, and holds other bytes. */
    static byte[] png(int width, int height, byte[] packed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer head = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .put((byte) 2);
        chunk(out, "IHDR", head.array());
        chunk(out, "IDAT", packed);
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] bytes) {
        byte[] all = new byte[bytes.length + 4];
        System.arraycopy(Layouts.bytes(name), 0, all, 0, 4);
        System.arraycopy(bytes, 0, all, 4, bytes.length);
        CRC32 sum = new CRC32();
        sum.update(all);
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(all);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** A PNG whose colour profile is a hundred megabytes when it is unpacked. */
    static byte[] pngWithProfile() {
        try {
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            profile.writeBytes(new byte[] {'x', 0, 0});
            try (DeflaterOutputStream packer = new DeflaterOutputStream(profile)) {
                byte[] zeros = new byte[1_000_000];
                for (int i = 0; i < 1000; i++) {
                    packer.write(zeros);
                }
            }
            byte[] plain = png(10, 10);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(plain, 0, 33);
            chunk(out, "iCCP", profile.toByteArray());
            out.write(plain, 33, plain.length - 33);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] jpeg(int width, int height, int layers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc2, 0, 11, 8});
        out.writeBytes(ByteBuffer.allocate(4)
                .putShort((short) height)
                .putShort((short) width)
                .array());
        out.writeBytes(new byte[] {1, 1, 0x11, 0});
        for (int i = 0; i < layers; i++) {
            out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 1, 2});
        }
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
        return out.toByteArray();
    }

    private static byte[] gif(int width, int height, int pictures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Layouts.bytes("GIF89a"));
        byte[] size = {(byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8)};
        out.writeBytes(size);
        out.writeBytes(new byte[] {0, 0, 0});
        for (int i = 0; i < pictures; i++) {
            out.writeBytes(new byte[] {0x2c, 0, 0, 0, 0});
            out.writeBytes(size);
            out.writeBytes(new byte[] {0, 2, 1, 0x44, 0});
        }
        out.write(0x3b);
        return out.toByteArray();
    }
}
