package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.termijn.administration.Administration;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.price.CustomerPrices;
import nl.termijn.price.PriceAction;
import nl.termijn.price.PriceList;
import nl.termijn.price.PriceRow;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;

/**
 * The price list: what products cost by action, cycle, customer group and day. A subscription without an agreed price takes
 * what counts on the first day of each period; what is billed keeps its price.
 *
 * <pre>
 * .nl  register 12 months   4.95 from 2025-01-01
 * .nl  renew    12 months   9.95 from 2025-01-01,  10.95 from 2026-07-01
 *     a domain registered on 2025-09-10: 4.95 for its first year, 10.95 from 2026-09-10
 * </pre>
 */
public final class PriceService {
    private final Session session;

    PriceService(Session session) {
        this.session = session;
    }

    /**
     * Adds rows, or replaces what is stored of their key and day: all of them or, when one is refused, none.
     *
     * @throws nl.termijn.error.InvalidInputException when a row is in another currency than the administration's, or of a
     *     group that it does not have
     */
    public PriceList put(Collection<PriceRow> rows) {
        given(rows, "rows");
        return session.work(work -> {
            check(work.administration(), rows);
            Set<PriceRow> stored = new HashSet<>(work.priceList().rows());
            List<PriceRow> changed = rows.stream()
                    .distinct()
                    .filter(row -> !stored.contains(row))
                    .toList();
            return changed.isEmpty() ? work.priceList() : save(work, changed, List.of());
        });
    }

    private static void check(Administration administration, Collection<PriceRow> rows) {
        Violations violations = Violations.of("price list");
        for (PriceRow row : rows) {
            violations
                    .check(
                            row.tariff().currency().equals(administration.currency()),
                            row.id(),
                            row.tariff().currency(),
                            "must be in " + administration.currency(),
                            "prices are never converted silently")
                    .check(
                            row.group()
                                    .map(code -> administration.groupsByCode().containsKey(code))
                                    .orElse(true),
                            row.id(),
                            row.group().orElse(""),
                            "must be a customer group of the administration",
                            "add the group first, with settings().put");
        }
        violations.throwIfAny();
    }

    /**
     * Takes a row away that does not count yet, so that the one before it goes on.
     *
     * @throws NotAllowedException when it counts already: subscriptions may rest on it, so give its key a next row
     */
    public PriceList remove(PriceRow row) {
        given(row, "row");
        return session.work(work -> {
            if (!work.priceList().rows().contains(row)) {
                return work.priceList();
            }
            if (!row.validFrom().isAfter(work.today())) {
                throw new NotAllowedException(
                        Reason.FIXED,
                        row.id(),
                        "The price " + row.id() + " counts since " + row.validFrom()
                                + " and cannot be taken away; add a row with a later day.");
            }
            return save(work, List.of(), List.of(row));
        });
    }

    static PriceList save(Session.Work work, List<PriceRow> added, List<PriceRow> removed) {
        Catalogue<PriceRow> catalogue = work.unit().catalogue(CatalogueKind.PRICES);
        List<PriceRow> rows = new ArrayList<>(catalogue.startingWith(""));
        catalogue.save(added);
        catalogue.remove(removed.stream().map(PriceRow::id).toList());
        // the list goes with a version of the administration: of two who change it at once one must look again
        work.unit().save(work.administration());
        added.forEach(row -> work.happened(new BillingEvent.PriceSet(row)));
        removed.forEach(row -> work.happened(new BillingEvent.PriceRemoved(row)));
        rows.removeAll(removed);
        Set<String> replaced = added.stream().map(PriceRow::id).collect(Collectors.toSet());
        rows.removeIf(row -> replaced.contains(row.id()));
        rows.addAll(added);
        return PriceList.of(rows);
    }

    /** The list as it is. */
    public PriceList list() {
        return session.work(Session.Work::priceList);
    }

    /**
     * What a customer would pay for a period of a product, before any discount.
     *
     * @param months of the period; 1 for a restore
     * @param day first day of the period
     * @return the price and its row, or nothing when the list has none; the tiers of one that counts across the customer as they
     *     are reached by what he orders beside what he has
     */
    public Optional<PriceList.Found> quote(
            CustomerReference customer, String product, PriceAction action, int months, LocalDate day) {
        given(customer, "customer");
        given(product, "product");
        given(action, "action");
        given(day, "day");
        return session.work(work -> {
            CustomerPrices prices = work.settings(work.customer(customer)).prices(work.prices());
            return prices.find("", product, action, months, day);
        });
    }

    /** Rows that count today or later and sell below what they cost the seller. */
    public List<PriceRow> belowCost() {
        return session.work(work -> {
            PriceList list = work.priceList();
            return list.rows().stream()
                    .filter(PriceRow::isBelowCost)
                    .filter(row -> row.validFrom().isAfter(work.today())
                            || list.row(row.key(), work.today()).equals(Optional.of(row)))
                    .toList();
        });
    }
}
