package nl.termijn.testkit;

import nl.termijn.store.BillingStore;
import nl.termijn.store.memory.InMemoryBillingStore;

class InMemoryOutboxTest extends OutboxContract {
    @Override
    protected BillingStore newStore() {
        return new InMemoryBillingStore();
    }
}
