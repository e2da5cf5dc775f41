package nl.termijn;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import nl.termijn.price.PriceList;
import org.jspecify.annotations.Nullable;

/** The price list as of a version of the administration, which every change of prices renews. Safe for many threads. */
final class PriceCache {
    private record Held(long version, PriceList list) {}

    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

    /** The list as of {@code version}, from {@code source} where it is not the one held. */
    PriceList of(long version, Supplier<PriceList> source) {
        Held now = held.get();
        if (now != null && now.version() == version) {
            return now.list();
        }
        Held read = new Held(version, source.get());
        held.set(read);
        return read.list();
    }
}
