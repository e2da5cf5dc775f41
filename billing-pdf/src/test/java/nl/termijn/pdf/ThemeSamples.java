package nl.termijn.pdf;

import com.lowagie.text.Document;
import com.lowagie.text.PageSize;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;

/** The files of themes: made here, so that what is odd about each can be read. */
public final class ThemeSamples {
    private ThemeSamples() {}

    public static ThemeFiles files() throws IOException {
        return ThemeFiles.of(Map.of(
                "logo.png", logo(900, 300),
                "letterhead.pdf", letterhead(PageSize.A4, true),
                "letter-size.pdf", letterhead(PageSize.LETTER, true),
                "bare-font.pdf", letterhead(PageSize.A4, false),
                "broken.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3},
                "own.ttf", font("grotesk-regular"),
                "own-bold.ttf", font("grotesk-bold"),
                "not-a-font.ttf", new byte[100]));
    }

    private static byte[] font(String name) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(ThemeSamples.class.getResourceAsStream("fonts/" + name + ".ttf"))) {
            return stream.readAllBytes();
        }
    }

    /** A round mark and a wave, with a transparent edge. */
    public static byte[] logo(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0xe0, 0x7a, 0x1f));
        graphics.fillOval(height / 10, height / 10, height * 8 / 10, height * 8 / 10);
        graphics.setColor(new Color(0x1f, 0x4e, 0x79));
        graphics.setStroke(new BasicStroke(height / 10f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < 3; i++) {
            graphics.drawArc(height + i * height / 2, height / 4, height / 2, height / 2, 0, i % 2 == 0 ? 180 : -180);
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Two pages: a line along the left edge of the first, a shorter one on the second. */
    public static byte[] letterhead(Rectangle size, boolean withoutFont) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Document document = new Document(size);
        PdfWriter writer = PdfWriter.getInstance(document, out);
        document.open();
        for (int page = 0; page < 2; page++) {
            PdfContentByte content = writer.getDirectContent();
            content.setRGBColorFill(0xe0, 0x7a, 0x1f);
            content.rectangle(20, 100, 4, page == 0 ? 640 : 300);
            content.fill();
            if (!withoutFont) {
                content.beginText();
                content.setFontAndSize(com.lowagie.text.pdf.BaseFont.createFont(), 12);
                content.showTextAligned(PdfContentByte.ALIGN_LEFT, "Voorbeeld", 40, 800, 0);
                content.endText();
            }
            document.newPage();
            writer.setPageEmpty(false);
        }
        document.close();
        return out.toByteArray();
    }
}
