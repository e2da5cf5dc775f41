package nl.termijn;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.HexFormat;
import nl.termijn.internal.Sha256;
import nl.termijn.store.ValueJson;

/** Writes the lines of an archive, and its end. */
final class TransferWriter {
    /** One administration has one text, whatever store it is in. */
    private static final ObjectWriter JSON = ValueJson.mapper()
            .rebuild()
            .addModule(
                    new SimpleModule("plain numbers").addSerializer(BigDecimal.class, new FrozenContent.PlainDecimal()))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writerFor(TransferRecord.class);

    private final OutputStream out;
    private final MessageDigest digest = Sha256.digest();
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
