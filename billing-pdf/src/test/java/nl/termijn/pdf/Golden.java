package nl.termijn.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Compares a page with the picture of it that was kept; {@code -Dgolden.record=true} keeps it anew. */
public final class Golden {
    static final int DOTS_PER_INCH = 60;
    /** Letters differ by a shade between two versions of Java. */
    static final double TOLERATED = 0.004;

    private Golden() {}

    /** Fails when page {@code number} of {@code pdf} differs from {@code name}.png in {@code folder}. */
    public static void check(Path folder, String name, byte[] pdf, int number) throws IOException {
        BufferedImage drawn = Pages.picture(pdf, number, DOTS_PER_INCH);
        if (Boolean.getBoolean("golden.record")) {
            Files.createDirectories(folder);
            ImageIO.write(drawn, "png", folder.resolve(name + ".png").toFile());
        }
        try (InputStream kept = Files.newInputStream(folder.resolve(name + ".png"))) {
            BufferedImage golden = ImageIO.read(kept);
            boolean sameSize = drawn.getWidth() == golden.getWidth() && drawn.getHeight() == golden.getHeight();
            double difference = sameSize ? difference(drawn, golden) : 1;
            if (difference > TOLERATED) {
                Path target = Path.of("target", "golden", name + ".png");
                Files.createDirectories(target.getParent());
                ImageIO.write(drawn, "png", target.toFile());
                throw new AssertionError(
                        name + ": " + difference + " of the light differs; the page as it is now is in target/golden");
            }
        }
    }

    /** Part of the light that differs. */
    static double difference(BufferedImage some, BufferedImage other) {
        long sum = 0;
        for (int y = 0; y < some.getHeight(); y++) {
            for (int x = 0; x < some.getWidth(); x++) {
                int a = some.getRGB(x, y);
                int b = other.getRGB(x, y);
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs(((a >> shift) & 0xff) - ((b >> shift) & 0xff));
                }
            }
        }
        return sum / (765.0 * some.getWidth() * some.getHeight());
    }
}
