package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.UsageReading;
import nl.termijn.money.Amounts;
import nl.termijn.run.UsagePlanner;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.UnitOfWork;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * Measured use, charged after it: a reading makes a line for the next run, and another reading under its key a line with the
 * difference, however often it is corrected and whether the first was billed or not.
 */
public final class UsageService {
    private final Session session;

    UsageService(Session session) {
        this.session = session;
    }

    /**
     * Records a reading, or corrects the one of its key. The same reading again changes nothing.
     *
     * @return the line that waits for the next run; nothing when nothing is to be charged or given back
     * @throws nl.termijn.error.NotFoundException when there is no such subscription
     * @throws ConflictException when the key is in use for other days of the subscription
     * @throws nl.termijn.error.InvalidInputException when the price is in another currency than the administration's
     */
    public Optional<PendingLine> record(UsageReading reading) {
        given(reading, "reading");
        return session.work(work -> {
            Subscription subscription = work.subscription(reading.subscription());
            Customer customer = work.activeCustomer(subscription.customer());
            Amounts.requireCurrency(
                    reading.tariff().tariff().cost(reading.used()),
                    work.administration().currency(),
                    "tariff");
            Catalogue<UsageReading> readings = work.unit().catalogue(CatalogueKind.USAGE);
            UsageReading own =
                    reading.toBuilder().customer(customer.reference()).build();
            Optional<UsageReading> before = readings.hold(own.id());
            before.ifPresent(stored -> refuseOther(stored, reading));
            int count = before.map(UsageReading::lines).orElse(0);
            // of use that is over, the run of the month after charges it; a correction waits from today
            LocalDate lastDay = reading.days().to().minusDays(1);
            Optional<PendingLine> line = UsagePlanner.line(
                    session.newPendingLineReference(),
                    own,
                    before,
                    subscription,
                    before.isPresent() && work.today().isAfter(lastDay) ? work.today() : lastDay,
                    work.settings(customer).language());
            UsageReading next =
                    own.toBuilder().lines(count + (line.isPresent() ? 1 : 0)).build();
            if (!before.equals(Optional.of(next))) {
                readings.save(List.of(next));
            }
            SubscriptionDesk.addPending(work, line.stream().toList());
            return line.map(
                    added -> work.unit().pendingLines().find(added.reference()).orElseThrow());
        });
    }

    private static void refuseOther(UsageReading stored, UsageReading reading) {
        if (!stored.days().equals(reading.days())) {
            throw new ConflictException(
                    "usage reading " + reading.reference(),
                    "Usage reading " + reading.reference() + " is of subscription " + stored.subscription() + " in "
                            + stored.days() + "; give another key for another use.");
        }
    }

    /** The readings of a subscription, as they were corrected last, by their keys. */
    public List<UsageReading> ofSubscription(SubscriptionReference subscription) {
        given(subscription, "subscription");
        return session.work(work -> {
            Subscription found = work.subscription(subscription);
            return ofCustomer(work.unit(), found.customer()).stream()
                    .filter(reading -> reading.subscription().equals(subscription))
                    .toList();
        });
    }

    /** All readings that {@code customer} pays. */
    static List<UsageReading> ofCustomer(UnitOfWork unit, CustomerReference customer) {
        return unit.catalogue(CatalogueKind.USAGE).startingWith(UsageReading.prefixOf(customer)).stream()
                .filter(reading -> reading.customer().equals(Optional.of(customer)))
                .toList();
    }
}
