package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the input files come from: a folder, or the sample that travels in the jar. */
interface Source {

    /**
     * The whole file called {@code name}; empty when there is none.
     *
     * @throws IOException when it is there but cannot be read
     */
    Optional<byte[]> bytes(String name) throws IOException;

    /**
     * The input in {@code folder}.
     *
     * @throws InputException when there is no such folder
     */
    static Source folder(Path folder) throws InputException {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    folder.toString(), "is not a folder; give the folder that holds administration.json with --in");
        }
        return name -> {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        };
    }

    /** The sample input that is shipped with the program. */
    static Source sample() {
        return name -> {
            try (InputStream in = Source.class.getResourceAsStream("data/" + name)) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            }
        };
    }

    /**
     * The text of the file called {@code name}, without a byte order mark; empty when there is no such file.
     *
     * @throws InputException when it cannot be read or is not UTF-8
     */
    default Optional<String> text(String name) throws InputException {
        Optional<byte[]> bytes;
        try {
            bytes = bytes(name);
        } catch (IOException e) {
            throw new InputException(name, "cannot be read (" + e + "); check that it is a file you may read");
        }
        return bytes.isEmpty() ? Optional.empty() : Optional.of(decoded(name, bytes.get()));
    }

    private static String decoded(String name, byte[] bytes) throws InputException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new InputException(List.of(
                    new Refusal(name, line, "", "", "is not UTF-8; save the file as UTF-8 (\"CSV UTF-8\" in Excel)")));
        }
        out.flip();
        if (out.hasRemaining() && out.get(0) == '\uFEFF') {
            out.get();
        }
        return out.toString();
    }
}
