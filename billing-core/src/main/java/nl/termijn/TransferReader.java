package nl.termijn;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.internal.Sha256;
import nl.termijn.store.ValueJson;

/** Reads the lines of an archive, and makes sure that they are all there as they were written. */
final class TransferReader {
    private static final ObjectReader JSON =
            ValueJson.mapper().readerFor(TransferRecord.class).with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    /** A longer line is no line of an archive: a document of some 20 MB. */
    private static final int LONGEST = 32 << 20;

    private final InputStream in;
    private final MessageDigest digest = Sha256.digest();
    private long lines;
    private boolean ended;

    TransferReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line before the last one; nothing when the last one was read and is right. */
    Optional<TransferRecord> next() {
        byte[] line = line();
        TransferRecord read = parse(line);
        if (!(read instanceof TransferRecord.End end)) {
            digest.update(line);
            digest.update((byte) '\n');
            lines++;
            return Optional.of(read);
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (end.lines() != lines || !end.sha256().equals(sha256)) {
            throw broken(
                    end.lines() + " lines, " + end.sha256(),
                    "must be " + lines + " lines, " + sha256 + ", what stands before it comes to",
                    "the archive was changed; export it again");
        }
        if (read() >= 0) {
            throw broken("more", "must be the last line", "export it again");
        }
        ended = true;
        return Optional.empty();
    }

    /** How many lines were read before the last one. */
    long lines() {
        return lines;
    }

    /** Reads to the end, to see whether the archive is whole. */
    void checkRest() {
        while (!ended) {
            next();
        }
    }

    private int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) {
                throw broken("", "must be there: the archive ends too early", "copy it whole, or export it again");
            }
            if (line.size() == LONGEST) {
                throw broken("", "must have at most " + LONGEST + " bytes", "give an archive of JSON lines");
            }
            line.write(next);
        }
        return line.toByteArray();
    }

    private TransferRecord parse(byte[] line) {
        TransferRecord read;
        try {
            read = JSON.readValue(line);
        } catch (JacksonException e) {
            // without the line's text, which may hold personal data
            throw broken(
                    e.getClass().getSimpleName(),
                    "must be a line of an archive of version " + TransferRecord.Head.VERSION,
                    "export it again; an archive is not to be changed by hand");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (read == null) {
            throw broken("null", "must be an object with a kind", "give an archive of JSON lines");
        }
        for (RecordComponent part : read.getClass().getRecordComponents()) {
            if (isNull(read, part)) {
                throw broken(
                        "null",
                        part.getName() + " must be given",
                        "export it again; an archive is not to be changed by hand");
            }
        }
        return read;
    }

    private static boolean isNull(TransferRecord read, RecordComponent part) {
        try {
            return part.getAccessor().invoke(read) == null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every part of a line can be read: " + part, e);
        }
    }

    InvalidInputException broken(String value, String rule, String remedy) {
        return new InvalidInputException("archive", List.of(new Violation("line " + (lines + 1), value, rule, remedy)));
    }
}
