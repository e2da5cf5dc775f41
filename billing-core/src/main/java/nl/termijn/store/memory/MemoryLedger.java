package nl.termijn.store.memory;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.store.LedgerEntries;

final class MemoryLedger implements LedgerEntries {
    private final Table<ItemId, OpenItem> items;
    private final Table<ItemId, Allocation> allocations;
    private final Table<OwedKey, ItemId> owed;
    private final Table<String, ItemId> byKey;
    private final Index<CustomerReference, ItemId> byCustomer;
    private final Index<CustomerReference, ItemId> open;
    private final Index<ItemId, ItemId> allocationsOfItem;
    private final Index<CustomerReference, ItemId> allocationsOfCustomer;

    private record OwedKey(LocalDate dueOn, ItemId id) implements Comparable<OwedKey> {
        static OwedKey of(OpenItem item) {
            return new OwedKey(item.dueOn(), item.id());
        }

        @Override
        public int compareTo(OwedKey other) {
            return Comparator.comparing(OwedKey::dueOn)
                    .thenComparing(OwedKey::id)
                    .compare(this, other);
        }
    }

    MemoryLedger(Journal journal) {
        items = new Table<>(journal);
        allocations = new Table<>(journal);
        owed = new Table<>(journal);
        byKey = new Table<>(journal);
        byCustomer = new Index<>(journal);
        open = new Index<>(journal);
        allocationsOfItem = new Index<>(journal);
        allocationsOfCustomer = new Index<>(journal);
    }

    @Override
    public Optional<OpenItem> find(ItemId id) {
        return items.find(id);
    }

    @Override
    public Optional<OpenItem> findByKey(String key) {
        return byKey.find(key).flatMap(this::find);
    }

    @Override
    public List<OpenItem> find(Collection<ItemId> ids) {
        return items.find(ids);
    }

    @Override
    public List<OpenItem> ofCustomer(CustomerReference customer) {
        return byCustomer.of(customer).flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public List<OpenItem> openOf(CustomerReference customer) {
        return open.of(customer).flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public List<OpenItem> owed(Optional<OpenItem> after, int limit) {
        return owed.after(after.map(OwedKey::of))
                .limit(limit)
                .flatMap(id -> find(id).stream())
                .toList();
    }

    @Override
    public void save(Collection<OpenItem> changed) {
        for (OpenItem item : changed) {
            Optional<OpenItem> before = find(item.id());
            Versions.check("open item " + item.id(), before.map(OpenItem::version), item.version());
            OpenItem saved = item.toBuilder().version(item.version() + 1).build();
            item.key().ifPresent(key -> {
                if (byKey.find(key).filter(other -> !other.equals(item.id())).isPresent()) {
                    throw new ConflictException(
                            "open item " + item.id(),
                            "Somebody else entered key " + key + " first; read again and decide anew.");
                }
                byKey.put(key, item.id());
            });
            before.ifPresent(old -> owed.remove(OwedKey.of(old)));
            items.put(saved.id(), saved);
            byCustomer.add(saved.customer(), saved.id());
            if (saved.isOwed()) {
                owed.put(OwedKey.of(saved), saved.id());
            }
            if (saved.isOwed() || saved.isCredit()) {
                open.add(saved.customer(), saved.id());
            } else {
                open.remove(saved.customer(), saved.id());
            }
        }
    }

    @Override
    public Optional<Allocation> findAllocation(ItemId id) {
        return allocations.find(id);
    }

    @Override
    public List<Allocation> allocationsOf(ItemId item) {
        return allocationsOfItem
                .of(item)
                .flatMap(id -> allocations.find(id).stream())
                .filter(Allocation::isInForce)
                .toList();
    }

    @Override
    public List<Allocation> allocationsOf(CustomerReference customer) {
        return allocationsOfCustomer
                .of(customer)
                .flatMap(id -> allocations.find(id).stream())
                .toList();
    }

    @Override
    public void saveAllocations(Collection<Allocation> changed) {
        for (Allocation allocation : changed) {
            allocations.put(allocation.id(), allocation);
            allocationsOfItem.add(allocation.owed(), allocation.id());
            allocationsOfItem.add(allocation.credit(), allocation.id());
            allocationsOfCustomer.add(allocation.customer(), allocation.id());
        }
    }
}
