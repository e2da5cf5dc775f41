package nl.termijn.internal;

import java.util.Map;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * One of each brand, and the seller's own for whatever has none.
 *
 * @param own of the seller's own name, and of brands that have none here
 * @param brands by the codes of brands
 * @param <T> of what
 */
public record ByBrand<T>(T own, Map<String, T> brands) {
    /** Checks that both are given, and copies the map. */
    public ByBrand {
        Violations.given(own, "own");
        brands = Map.copyOf(Violations.given(brands, "brands"));
    }

    /** That of {@code brand}. */
    public T of(Optional<String> brand) {
        return brand.map(code -> brands.getOrDefault(code, own)).orElse(own);
    }
}
