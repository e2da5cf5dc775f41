package nl.termijn.samples.quickstart;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.termijn.administration.AdministrationId;
import nl.termijn.document.DocumentArchive;
import nl.termijn.store.BillingStore;
import nl.termijn.store.UnitOfWork;

/**
 * The store of a play, whose days are transactions that the play commits. Its mail goes to files, which the same day writes anew when
 * the play is started again: so it may be handed over before the commit, which a host with a mail server may not.
 */
record FileOnlyStore(BillingStore store) implements BillingStore {
    @Override
    public <T> T inTransaction(AdministrationId administration, Function<UnitOfWork, T> work) {
        return store.inTransaction(administration, work);
    }

    @Override
    public boolean isInTransaction() {
        return false;
    }

    @Override
    public Optional<DocumentArchive> archive() {
        return store.archive();
    }

    @Override
    public List<AdministrationId> administrations() {
        return store.administrations();
    }
}
