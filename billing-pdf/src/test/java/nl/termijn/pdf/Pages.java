package nl.termijn.pdf;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Reads documents back, with another library than the one that drew them. */
public final class Pages {
    private Pages() {}

    /** The text in the order in which it was drawn, blanks of all kinds as one. */
    public static String text(byte[] pdf) throws IOException {
        return page(pdf, 0, Integer.MAX_VALUE);
    }

    public static String page(byte[] pdf, int first, int last) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(first);
            stripper.setEndPage(last);
            return stripper.getText(document).replaceAll("[\\u00a0\\u202f\\s]+", " ");
        }
    }

    public static int count(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        }
    }

    public static BufferedImage picture(byte[] pdf, int page, int dotsPerInch) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(page - 1, dotsPerInch, ImageType.RGB);
        }
    }

    /** A letter and where it stands, in millimetres from the top left. */
    public record Letter(String text, double left, double top, double right, double bottom) {}

    public static List<Letter> letters(byte[] pdf, int page) throws IOException {
        List<Letter> letters = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition position) {
                    double mm = 25.4 / 72;
                    letters.add(new Letter(
                            position.getUnicode(),
                            position.getXDirAdj() * mm,
                            (position.getYDirAdj() - position.getFontSizeInPt() * 0.75) * mm,
                            (position.getXDirAdj() + position.getWidthDirAdj()) * mm,
                            (position.getYDirAdj() + position.getFontSizeInPt() * 0.22) * mm));
                }
            };
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            stripper.getText(document);
        }
        return letters;
    }

    /** The last letter of the first place where {@code text} stands on a page. */
    public static Letter lastOf(byte[] pdf, int page, String text) throws IOException {
        List<Letter> letters = letters(pdf, page);
        StringBuilder all = new StringBuilder();
        letters.forEach(letter -> all.append(letter.text().replace('\u00a0', ' '), 0, 1));
        int at = all.indexOf(text);
        if (at < 0) {
            throw new AssertionError("'" + text + "' is not on page " + page + ": " + all);
        }
        return letters.get(at + text.length() - 1);
    }

    /** The file as it is, and all its streams as they read. */
    public static String readable(byte[] pdf) throws IOException {
        StringBuilder all = new StringBuilder(new String(pdf, StandardCharsets.ISO_8859_1));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (COSObjectKey key : document.getDocument().getXrefTable().keySet()) {
                COSObject object = document.getDocument().getObjectFromPool(key);
                COSBase base = object.getObject();
                if (base instanceof COSStream stream) {
                    try (InputStream content = stream.createInputStream()) {
                        byte[] bytes = content.readAllBytes();
                        all.append(new String(bytes, StandardCharsets.ISO_8859_1))
                                .append(new String(bytes, StandardCharsets.UTF_16BE));
                    }
                }
            }
        }
        return all.toString();
    }

    /** What a camera reads from a page. */
    public static Optional<String> code(BufferedImage page) {
        int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
        return code(new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels), DecodeHintType.TRY_HARDER);
    }

    static Optional<String> code(LuminanceSource source, DecodeHintType how) {
        try {
            return Optional.of(new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(how, true))
                    .getText());
        } catch (ReaderException e) {
            return Optional.empty();
        }
    }
}
