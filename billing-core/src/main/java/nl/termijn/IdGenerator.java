package nl.termijn;

import com.fasterxml.uuid.Generators;

/** Gives keys to new documents, lines and entries. Keys that are given later sort later as text. */
@FunctionalInterface
public interface IdGenerator {

    /** A key that was never given before. */
    String next();

    /** Time-ordered UUIDs (version 7): unique over all hosts. */
    static IdGenerator timeOrdered() {
        var generator = Generators.timeBasedEpochGenerator();
        return () -> generator.generate().toString();
    }
}
