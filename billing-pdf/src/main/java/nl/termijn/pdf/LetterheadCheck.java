package nl.termijn.pdf;

import com.lowagie.text.pdf.PRTokeniser;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import nl.termijn.error.Violations;
import org.jspecify.annotations.Nullable;

/** Whether a letterhead may lie under an archived document (ISO 19005-3): fonts embedded, colours of a screen. */
final class LetterheadCheck {
    private final Violations violations;
    private final String name;
    private final Set<PdfObject> seen = new HashSet<>();

    private LetterheadCheck(Violations violations, String name) {
        this.violations = violations;
        this.name = name;
    }

    static void check(PdfReader reader, int page, String name, Violations violations) throws IOException {
        LetterheadCheck check = new LetterheadCheck(violations, name);
        check.content(reader.getPageContent(page));
        check.resources(dictionary(reader.getPageN(page), PdfName.RESOURCES));
    }

    private static @Nullable PdfDictionary dictionary(@Nullable PdfDictionary in, PdfName key) {
        PdfObject value = in == null ? null : PdfReader.getPdfObject(in.get(key));
        return value instanceof PdfDictionary found ? found : null;
    }

    private void content(byte[] bytes) throws IOException {
        PRTokeniser tokens = new PRTokeniser(bytes);
        boolean printColours = false;
        while (tokens.nextToken()) {
            String token = tokens.getTokenType() == PRTokeniser.TK_OTHER ? tokens.getStringValue() : "";
            printColours |= token.equals("k") || token.equals("K");
        }
        violations.check(
                !printColours, "letterhead.file", name, "has colours in CMYK", "save it in RGB: documents are sRGB");
    }

    private void resources(@Nullable PdfDictionary resources) throws IOException {
        if (resources == null || !seen.add(resources)) {
            return;
        }
        PdfDictionary fonts = dictionary(resources, PdfName.FONT);
        if (fonts != null) {
            for (PdfName key : fonts.getKeys()) {
                font(dictionary(fonts, key));
            }
        }
        PdfDictionary forms = dictionary(resources, PdfName.XOBJECT);
        if (forms != null) {
            for (PdfName key : forms.getKeys()) {
                PdfDictionary form = dictionary(forms, key);
                if (form != null) {
                    violations.check(
                            !PdfName.DEVICECMYK.equals(PdfReader.getPdfObject(form.get(PdfName.COLORSPACE))),
                            "letterhead.file",
                            name,
                            "has a picture in CMYK",
                            "save it in RGB: documents are sRGB");
                    resources(dictionary(form, PdfName.RESOURCES));
                }
            }
        }
    }

    private void font(@Nullable PdfDictionary font) {
        if (font == null || PdfName.TYPE3.equals(font.get(PdfName.SUBTYPE))) {
            return;
        }
        PdfDictionary described = font;
        PdfObject descendants = PdfReader.getPdfObject(font.get(PdfName.DESCENDANTFONTS));
        if (descendants instanceof com.lowagie.text.pdf.PdfArray array && !array.isEmpty()) {
            PdfDictionary first = array.getAsDict(0);
            described = first == null ? font : first;
        }
        PdfDictionary descriptor = dictionary(described, PdfName.FONTDESCRIPTOR);
        boolean embedded = descriptor != null
                && (descriptor.contains(PdfName.FONTFILE)
                        || descriptor.contains(PdfName.FONTFILE2)
                        || descriptor.contains(PdfName.FONTFILE3));
        violations.check(
                embedded,
                "letterhead.file",
                name,
                "uses the font " + font.get(PdfName.BASEFONT) + " without embedding it",
                "save the letterhead with its fonts embedded, or as outlines");
    }
}
