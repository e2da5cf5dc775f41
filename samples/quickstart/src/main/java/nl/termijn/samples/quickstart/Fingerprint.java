package nl.termijn.samples.quickstart;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether an input is the one that a store was played with, whatever the order of rows and their lines. */
final class Fingerprint {
    private Fingerprint() {}

    /** Of rows: what they say, not where they stand. */
    static String of(Stream<? extends Record> rows) {
        List<String> texts = rows.map(Fingerprint::text).sorted().toList();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.forEach(text -> digest.update((text + '\n').getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String text(Record row) {
        StringBuilder text = new StringBuilder(row.getClass().getSimpleName());
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            if (!component.getName().equals("line")) {
                text.append('|').append(component.getName()).append('=').append(value(row, component));
            }
        }
        return text.toString();
    }

    private static Object value(Record row, RecordComponent component) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a row's own values can be read", e);
        }
    }
}
