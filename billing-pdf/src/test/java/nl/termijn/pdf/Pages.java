package nl.termijn.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
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
}
