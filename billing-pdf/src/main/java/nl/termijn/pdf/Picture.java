package nl.termijn.pdf;

import com.lowagie.text.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import nl.termijn.error.Violations;

/**
 * A picture that a seller brings: PNG, JPEG or GIF in RGB or grey. How large it becomes is read from its beginning, before any of
 * it is unpacked. Immutable.
 */
public final class Picture {
    private static final int LARGEST_FILE = 5_000_000;
    private static final long MOST_PIXELS = 10_000_000;
    private static final int LONGEST_SIDE = 20_000;
    /** A progressive JPEG comes in ten layers or so; each is as much work as the whole picture. */
    private static final int MOST_SCANS = 60;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int CHUNK = 12;
    /** What a PNG is drawn from: the rest is packed without a bound, and says nothing that a document keeps. */
    private static final Set<String> DRAWN = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private static final String REMEDY = "save it as PNG or JPEG in RGB, a thousand pixels wide";

    private final int width;
    private final int height;
    private final byte[] bytes;

    private Picture(int width, int height, byte[] bytes) {
        this.width = width;
        this.height = height;
        this.bytes = bytes;
    }

    /**
     * The picture in {@code bytes}.
     *
     * @param name of the file, for messages
     * @throws nl.termijn.error.InvalidInputException when it is none that can be drawn, or too large
     */
    public static Picture of(String name, byte[] bytes) {
        String fault;
        try {
            Picture picture = begun(bytes);
            picture.read();
            Image.getInstance(picture.bytes);
            return picture;
        } catch (Unfit e) {
            fault = String.valueOf(e.getMessage());
        } catch (IOException | RuntimeException e) {
            fault = "cannot be read: " + e.getMessage();
        }
        Violations.of("picture")
                .check(false, name, bytes.length + " bytes", fault, REMEDY)
                .throwIfAny();
        throw new IllegalStateException(fault);
    }

    /** Why a file is no picture for a document. */
    private static final class Unfit extends IOException {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    private static Picture begun(byte[] bytes) throws IOException {
        if (bytes.length > LARGEST_FILE) {
            throw new Unfit("is larger than 5 MB");
        }
        Bytes in = new Bytes(bytes);
        if (Arrays.equals(bytes, 0, Math.min(bytes.length, PNG.length), PNG, 0, PNG.length)) {
            return png(in);
        }
        if (bytes.length > 4 && in.two(0) == 0xffd8) {
            return jpeg(in);
        }
        if (bytes.length > 13 && bytes[0] == 'G' && bytes[1] == 'I' && bytes[2] == 'F') {
            return gif(in);
        }
        throw new Unfit("cannot be read: it is neither PNG nor JPEG");
    }

    /** Bytes of which none is beyond the end. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bytes(byte[] all) {
        int one(int at) throws Unfit {
            if (at < 0 || at >= all.length) {
                throw new Unfit("ends too early");
            }
            return all[at] & 0xff;
        }

        int two(int at) throws Unfit {
            return one(at) << 8 | one(at + 1);
        }

        int four(int at) throws Unfit {
            return two(at) << 16 | two(at + 2);
        }

        int twoFromTheRight(int at) throws Unfit {
            return one(at) | one(at + 1) << 8;
        }
    }

    private static void checkSize(long width, long height) throws Unfit {
        if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS) {
            throw new Unfit(String.format(Locale.ROOT, "has %d × %d pixels, must have 1 to 10 million", width, height));
        }
    }

    private static Picture png(Bytes in) throws IOException {
        long width = in.four(16) & 0xffffffffL;
        long height = in.four(20) & 0xffffffffL;
        checkSize(width, height);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(in.all().length);
        kept.write(PNG);
        String chunk = "";
        for (int at = PNG.length; !chunk.equals("IEND"); ) {
            int length = in.four(at);
            if (length < 0 || length > in.all().length - at - CHUNK) {
                throw new Unfit("ends too early");
            }
            String next = new String(in.all(), at + 4, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
            if (chunk.isEmpty() != next.equals("IHDR")) {
                throw new Unfit("does not begin as a PNG");
            }
            chunk = next;
            if (DRAWN.contains(chunk)) {
                kept.write(in.all(), at, length + CHUNK);
            }
            at += length + CHUNK;
        }
        return new Picture((int) width, (int) height, kept.toByteArray());
    }

    private static Picture jpeg(Bytes in) throws IOException {
        int width = 0;
        int height = 0;
        int scans = 0;
        int at = 2;
        while (at < in.all().length - 1) {
            int mark = in.two(at);
            if (mark >> 8 != 0xff || mark == 0xff00 || mark == 0xffff || (mark >= 0xffd0 && mark <= 0xffd8)) {
                // within a scan
                at++;
                continue;
            }
            if (mark == 0xffd9) {
                break;
            }
            boolean frame = mark >= 0xffc0 && mark <= 0xffcf && mark != 0xffc4 && mark != 0xffc8 && mark != 0xffcc;
            if (frame) {
                height = in.two(at + 5);
                width = in.two(at + 7);
                checkSize(width, height);
                int colours = in.one(at + 9);
                if (colours != 1 && colours != 3) {
                    throw new Unfit(
                            colours == 4 ? "is in CMYK: documents are RGB" : "is in colours that are unknown here");
                }
            }
            scans += mark == 0xffda ? 1 : 0;
            if (scans > MOST_SCANS) {
                throw new Unfit("comes in more than " + MOST_SCANS + " layers");
            }
            at += 2 + Math.max(2, in.two(at + 2));
        }
        checkSize(width, height);
        return new Picture(width, height, in.all().clone());
    }

    private static Picture gif(Bytes in) throws IOException {
        int width = in.twoFromTheRight(6);
        int height = in.twoFromTheRight(8);
        checkSize(width, height);
        int pictures = 0;
        int at = 13 + table(in.one(10));
        for (int block = in.one(at); block != 0x3b; block = in.one(at)) {
            if (block == 0x2c) {
                pictures++;
                boolean inside = in.twoFromTheRight(at + 1) + in.twoFromTheRight(at + 5) <= width
                        && in.twoFromTheRight(at + 3) + in.twoFromTheRight(at + 7) <= height;
                if (pictures > 1 || !inside) {
                    throw new Unfit("moves, or is larger than it says");
                }
                at += 11 + table(in.one(at + 9));
            } else if (block == 0x21) {
                at += 2;
            } else {
                throw new Unfit("is no GIF any more after " + at + " bytes");
            }
            while (in.one(at) != 0) {
                at += 1 + in.one(at);
            }
            at++;
        }
        return new Picture(width, height, in.all().clone());
    }

    /** Bytes of a table of colours. */
    private static int table(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Width in pixels. */
    public int width() {
        return width;
    }

    /** Height in pixels. */
    public int height() {
        return height;
    }

    /** The picture as a file, without what is not drawn. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The picture unpacked. */
    BufferedImage read() throws IOException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new Unfit("cannot be read: it is neither PNG nor JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }
}
