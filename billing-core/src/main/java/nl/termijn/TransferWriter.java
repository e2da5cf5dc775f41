package nl.termijn;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes the lines of an archive, and its end. */
final class TransferWriter {
    private static final ObjectWriter JSON = TransferReader.MAPPER.writerFor(TransferRecord.class);

    private final OutputStream out;
    private final MessageDigest digest = FrozenContent.digest();
    private long lines;

    TransferWriter(OutputStream out) {
        this.out = out;
    }

    void write(TransferRecord line) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(line);
            out.write(bytes);
            out.write('\n');
            digest.update(bytes);
            digest.update((byte) '\n');
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the last line; answers how many stand before it. */
    long end() {
        long before = lines;
        write(new TransferRecord.End(before, HexFormat.of().formatHex(digest.digest())));
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return before;
    }
}
