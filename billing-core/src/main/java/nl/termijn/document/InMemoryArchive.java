package nl.termijn.document;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An archive for tests and trials: gone with the process. Safe for many threads. */
public final class InMemoryArchive implements DocumentArchive {
    private final Map<String, RenderedDocument> documents = new ConcurrentHashMap<>();

    /** An empty archive. */
    public InMemoryArchive() {}

    @Override
    public void put(String sha256, RenderedDocument document) {
        documents.putIfAbsent(sha256, document);
    }

    @Override
    public void erase(String sha256) {
        documents.remove(sha256);
    }

    @Override
    public Optional<RenderedDocument> get(String sha256) {
        return Optional.ofNullable(documents.get(sha256));
    }
}
