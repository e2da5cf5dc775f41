package nl.termijn.store.memory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import nl.termijn.administration.AdministrationId;
import nl.termijn.error.Violations;
import nl.termijn.store.BillingStore;
import nl.termijn.store.UnitOfWork;

/**
 * A store in memory. Units of work of one administration run one after another; a failing one leaves nothing behind. Safe
 * for many threads.
 */
public final class InMemoryBillingStore implements BillingStore {
    private final Map<AdministrationId, MemoryAdministration> administrations = new ConcurrentHashMap<>();

    /** An empty store. */
    public InMemoryBillingStore() {}

    @Override
    public <T> T inTransaction(AdministrationId administration, Function<UnitOfWork, T> work) {
        Violations.given(administration, "administration");
        Violations.given(work, "work");
        return administrations
                .computeIfAbsent(administration, MemoryAdministration::new)
                .inTransaction(work);
    }

    @Override
    public List<AdministrationId> administrations() {
        return administrations.entrySet().stream()
                .filter(entry -> entry.getValue().isOpened())
                .map(Map.Entry::getKey)
                .sorted(java.util.Comparator.comparing(AdministrationId::value))
                .toList();
    }
}
