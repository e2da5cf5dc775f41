package nl.termijn.pdf.html;

import com.lowagie.text.BadElementException;
import com.lowagie.text.Image;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.termijn.pdf.QrCode;
import org.jspecify.annotations.Nullable;
import org.xhtmlrenderer.extend.FSImage;
import org.xhtmlrenderer.pdf.ITextFSImage;
import org.xhtmlrenderer.pdf.ITextOutputDevice;
import org.xhtmlrenderer.pdf.ITextUserAgent;
import org.xhtmlrenderer.resource.ImageResource;
import org.xhtmlrenderer.simple.extend.XhtmlNamespaceHandler;

/**
 * All that a layout can open: the files that came with it, by name, and the engine's own style sheet. There is no path, no
 * address and no {@code data:} that leads elsewhere. Not safe for many threads.
 */
final class LockedFiles extends ITextUserAgent {
    /** The picture of the code to pay with. */
    static final String CODE = "payment-code";
    /** Style sheets from within a template have this name and a number. */
    static final String STYLE = "style:";
    /** What holds where a layout says nothing. */
    static final String BASE = "base:";

    private static final String ENGINE_STYLE = "/resources/css/XhtmlNamespaceHandler.css";
    private static final String ENGINE = Objects.requireNonNull(XhtmlNamespaceHandler.class.getResource(ENGINE_STYLE))
            .toExternalForm();
    private static final byte[] BASE_STYLE = resource("base.css");
    private static final int QUIET = 4;
    /** In the engine's dots. */
    private static final int SMALLEST = 3;

    private final Map<String, byte[]> allowed = new HashMap<>();
    private final int dotsPerPixel;
    private final Set<String> pictures;
    private Optional<ITextFSImage> code = Optional.empty();

    /** Opens {@code theirs}, pictures by their names, and {@code sheets}. */
    LockedFiles(Map<String, byte[]> theirs, List<Markup.Sheet> sheets, ITextOutputDevice device, int dotsPerPixel) {
        super(device, dotsPerPixel);
        this.dotsPerPixel = dotsPerPixel;
        pictures = theirs.keySet();
        allowed.putAll(theirs);
        sheets.forEach(sheet -> allowed.put(sheet.name(), sheet.css().getBytes(StandardCharsets.UTF_8)));
        allowed.put(BASE, BASE_STYLE);
    }

    private static byte[] resource(String name) {
        try (InputStream stream = Objects.requireNonNull(LockedFiles.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The code of the document that comes. */
    void code(Optional<String> content) {
        code = content.map(QrCode::of).map(this::picture);
    }

    @Override
    public String resolveURI(@Nullable String name) {
        return name == null ? "" : name;
    }

    @Override
    protected @Nullable InputStream resolveAndOpenStream(@Nullable String name) {
        byte[] bytes = name == null ? null : allowed.get(name);
        if (bytes != null) {
            return new ByteArrayInputStream(bytes);
        }
        return ENGINE.equals(name) ? XhtmlNamespaceHandler.class.getResourceAsStream(ENGINE_STYLE) : null;
    }

    @Override
    protected InputStream openStream(String name) throws IOException {
        InputStream stream = resolveAndOpenStream(name);
        if (stream == null) {
            throw new FileNotFoundException(name);
        }
        return stream;
    }

    @Override
    protected URLConnection openConnection(String address) throws IOException {
        throw new FileNotFoundException(address);
    }

    @Override
    public ImageResource getImageResource(String name) {
        if (name.equals(CODE)) {
            return new ImageResource(name, code.orElse(null));
        }
        if (!pictures.contains(name)) {
            return new ImageResource(name, null);
        }
        ImageResource read = super.getImageResource(name);
        return read.getImage() instanceof ITextFSImage picture
                ? new ImageResource(name, new Sized(picture.getImage()))
                : read;
    }

    /** Never too small to be laid in tiles: the engine would go on for ever. */
    private static final class Sized extends ITextFSImage {
        Sized(Image image) {
            super(image);
        }

        @Override
        public FSImage scale(int width, int height) {
            FSImage scaled = super.scale(width, height);
            return scaled.getWidth() < SMALLEST || scaled.getHeight() < SMALLEST
                    ? super.scale(Math.max(SMALLEST, scaled.getWidth()), Math.max(SMALLEST, scaled.getHeight()))
                    : scaled;
        }
    }

    /** One bit for a module, with the quiet zone around it. */
    private ITextFSImage picture(QrCode drawn) {
        int size = drawn.modules() + 2 * QUIET;
        int bytes = (size + 7) / 8;
        byte[] bits = new byte[size * bytes];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int column = x - QUIET;
                int row = y - QUIET;
                boolean inside = Math.min(column, row) >= 0 && Math.max(column, row) < drawn.modules();
                if (!inside || !drawn.isDark(column, row)) {
                    bits[y * bytes + x / 8] |= (byte) (0x80 >> (x % 8));
                }
            }
        }
        try {
            Image image = Image.getInstance(size, size, 1, 1, bits);
            image.scaleAbsolute(size * dotsPerPixel, size * dotsPerPixel);
            return new Sized(image);
        } catch (BadElementException e) {
            throw new IllegalStateException(e);
        }
    }
}
