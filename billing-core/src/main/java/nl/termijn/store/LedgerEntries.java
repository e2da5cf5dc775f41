package nl.termijn.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;

/** Items and allocations of one administration. */
public interface LedgerEntries {
    /** The item with {@code id}. */
    Optional<OpenItem> find(ItemId id);

    /** Those items of {@code ids} that there are, in the order of their ids. */
    List<OpenItem> find(Collection<ItemId> ids);

    /** The item that was entered with {@code key}. */
    Optional<OpenItem> findByKey(String key);

    /** All items of a customer, in the order of their ids. */
    List<OpenItem> ofCustomer(CustomerReference customer);

    /** The items of a customer of which something is open. */
    List<OpenItem> openOf(CustomerReference customer);

    /** Up to {@code limit} items that customers owe, after {@code after}, oldest due date first, then id. */
    List<OpenItem> owed(Optional<OpenItem> after, int limit);

    /**
     * Saves new ({@code version} 0) and changed items, all or none.
     *
     * @throws nl.termijn.error.ConflictException when another item has the same key
     */
    void save(Collection<OpenItem> items);

    /** The allocation with {@code id}. */
    Optional<Allocation> findAllocation(ItemId id);

    /** The allocations in force of an item. */
    List<Allocation> allocationsOf(ItemId item);

    /** All allocations of a customer, undone ones too, in the order of their ids. */
    List<Allocation> allocationsOf(CustomerReference customer);

    /** Saves allocations over those with the same ids. */
    void saveAllocations(Collection<Allocation> allocations);
}
