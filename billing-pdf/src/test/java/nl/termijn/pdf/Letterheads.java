package nl.termijn.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Letterheads written out, so that what is odd about each can be read. */
final class Letterheads {
    private static final String LINE = "1 0 0 rg 20 100 4 640 re f";

    private final List<byte[]> objects = new ArrayList<>();
    private String trailer = "";

    private Letterheads() {}

    /** A page with {@code resources} and {@code content}, and other objects from number 5 on. */
    static byte[] of(String resources, String content, String... others) {
        return page("/MediaBox [0 0 595 842]", resources, content, others);
    }

    static byte[] page(String page, String resources, String content, String... others) {
        Letterheads made = new Letterheads()
                .add("<< /Type /Catalog /Pages 2 0 R >>")
                .add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                .add("<< /Type /Page /Parent 2 0 R " + page + " /Resources << " + resources + " >> /Contents 4 0 R >>")
                .add(stream("", content));
        for (String other : others) {
            made.add(other);
        }
        return made.file();
    }

    private Letterheads add(String object) {
        objects.add(bytes(object));
        return this;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String stream(String dictionary, String content) {
        return "<< " + dictionary + " /Length " + content.length() + " >>\nstream\n" + content + "\nendstream";
    }

    /** So many zeros, packed so many times. */
    static String packed(String dictionary, int megabytes, int times) {
        try {
            byte[] content = null;
            for (int time = 0; time < times; time++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (DeflaterOutputStream packer = new DeflaterOutputStream(out)) {
                    byte[] zeros = new byte[1_000_000];
                    for (int i = 0; content == null && i < megabytes; i++) {
                        packer.write(zeros);
                    }
                    if (content != null) {
                        packer.write(content);
                    }
                }
                content = out.toByteArray();
            }
            String filters = "/FlateDecode ".repeat(times);
            return stream(dictionary + " /Filter [ " + filters + "]", new String(content, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] file() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes("%PDF-1.7\n"));
        StringBuilder table = new StringBuilder("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append(String.format("%010d 00000 n \n", out.size()));
            out.writeBytes(bytes((i + 1) + " 0 obj\n"));
            out.writeBytes(objects.get(i));
            out.writeBytes(bytes("\nendobj\n"));
        }
        int at = out.size();
        out.writeBytes(bytes(table + "trailer\n<< /Size " + (objects.size() + 1) + " /Root 1 0 R " + trailer
                + ">>\nstartxref\n" + at + "\n%%EOF\n"));
        return out.toByteArray();
    }

    private static byte[] raw(String text) {
        return bytes("%PDF-1.7\n" + text);
    }

    static byte[] encrypted(String user) {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", user, new AccessPermission());
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Letterheads that are refused, and a word of why. */
    static Map<String, Map.Entry<String, byte[]>> refused() {
        Map<String, Map.Entry<String, byte[]>> all = new LinkedHashMap<>();
        String form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";
        put(all, "encrypted", "is encrypted", encrypted("secret"));
        put(all, "encrypted with an empty password", "is encrypted", encrypted(""));
        put(all, "no PDF", "cannot be read", bytes("x".repeat(10_000)));
        put(all, "nothing", "cannot be read", new byte[0]);
        put(all, "half of one", "cannot be read", java.util.Arrays.copyOf(of("", LINE), 300));

        put(all, "colours of a press", "CMYK in the page", of("", "0 0 0 1 k 0 0 9 9 re f"));
        put(all, "lines of a press", "CMYK in the page", of("", "0 0 0 1 K 0 0 9 9 re S"));
        put(all, "a space of a press", "CMYK in the page", of("", "/DeviceCMYK cs 0 0 0 1 sc 0 0 9 9 re f"));
        put(all, "a named space", "CMYK in the page", of("/ColorSpace << /C /DeviceCMYK >>", "/C cs"));
        put(
                all,
                "an ink",
                "CMYK in the page",
                of(
                        "/ColorSpace << /C [/Separation /Gold /DeviceCMYK 5 0 R] >>",
                        "/C cs 1 scn",
                        "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0 1 0] /N 1 >>"));
        put(
                all,
                "inks",
                "CMYK in the page",
                of("/ColorSpace << /C [/DeviceN [/Gold /Black] /DeviceCMYK 5 0 R] >>", LINE, "null"));
        put(
                all,
                "a palette",
                "CMYK in the page",
                of("/ColorSpace << /C [/Indexed [/Separation /Gold /DeviceCMYK 5 0 R] 1 <0001>] >>", LINE, "null"));
        put(
                all,
                "a picture within the content",
                "CMYK in the page",
                of("", "BI /W 1 /H 1 /BPC 8 /CS /CMYK ID 1234 EI"));
        put(
                all,
                "colours of a press in a form",
                "CMYK in a form",
                of("/XObject << /F 5 0 R >>", "/F Do", stream(form, "0 0 0 1 k")));
        put(
                all,
                "colours of a press in a form in a form",
                "CMYK in a form",
                of(
                        "/XObject << /F 5 0 R >>",
                        "/F Do",
                        stream(form + " /Resources << /XObject << /G 6 0 R >> >>", "/G Do"),
                        stream(form, "0 0 0 1 k")));
        put(
                all,
                "colours of a press in a pattern",
                "CMYK in a pattern",
                of(
                        "/Pattern << /P 5 0 R >>",
                        "/Pattern cs /P scn",
                        stream(
                                "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>",
                                "0 0 0 1 k")));
        put(
                all,
                "a shading of a press",
                "CMYK in a shading",
                of("/Shading << /S << /ShadingType 2 /ColorSpace /DeviceCMYK >> >>", "/S sh"));
        put(
                all,
                "a shading of a pattern",
                "CMYK in a shading",
                of(
                        "/Pattern << /P << /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceCMYK >> >> >>",
                        LINE));
        put(
                all,
                "a picture of a press",
                "picture in CMYK",
                of(
                        "/XObject << /I 5 0 R >>",
                        "/I Do",
                        stream(
                                "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceCMYK",
                                "1234")));
        put(
                all,
                "a palette of a picture",
                "CMYK in a picture",
                of(
                        "/XObject << /I 5 0 R >>",
                        "/I Do",
                        stream(
                                "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceCMYK 1 <0000000000000000>]",
                                "1")));
        put(
                all,
                "a mask in a state",
                "CMYK in a form",
                of(
                        "/ExtGState << /G << /SMask << /S /Luminosity /G 5 0 R >> >> >>",
                        "/G gs",
                        stream(form, "0 0 0 1 k")));
        put(
                all,
                "a group of a press",
                "CMYK in a group",
                of(
                        "/XObject << /F 5 0 R >>",
                        "/F Do",
                        stream(form + " /Group << /S /Transparency /CS /DeviceCMYK >>", LINE)));
        put(
                all,
                "a letter of a press",
                "CMYK in a letter",
                of(
                        "/Font << /F << /Type /Font /Subtype /Type3 /CharProcs << /a 5 0 R >> >> >>",
                        LINE,
                        stream("", "0 0 0 1 k")));

        String bare = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
        put(all, "a font that is not there", "without embedding", of("/Font << /F " + bare + " >>", LINE));
        put(
                all,
                "a font of a form",
                "without embedding",
                of(
                        "/XObject << /F 5 0 R >>",
                        "/F Do",
                        stream(form + " /Resources << /Font << /F " + bare + " >> >>", LINE)));
        put(
                all,
                "a font of a pattern",
                "without embedding",
                of(
                        "/Pattern << /P 5 0 R >>",
                        LINE,
                        stream(
                                "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << /Font << /F "
                                        + bare + " >> >>",
                                LINE)));
        put(
                all,
                "a font of a letter",
                "without embedding",
                of(
                        "/Font << /F << /Type /Font /Subtype /Type3 /Resources << /Font << /G " + bare + " >> >> >> >>",
                        LINE));
        put(
                all,
                "a font of a state",
                "without embedding",
                of("/ExtGState << /G << /Font [" + bare + " 9] >> >>", "/G gs"));
        put(
                all,
                "a font in two parts",
                "without embedding",
                of(
                        "/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X /DescendantFonts [<< /Subtype /CIDFontType2 /BaseFont /X >>] >> >>",
                        LINE));
        put(
                all,
                "a font that is named and is no stream",
                "without embedding",
                of(
                        "/Font << /F << /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /FontFile2 (x) >> >> >>",
                        LINE));

        put(
                all,
                "a note",
                "notes, stamps or fields",
                page(
                        "/MediaBox [0 0 595 842] /Annots [<< /Subtype /FreeText /Rect [0 0 9 9] /Contents (x) >>]",
                        "",
                        LINE));
        put(all, "a page that is turned", "is turned", page("/MediaBox [0 0 595 842] /Rotate 180", "", LINE));
        put(all, "a page that begins elsewhere", "is turned", page("/MediaBox [100 100 695 942]", "", LINE));
        put(all, "a huge page", "size of the paper", page("/MediaBox [0 0 99999999999 99999999999]", "", LINE));
        put(all, "a page of no size", "size of the paper", page("/MediaBox [0 0 0 0]", "", LINE));
        put(all, "an unknown operator", "does not know", of("", "1 2 frobnicate"));
        put(
                all,
                "a smoothed picture",
                "smoothed",
                of(
                        "/XObject << /I 5 0 R >>",
                        "/I Do",
                        stream(
                                "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Interpolate true",
                                "1")));
        put(
                all,
                "a picture of many dots",
                "100 million",
                of(
                        "/XObject << /I 5 0 R >>",
                        "/I Do",
                        stream(
                                "/Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceGray",
                                "1")));
        put(
                all,
                "a program for a printer",
                "neither picture nor form",
                of("/XObject << /I 5 0 R >>", "/I Do", stream("/Subtype /PS", "x")));
        put(
                all,
                "a picture of JPEG 2000",
                "JPXDecode",
                of(
                        "/XObject << /I 5 0 R >>",
                        "/I Do",
                        stream("/Subtype /Image /Width 1 /Height 1 /Filter /JPXDecode", "x")));
        put(
                all,
                "a stream of LZW",
                "LZWDecode",
                of("/XObject << /F 5 0 R >>", "/F Do", stream(form + " /Filter /LZWDecode", "x")));
        put(
                all,
                "a stream in another file",
                "another file",
                of("/XObject << /F 5 0 R >>", "/F Do", stream(form + " /F (x)", "")));

        put(all, "a page of a gigabyte", "20 MB", packedPage(1000, 1));
        put(all, "a page that is packed twice", "is not read", packedPage(100, 2));
        put(all, "a form of a gigabyte", "20 MB", of("/XObject << /F 5 0 R >>", "/F Do", packed(form, 100, 1)));
        put(all, "many forms", "60 MB", manyForms(10, 15));
        put(all, "objects of a gigabyte", "20 MB", of("", LINE, packed("/Type /ObjStm /N 1 /First 10", 100, 1)));
        put(
                all,
                "a row of a gigabyte",
                "longer than a megabyte",
                of(
                        "/XObject << /F 5 0 R >>",
                        "/F Do",
                        packed(form + " /DecodeParms << /Predictor 15 /Columns 1000000000 >>", 1, 1)));
        put(all, "a page of many words", "more than 5 MB", packedPage(8, 1));
        put(all, "arrays within arrays", "stand in more than", of("/X " + "[".repeat(100_000), LINE));
        put(all, "dictionaries within dictionaries", "stand in more than", of("/X " + "<< /Y ".repeat(50_000), LINE));
        put(all, "many objects", "more than 500000 objects", of("/X [" + "1 ".repeat(600_000) + "]", LINE));
        put(all, "forms within forms", "more than 30 deep", deepForms(100));
        put(all, "a page list that leads to itself", "parts of its list of pages", pages("[2 0 R]"));
        put(all, "a page list of many branches", "parts of its list of pages", pages("[2 0 R 2 0 R]"));
        put(all, "a page list without pages", "cannot be read", pages("[]"));
        put(all, "pages", "parts of its list of pages", pages("[" + "3 0 R ".repeat(5_000) + "]"));
        put(
                all,
                "a table of two thousand million objects",
                "says that it has",
                raw(
                        "xref\n0 2000000000\n0000000000 65535 f \ntrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n9\n%%EOF"));
        put(
                all,
                "a table that begins far away",
                "says that it has",
                raw(
                        "xref\n1000000000 1\n0000000000 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n9\n%%EOF"));
        put(
                all,
                "a size of two thousand million objects",
                "says that it has",
                raw(
                        "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1000000000 /Root 1 0 R >>\nstartxref\n9\n%%EOF"));
        put(
                all,
                "tables that lead to each other",
                "cannot be read",
                raw(
                        "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 98 /Root 1 0 R >>\n        xref\n0 1\n0000000000 65535 f \n"
                                + "trailer\n<< /Size 1 /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF"));
        put(
                all,
                "a number of two thousand million",
                "number above",
                raw("1000000000 0 obj\n<< >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n"));
        put(
                all,
                "a packed table of two thousand million objects",
                "says that it has",
                raw("1 0 obj\n" + stream("/Type /XRef /Size 2000000000 /W [1 1 1] /Root 1 0 R", "xxx")
                        + "\nendobj\nstartxref\n9\n%%EOF"));
        put(
                all,
                "a packed table of a gigabyte",
                "20 MB",
                raw("1 0 obj\n" + packed("/Type /XRef /Size 5 /W [1 1 1] /Root 1 0 R", 100, 1)
                        + "\nendobj\nstartxref\n9\n%%EOF"));
        return all;
    }

    private static void put(Map<String, Map.Entry<String, byte[]>> all, String name, String why, byte[] bytes) {
        all.put(name, Map.entry(why, bytes));
    }

    private static byte[] packedPage(int megabytes, int times) {
        return new Letterheads()
                .add("<< /Type /Catalog /Pages 2 0 R >>")
                .add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                .add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>")
                .add(packed("", megabytes, times))
                .file();
    }

    private static byte[] manyForms(int count, int megabytes) {
        String form = packed("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", megabytes, 1);
        StringBuilder names = new StringBuilder();
        String[] forms = new String[count];
        for (int i = 0; i < count; i++) {
            names.append("/F").append(i).append(' ').append(5 + i).append(" 0 R ");
            forms[i] = form;
        }
        return of("/XObject << " + names + ">>", LINE, forms);
    }

    private static byte[] deepForms(int count) {
        String[] forms = new String[count];
        for (int i = 0; i < count; i++) {
            forms[i] = stream(
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F " + (6 + i)
                            + " 0 R >> >>",
                    "/F Do");
        }
        return of("/XObject << /F 5 0 R >>", "/F Do", forms);
    }

    private static byte[] pages(String kids) {
        return new Letterheads()
                .add("<< /Type /Catalog /Pages 2 0 R >>")
                .add("<< /Type /Pages /Kids " + kids + " /Count 1 >>")
                .add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
                .file();
    }

    /** Letterheads that are right, in the ways that programs write them. */
    static List<byte[]> right() throws IOException {
        String form = "/Type /XObject /Subtype /Form /BBox [0 0 99 99]";
        List<byte[]> all = new ArrayList<>();
        all.add(of("/ProcSet [/PDF]", LINE));
        all.add(active());
        all.add(ThemeSamples.letterhead(com.lowagie.text.PageSize.A4, true));
        all.add(of(
                "/XObject << /F 5 0 R /I 6 0 R >> /ColorSpace << /C [/Separation /Gold /DeviceRGB 7 0 R] >> /Shading << /S << /ShadingType 2"
                        + " /ColorSpace /DeviceRGB /Coords [0 0 9 9] /Function 7 0 R >> >>",
                "q /F Do 9 0 0 9 0 0 cm /I Do Q /C cs 1 scn /S sh " + LINE,
                packed(form, 1, 1),
                stream(
                        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 1 <000000ffffff>]",
                        "\0\1\1\0"),
                "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0] /C1 [0 0 1] /N 1 >>"));
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (org.apache.pdfbox.pdmodel.PDPageContentStream content =
                    new org.apache.pdfbox.pdmodel.PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(
                        org.apache.pdfbox.pdmodel.font.PDType0Font.load(
                                document,
                                new java.io.ByteArrayInputStream(
                                        ThemeSamples.files().get("own.ttf").orElseThrow())),
                        12);
                content.showText("Voorbeeld Hosting");
                content.endText();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, org.apache.pdfbox.pdfwriter.compress.CompressParameters.DEFAULT_COMPRESSION);
            all.add(out.toByteArray());
        }
        return all;
    }

    /** A letterhead with all that would run or fetch something, none of which is on its page. */
    static byte[] active() {
        return new Letterheads()
                .add(
                        "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AcroForm << /Fields [] >>"
                                + " /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >>"
                                + " /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>] >> >> >>")
                .add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                .add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O << /S /JavaScript /JS (x) >> >>"
                        + " /Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (a.exe) >> >>]"
                        + " /Resources << /ExtGState << /T << /ca 0.5 /BM /Multiply >> >> >> /Contents 4 0 R >>")
                .add(stream("", "q /T gs " + LINE + " Q"))
                .add(stream("/Type /EmbeddedFile", "x"))
                .file();
    }
}
