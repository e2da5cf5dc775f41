package nl.termijn.document;

import java.util.Optional;

/** Keeps documents by the SHA-256 of their content, for as long as the law wants (7 years, article 52 AWR). */
public interface DocumentArchive {

    /** Keeps {@code document} under {@code sha256}; keeping it again is harmless. */
    void put(String sha256, RenderedDocument document);

    /** Forgets the document kept under {@code sha256}; that there is none is harmless. */
    void erase(String sha256);

    /** The document kept under {@code sha256}. */
    Optional<RenderedDocument> get(String sha256);
}
