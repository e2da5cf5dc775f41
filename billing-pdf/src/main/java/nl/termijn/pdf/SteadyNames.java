package nl.termijn.pdf;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Replaces the random prefix of a cut font's name, {@code /QWERTY+Name}, by one made of the document's id and the number of
 * the font: as long, so that no offset moves. OpenPDF writes a name in one piece.
 */
final class SteadyNames extends FilterOutputStream {
    private static final int PREFIX = 6;

    private final byte[] id;
    private final Map<String, byte[]> given = new HashMap<>();

    SteadyNames(OutputStream out, byte[] id) {
        super(new BufferedOutputStream(out, 1 << 14));
        this.id = id.clone();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (isCutName(bytes, offset, length)) {
            out.write('/');
            out.write(prefix(new String(bytes, offset + 1, PREFIX, java.nio.charset.StandardCharsets.ISO_8859_1)));
            out.write(bytes, offset + 1 + PREFIX, length - 1 - PREFIX);
        } else {
            out.write(bytes, offset, length);
        }
    }

    private static boolean isCutName(byte[] bytes, int offset, int length) {
        if (length < PREFIX + 3 || bytes[offset] != '/' || bytes[offset + PREFIX + 1] != '+') {
            return false;
        }
        for (int i = 1; i <= PREFIX; i++) {
            if (bytes[offset + i] < 'A' || bytes[offset + i] > 'Z') {
                return false;
            }
        }
        return true;
    }

    /** The first prefix seen gets number 0, and so on; different for different documents. */
    private byte[] prefix(String random) {
        return given.computeIfAbsent(random, key -> {
            byte[] letters = new byte[PREFIX];
            int number = given.size();
            for (int i = 0; i < PREFIX; i++) {
                letters[i] = (byte) ('A' + Math.floorMod(id[i] + (i == 0 ? number : 0), 26));
            }
            return letters;
        });
    }
}
