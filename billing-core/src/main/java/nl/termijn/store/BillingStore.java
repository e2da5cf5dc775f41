package nl.termijn.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.termijn.administration.AdministrationId;
import nl.termijn.document.DocumentArchive;

/**
 * A store of many administrations, kept strictly apart.
 *
 * <p>Rules that every implementation keeps, and the contract test checks:
 *
 * <ul>
 *   <li>A unit of work is atomic: when the work throws, nothing of it is kept, and the exception is passed on.
 *   <li>Units of work behave as if they ran one after another; where that cannot be, one of them fails with a {@link
 *       nl.termijn.error.ConflictException} and may be repeated by its caller.
 *   <li>Values with a version are saved only over the version they were read with; the saved value has the next one.
 *   <li>What is read in one administration is never of another.
 *   <li>Services save nothing before what it belongs to: customers before their subscriptions, lines, documents and items,
 *       items before allocations, documents before their outbox entries. A store may hold to that with foreign keys.
 * </ul>
 *
 * <p>Safe for many threads.
 */
public interface BillingStore {

    /**
     * Does {@code work} in one transaction of {@code administration}.
     *
     * @throws nl.termijn.error.ConflictException when somebody else was first; the caller may repeat the work
     */
    <T> T inTransaction(AdministrationId administration, Function<UnitOfWork, T> work);

    /**
     * Whether a unit of work that this thread began now would be part of a transaction that somebody else commits or rolls
     * back. What leaves the system waits until there is none.
     */
    default boolean isInTransaction() {
        return false;
    }

    /** The archive of documents in the same place, where the store has one: it is used unless the host gives another. */
    default Optional<DocumentArchive> archive() {
        return Optional.empty();
    }

    /** The administrations that were opened here. */
    List<AdministrationId> administrations();
}
