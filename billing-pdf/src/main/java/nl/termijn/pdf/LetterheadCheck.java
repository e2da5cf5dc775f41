package nl.termijn.pdf;

import com.lowagie.text.Document;
import com.lowagie.text.pdf.PRStream;
import com.lowagie.text.pdf.PRTokeniser;
import com.lowagie.text.pdf.PdfArray;
import com.lowagie.text.pdf.PdfBoolean;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfNumber;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import nl.termijn.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Whether a letterhead may lie under an archived document (ISO 19005-3): fonts embedded, colours of a screen, nothing that a
 * reader would have to fetch or run; on the page and in all that it draws, however deep.
 */
final class LetterheadCheck {
    private static final String COLOURS = "save it in RGB: documents are sRGB";
    private static final String ANEW = "save it anew as PDF/A, or print it to PDF";
    private static final int DEEPEST = 30;
    private static final int MOST_FAULTS = 30;
    private static final int LONGEST_RULE = 200;
    private static final int LARGEST_PAGE = 5_000_000;
    private static final int MOST_SAVED = 28;
    private static final long MOST_PIXELS = 100_000_000;

    /** ISO 32000-1, annex A. */
    private static final Set<String> OPERATORS = Set.of(
            ("b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG "
                            + "rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" true false null")
                    .split(" ", -1));

    private static final PdfName CIDTOGIDMAP = new PdfName("CIDToGIDMap");
    private static final PdfName IMAGEMASK = new PdfName("ImageMask");
    private static final PdfName TRANSFER = new PdfName("TR");
    private static final PdfName TRANSFER_2 = new PdfName("TR2");
    private static final Set<PdfName> UNSEEN = Set.of(PdfName.LINK, PdfName.POPUP);

    private final Set<Fault> faults = new LinkedHashSet<>();
    private final Set<PdfObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What is wrong, once. */
    private record Fault(String rule, String remedy) {}

    private LetterheadCheck() {}

    static void check(PdfReader reader, int page, String name, Violations violations) throws IOException {
        LetterheadCheck check = new LetterheadCheck();
        check.page(reader, page);
        check.faults.forEach(fault -> violations.check(false, "letterhead.file", name, fault.rule(), fault.remedy()));
    }

    /**
     * Draws the pages that are used and throws them away, so that what is damaged is found when the theme is set. The reader
     * serves nobody afterwards.
     *
     * @throws IOException when that fails
     */
    static void tryOut(PdfReader reader) throws IOException {
        try (Document document = new Document()) {
            PdfWriter writer = PdfWriter.getInstance(document, OutputStream.nullOutputStream());
            document.open();
            for (int page = 1; page <= Math.min(2, reader.getNumberOfPages()); page++) {
                writer.getDirectContent().addTemplate(writer.getImportedPage(reader, page), 0, 0);
                document.newPage();
            }
            writer.freeReader(reader);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
    }

    private void refuse(boolean wrong, String rule, String remedy) {
        if (wrong && faults.size() < MOST_FAULTS) {
            faults.add(new Fault(rule.length() > LONGEST_RULE ? rule.substring(0, LONGEST_RULE) + "…" : rule, remedy));
        }
    }

    private static @Nullable PdfObject in(@Nullable PdfDictionary dictionary, PdfName key) {
        return dictionary == null ? null : PdfReader.getPdfObject(dictionary.get(key));
    }

    private static @Nullable PdfDictionary dictionary(@Nullable PdfDictionary in, PdfName key) {
        return in(in, key) instanceof PdfDictionary found ? found : null;
    }

    private static List<PdfObject> list(@Nullable PdfObject object) {
        return object instanceof PdfArray array ? array.getElements() : List.of();
    }

    private void page(PdfReader reader, int number) throws IOException {
        PdfDictionary page = reader.getPageN(number);
        com.lowagie.text.Rectangle size = reader.getPageSize(number);
        refuse(
                reader.getPageRotation(number) != 0
                        || Math.abs(size.getLeft()) > 0.5
                        || Math.abs(size.getBottom()) > 0.5,
                "has a page that is turned, or does not begin in its corner",
                "print it to PDF");
        for (PdfObject note : list(in(page, PdfName.ANNOTS))) {
            PdfDictionary found = PdfReader.getPdfObject(note) instanceof PdfDictionary one ? one : null;
            PdfObject kind = in(found, PdfName.SUBTYPE);
            refuse(
                    !(kind instanceof PdfName name && UNSEEN.contains(name)),
                    "has notes, stamps or fields (" + kind + "), which a letterhead would not show",
                    "print it to PDF, so that they become part of the page");
        }
        int length = 0;
        PdfObject contents = in(page, PdfName.CONTENTS);
        for (PdfObject part : contents instanceof PRStream one ? List.<PdfObject>of(one) : list(contents)) {
            if (PdfReader.getPdfObject(part) instanceof PRStream stream) {
                byte[] bytes = LetterheadReader.content(stream);
                length += bytes.length;
                operators(bytes, "the page");
            }
        }
        refuse(
                length > LARGEST_PAGE,
                "has a page of " + length + " bytes, more than 5 MB",
                "draw less on it, or one picture");
        resources(dictionary(page, PdfName.RESOURCES), "the page", 0);
    }

    /** Something with content and resources of its own. */
    private void content(@Nullable PdfObject object, String where, int depth) throws IOException {
        if (object instanceof PRStream stream) {
            operators(LetterheadReader.content(stream), where);
            resources(dictionary(stream, PdfName.RESOURCES), where, depth + 1);
        }
    }

    private void operators(byte[] bytes, String where) throws IOException {
        PRTokeniser tokens = new PRTokeniser(bytes);
        String last = "";
        int saved = 0;
        while (tokens.nextToken()) {
            int type = tokens.getTokenType();
            String token = tokens.getStringValue();
            if (type == PRTokeniser.TK_NAME) {
                last = token;
            }
            if (type != PRTokeniser.TK_OTHER) {
                continue;
            }
            switch (token) {
                case "k", "K" -> cmyk(where);
                case "cs", "CS" -> {
                    if (last.equals("DeviceCMYK")) {
                        cmyk(where);
                    }
                }
                case "q" -> saved++;
                case "Q" -> saved--;
                case "BI" -> inline(tokens, bytes, where);
                default ->
                    refuse(!OPERATORS.contains(token), "has an operator in " + where + " that PDF does not know", ANEW);
            }
            refuse(saved > MOST_SAVED, "saves its state more than " + MOST_SAVED + " times in " + where, ANEW);
        }
    }

    /** A picture within the content: a few words about it, then bytes that are no words. */
    private void inline(PRTokeniser tokens, byte[] bytes, String where) throws IOException {
        while (tokens.nextToken()
                && !(tokens.getTokenType() == PRTokeniser.TK_OTHER
                        && tokens.getStringValue().equals("ID"))) {
            String token = tokens.getTokenType() == PRTokeniser.TK_NAME ? tokens.getStringValue() : "";
            if (token.equals("CMYK") || token.equals("DeviceCMYK")) {
                cmyk(where);
            }
            refuse(
                    token.equals("LZW") || token.equals("LZWDecode"),
                    "has a picture in " + where + " that is packed as LZW",
                    ANEW);
        }
        int at = tokens.getFilePointer();
        while (at + 2 < bytes.length
                && !(PRTokeniser.isWhitespace(bytes[at])
                        && bytes[at + 1] == 'E'
                        && bytes[at + 2] == 'I'
                        && (at + 3 == bytes.length || PRTokeniser.isWhitespace(bytes[at + 3])))) {
            at++;
        }
        tokens.seek(Math.min(bytes.length, at + 3));
    }

    private void cmyk(String where) {
        refuse(true, "has colours in CMYK in " + where, COLOURS);
    }

    /** Looks at each thing once, and not deeper than anybody draws. */
    private boolean isNew(@Nullable PdfObject object, int depth) {
        refuse(depth > DEEPEST, "draws things within things, more than " + DEEPEST + " deep", ANEW);
        return object != null && depth <= DEEPEST && seen.add(object);
    }

    private void resources(@Nullable PdfDictionary resources, String where, int depth) throws IOException {
        if (resources == null || !isNew(resources, depth)) {
            return;
        }
        each(resources, PdfName.FONT, font -> font(font, depth));
        each(resources, PdfName.XOBJECT, object -> drawn(object, depth));
        each(resources, PdfName.COLORSPACE, space -> colours(space, where, depth));
        each(resources, PdfName.PATTERN, pattern -> pattern(pattern, depth));
        each(resources, PdfName.SHADING, shading -> shading(shading, depth));
        each(resources, PdfName.EXTGSTATE, state -> state(state, depth));
    }

    /** Does something with an object that may not be readable. */
    private interface Look {
        void at(@Nullable PdfObject object) throws IOException;
    }

    private static void each(PdfDictionary resources, PdfName kind, Look look) throws IOException {
        PdfDictionary named = dictionary(resources, kind);
        if (named != null) {
            for (PdfName key : named.getKeys()) {
                look.at(in(named, key));
            }
        }
    }

    private void colours(@Nullable PdfObject space, String where, int depth) throws IOException {
        if (PdfName.DEVICECMYK.equals(space)) {
            cmyk(where);
        }
        List<PdfObject> parts = list(space);
        if (parts.isEmpty() || !isNew(space, depth)) {
            return;
        }
        PdfObject kind = PdfReader.getPdfObject(parts.get(0));
        if (PdfName.DEVICECMYK.equals(kind)) {
            cmyk(where);
        }
        boolean second = PdfName.INDEXED.equals(kind) || PdfName.PATTERN.equals(kind);
        boolean third = PdfName.SEPARATION.equals(kind) || new PdfName("DeviceN").equals(kind);
        int other = second ? 1 : third ? 2 : parts.size();
        if (other < parts.size()) {
            colours(PdfReader.getPdfObject(parts.get(other)), where, depth + 1);
        }
    }

    private void drawn(@Nullable PdfObject object, int depth) throws IOException {
        if (!(object instanceof PRStream stream) || !isNew(object, depth)) {
            return;
        }
        PdfObject kind = in(stream, PdfName.SUBTYPE);
        if (PdfName.IMAGE.equals(kind)) {
            picture(stream, depth);
        } else {
            refuse(
                    !PdfName.FORM.equals(kind)
                            || in(stream, new PdfName("Ref")) != null
                            || in(stream, new PdfName("PS")) != null,
                    "draws something that is neither picture nor form",
                    ANEW);
            group(stream, depth);
            content(stream, "a form", depth);
        }
        refuse(in(stream, new PdfName("OPI")) != null, "names a picture that lies elsewhere (OPI)", ANEW);
    }

    private void picture(PRStream stream, int depth) throws IOException {
        double pixels = number(stream, PdfName.WIDTH) * number(stream, PdfName.HEIGHT);
        refuse(
                !(pixels >= 1 && pixels <= MOST_PIXELS),
                "has a picture of more than 100 million pixels",
                "save it at 300 dots an inch");
        refuse(
                in(stream, PdfName.INTERPOLATE) instanceof PdfBoolean smooth && smooth.booleanValue(),
                "has a picture that wants to be smoothed",
                ANEW);
        refuse(in(stream, new PdfName("Alternates")) != null, "has a picture with another in its place", ANEW);
        boolean mask = in(stream, IMAGEMASK) instanceof PdfBoolean only && only.booleanValue();
        refuse(!mask && in(stream, PdfName.COLORSPACE) == null, "has a picture of which no colours are said", ANEW);
        if (PdfName.DEVICECMYK.equals(in(stream, PdfName.COLORSPACE))) {
            refuse(true, "has a picture in CMYK", COLOURS);
        } else {
            colours(in(stream, PdfName.COLORSPACE), "a picture", depth + 1);
        }
        drawn(in(stream, PdfName.SMASK), depth + 1);
        drawn(in(stream, PdfName.MASK), depth + 1);
    }

    private static double number(PdfDictionary dictionary, PdfName key) {
        return in(dictionary, key) instanceof PdfNumber number ? number.doubleValue() : 0;
    }

    private void group(PdfDictionary stream, int depth) throws IOException {
        PdfDictionary group = dictionary(stream, PdfName.GROUP);
        if (group != null) {
            colours(in(group, PdfName.CS), "a group", depth + 1);
        }
    }

    private void pattern(@Nullable PdfObject pattern, int depth) throws IOException {
        if (pattern instanceof PdfDictionary found && isNew(pattern, depth)) {
            content(pattern, "a pattern", depth);
            shading(in(found, PdfName.SHADING), depth + 1);
            state(in(found, PdfName.EXTGSTATE), depth + 1);
        }
    }

    private void shading(@Nullable PdfObject shading, int depth) throws IOException {
        if (shading instanceof PdfDictionary found && isNew(shading, depth)) {
            colours(in(found, PdfName.COLORSPACE), "a shading", depth + 1);
        }
    }

    private void state(@Nullable PdfObject object, int depth) throws IOException {
        if (!(object instanceof PdfDictionary state) || !isNew(object, depth)) {
            return;
        }
        refuse(
                in(state, TRANSFER) != null
                        || (in(state, TRANSFER_2) != null && !new PdfName("Default").equals(in(state, TRANSFER_2)))
                        || in(state, new PdfName("HTP")) != null,
                "changes colours for one printer",
                ANEW);
        List<PdfObject> font = list(in(state, PdfName.FONT));
        if (!font.isEmpty()) {
            font(PdfReader.getPdfObject(font.get(0)), depth + 1);
        }
        PdfDictionary mask = dictionary(state, PdfName.SMASK);
        if (mask != null) {
            drawn(in(mask, new PdfName("G")), depth + 1);
        }
    }

    private void font(@Nullable PdfObject object, int depth) throws IOException {
        if (!(object instanceof PdfDictionary font) || !isNew(object, depth)) {
            return;
        }
        if (PdfName.TYPE3.equals(in(font, PdfName.SUBTYPE))) {
            PdfDictionary letters = dictionary(font, PdfName.CHARPROCS);
            for (PdfName letter : letters == null ? Set.<PdfName>of() : letters.getKeys()) {
                content(in(letters, letter), "a letter", depth);
            }
            resources(dictionary(font, PdfName.RESOURCES), "a letter", depth + 1);
            return;
        }
        PdfDictionary described = font;
        List<PdfObject> descendants = list(in(font, PdfName.DESCENDANTFONTS));
        if (!descendants.isEmpty() && PdfReader.getPdfObject(descendants.get(0)) instanceof PdfDictionary first) {
            described = first;
            refuse(
                    PdfName.CIDFONTTYPE2.equals(in(first, PdfName.SUBTYPE)) && in(first, CIDTOGIDMAP) == null,
                    "uses the font " + in(font, PdfName.BASEFONT) + " without saying which letter is which",
                    ANEW);
        }
        PdfDictionary descriptor = dictionary(described, PdfName.FONTDESCRIPTOR);
        Predicate<PdfName> embedded = file -> in(descriptor, file) instanceof PRStream;
        refuse(
                !(embedded.test(PdfName.FONTFILE)
                        || embedded.test(PdfName.FONTFILE2)
                        || embedded.test(PdfName.FONTFILE3)),
                "uses the font " + in(font, PdfName.BASEFONT) + " without embedding it",
                "save the letterhead with its fonts embedded, or as outlines");
    }
}
