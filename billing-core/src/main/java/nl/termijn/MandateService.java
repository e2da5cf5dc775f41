package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerMandate;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.Mandate;
import nl.termijn.customer.MandateReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.event.BillingEvent;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.UnitOfWork;

/** Mandates by which the seller may collect from his customers' accounts. */
public final class MandateService {
    private final Session session;

    MandateService(Session session) {
        this.session = session;
    }

    /**
     * Adds {@code mandate}, or replaces what is stored of it, such as the account. The same again changes nothing.
     *
     * @throws NotFoundException when there is no such customer
     * @throws ConflictException when its reference is in use by another customer
     * @throws NotAllowedException when it was cancelled: a reference is never used again
     */
    public Mandate put(Mandate mandate) {
        given(mandate, "mandate");
        return session.work(work -> {
            work.activeCustomer(mandate.customer());
            Optional<Mandate> stored =
                    work.unit().catalogue(CatalogueKind.MANDATES).hold(key(mandate.reference()));
            stored.ifPresent(before -> refuse(before, mandate));
            if (!stored.equals(Optional.of(mandate))) {
                save(work, List.of(mandate));
            }
            return mandate;
        });
    }

    /** Refuses to put {@code mandate} over {@code before}. */
    static void refuse(Mandate before, Mandate mandate) {
        if (!before.customer().equals(mandate.customer())) {
            throw new ConflictException(
                    "mandate " + mandate.reference(),
                    "Mandate " + mandate.reference() + " is of customer " + before.customer()
                            + "; banks know it by its reference, so give each its own.");
        }
        if (before.cancelledOn().isPresent() && !before.equals(mandate)) {
            throw new NotAllowedException(
                    Reason.FIXED,
                    mandate.reference().value(),
                    "Mandate " + mandate.reference() + " was cancelled on "
                            + before.cancelledOn().get() + " and cannot change; have a new one signed.");
        }
    }

    /** Saves {@code mandates}, new and changed. */
    static void save(Session.Work work, Collection<Mandate> mandates) {
        work.unit().catalogue(CatalogueKind.MANDATES).save(mandates);
        List<CustomerMandate> fresh = mandates.stream()
                .map(mandate -> new CustomerMandate(mandate.customer(), mandate.reference()))
                .filter(each -> work.unit()
                        .catalogue(CatalogueKind.CUSTOMER_MANDATES)
                        .find(each.id())
                        .isEmpty())
                .toList();
        work.unit().catalogue(CatalogueKind.CUSTOMER_MANDATES).save(fresh);
        mandates.forEach(
                mandate -> work.happened(new BillingEvent.MandateSaved(mandate.reference(), mandate.customer())));
    }

    private static String key(MandateReference reference) {
        return reference.value();
    }

    /**
     * Ends a mandate as of {@code day}. It is kept, as a debit can come back for thirteen months, and its reference is never used
     * again.
     *
     * @throws NotAllowedException when it was cancelled as of another day
     */
    public Mandate cancel(MandateReference reference, LocalDate day) {
        given(reference, "mandate");
        given(day, "day");
        return session.work(work -> {
            Mandate stored = work.unit()
                    .catalogue(CatalogueKind.MANDATES)
                    .hold(key(reference))
                    .orElseThrow(() -> new NotFoundException("mandate", reference.value()));
            Mandate cancelled = stored.toBuilder().cancelledOn(day).build();
            refuse(stored, cancelled);
            if (!cancelled.equals(stored)) {
                work.unit().catalogue(CatalogueKind.MANDATES).save(List.of(cancelled));
                work.happened(new BillingEvent.MandateCancelled(reference, stored.customer(), day));
            }
            return cancelled;
        });
    }

    /** The mandate with {@code reference}. */
    public Optional<Mandate> find(MandateReference reference) {
        given(reference, "mandate");
        return session.work(
                work -> work.unit().catalogue(CatalogueKind.MANDATES).find(key(reference)));
    }

    /** All mandates of a customer, cancelled ones too, in the order of their references. */
    public List<Mandate> ofCustomer(CustomerReference customer) {
        given(customer, "customer");
        return session.work(work -> ofCustomer(work.unit(), customer));
    }

    static List<Mandate> ofCustomer(UnitOfWork unit, CustomerReference customer) {
        return held(unit, customer).stream()
                .flatMap(each -> unit.catalogue(CatalogueKind.MANDATES).find(key(each.mandate())).stream())
                .toList();
    }

    static List<CustomerMandate> held(UnitOfWork unit, CustomerReference customer) {
        return unit.catalogue(CatalogueKind.CUSTOMER_MANDATES).startingWith(CustomerMandate.prefixOf(customer)).stream()
                .filter(each -> each.customer().equals(customer))
                .toList();
    }

    /** Takes away all that is kept of the customer's mandates. */
    static void erase(UnitOfWork unit, CustomerReference customer) {
        List<CustomerMandate> held = held(unit, customer);
        unit.catalogue(CatalogueKind.MANDATES)
                .remove(held.stream().map(each -> key(each.mandate())).toList());
        unit.catalogue(CatalogueKind.CUSTOMER_MANDATES)
                .remove(held.stream().map(CustomerMandate::id).toList());
    }
}
