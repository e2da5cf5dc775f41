package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.UsageReading;
import nl.termijn.money.Amounts;
import nl.termijn.run.UsagePlanner;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.UnitOfWork;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.VatTreatment;

/**
 * Measured use, charged after it: a reading makes a line for the next run. Another reading under its key corrects it, however often:
 * a line that waits or stands on a draft is made to say what was used now, and what was sent is credited, with the VAT that it was
 * charged with, or charged on.
 */
public final class UsageService {
    private final Session session;
    private final DraftDesk drafts;

    UsageService(Session session, DraftDesk drafts) {
        this.session = session;
        this.drafts = drafts;
    }

    /**
     * Records a reading, or corrects the one of its key. The same reading again changes nothing.
     *
     * <p>A correction changes the line of the reading while that waits or stands on a draft, whose approval is gone then. Of what was
     * sent it makes lines for the next run: one that charges the rest, or credits of the lines that charged too much, for no more than
     * is left of them.
     *
     * @return the lines that were made or changed; none when nothing is to be charged or given back
     * @throws nl.termijn.error.NotFoundException when there is no such subscription
     * @throws ConflictException when the key is in use for other days of the subscription, or for use with another VAT or pricing
     * @throws nl.termijn.error.InvalidInputException when the price is in another currency than the administration's
     * @throws nl.termijn.error.NotAllowedException when it is on a draft whose payment was requested
     */
    public List<PendingLine> record(UsageReading reading) {
        given(reading, "reading");
        return session.work(work -> {
            Subscription subscription = work.subscription(reading.subscription());
            Customer customer = work.activeCustomer(subscription.customer());
            Amounts.requireCurrency(
                    reading.tariff().tariff().cost(reading.used()),
                    work.administration().currency(),
                    "tariff");
            Catalogue<UsageReading> readings = work.unit().catalogue(CatalogueKind.USAGE);
            UsageReading own = reading.toBuilder()
                    .customer(customer.reference())
                    .lines(List.of())
                    .build();
            Optional<UsageReading> before = readings.hold(own.id());
            before.ifPresent(stored -> refuseOther(stored, reading));
            UsageReading unchanged = own.toBuilder()
                    .lines(before.map(UsageReading::lines).orElse(List.of()))
                    .build();
            if (before.equals(Optional.of(unchanged))) {
                return List.of();
            }
            Change change = new Change(work, subscription, unchanged, before);
            List<PendingLine> made = change.make(work.settings(customer).language());
            readings.save(List.of(own.toBuilder().lines(change.references).build()));
            return made;
        });
    }

    /** What becomes of the lines of one reading. */
    private final class Change {
        private final Session.Work work;
        private final Subscription subscription;
        private final UsageReading reading;
        private final Optional<UsageReading> before;
        private final List<PendingLineReference> references;
        private final List<PendingLine> open = new ArrayList<>();
        private final List<UsagePlanner.Sent> sent = new ArrayList<>();

        Change(Session.Work work, Subscription subscription, UsageReading reading, Optional<UsageReading> before) {
            this.work = work;
            this.subscription = subscription;
            this.reading = reading;
            this.before = before;
            this.references = new ArrayList<>(reading.lines());
            references.forEach(
                    reference -> work.unit().pendingLines().find(reference).ifPresent(this::sort));
        }

        /** Tells lines that may still be changed from those that were sent; what is gone, or a credit that was billed, is neither. */
        private void sort(PendingLine line) {
            Optional<Invoice> document =
                    line.billedOn().flatMap(id -> work.unit().invoices().find(id));
            boolean isCharge = line.origin() instanceof LineOrigin.Entered;
            if (!line.billed()) {
                open.add(line);
            } else if (document.isPresent() && isCharge && numberOn(document.get(), line) > 0) {
                if (document.get().status() == InvoiceStatus.SENT) {
                    sent.add(new UsagePlanner.Sent(work.corrections(document.get()), numberOn(document.get(), line)));
                } else if (document.get().status() == InvoiceStatus.AWAITING_APPROVAL) {
                    open.add(line);
                }
            }
        }

        private static int numberOn(Invoice document, PendingLine line) {
            for (int number = 1; number <= document.lines().size(); number++) {
                if (document.line(number).pendingLine().equals(Optional.of(line.reference()))) {
                    return number;
                }
            }
            return 0;
        }

        /** Amount of a line as it stands: on a draft it may have been changed by hand. */
        private BigDecimal amountOf(PendingLine line) {
            return Amounts.decimal(line.billedOn()
                    .map(work::invoice)
                    .map(draft -> draft.line(numberOn(draft, line)).amount())
                    .orElse(line.amount()));
        }

        List<PendingLine> make(Locale language) {
            BigDecimal wasOpen = open.stream().map(this::amountOf).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal wasSent =
                    before.map(UsagePlanner::cost).orElse(BigDecimal.ZERO).subtract(wasOpen);
            BigDecimal due = UsagePlanner.cost(reading).subtract(wasSent);
            if (due.compareTo(wasOpen) == 0) {
                return List.of();
            }
            if (due.compareTo(wasOpen) > 0 && open.stream().anyMatch(this::isOnCreditNote)) {
                return added(List.of(more(session.newPendingLineReference(), due.subtract(wasOpen), date(), language)));
            }
            if (due.signum() > 0) {
                return List.of(charge(due, wasSent.signum() == 0, language));
            }
            open.forEach(line -> drop(line, language));
            List<PendingLine> credits = due.signum() == 0
                    ? List.of()
                    : UsagePlanner.giveBack(
                            session::newPendingLineReference,
                            reading,
                            before.orElseThrow(),
                            due.negate(),
                            sent,
                            subscription.customer(),
                            date(),
                            language);
            return added(credits);
        }

        /** Of use that is over, the run of the month after charges it; a correction of what was sent waits from today. */
        private LocalDate date() {
            LocalDate lastDay = reading.days().to().minusDays(1);
            return !sent.isEmpty() && work.today().isAfter(lastDay) ? work.today() : lastDay;
        }

        private PendingLine charge(BigDecimal due, boolean isAll, Locale language) {
            Optional<PendingLine> place =
                    open.stream().filter(line -> amountOf(line).signum() > 0).findFirst();
            PendingLineReference reference =
                    place.map(PendingLine::reference).orElseGet(session::newPendingLineReference);
            LocalDate date = place.map(PendingLine::date).orElseGet(this::date);
            PendingLine planned = isAll
                    ? UsagePlanner.charge(reference, reading, subscription, date, language)
                    : more(reference, due, date, language);
            PendingLine line = planned.toBuilder().fixedVat(vatOfSent()).build();
            open.stream().filter(other -> !other.reference().equals(reference)).forEach(other -> drop(other, language));
            return place.isPresent()
                    ? replaced(place.get(), line)
                    : added(List.of(line)).get(0);
        }

        private PendingLine more(PendingLineReference reference, BigDecimal amount, LocalDate date, Locale language) {
            return UsagePlanner.chargeMore(
                    reference, reading, before.orElse(reading), amount, subscription, date, language);
        }

        /** A credit note takes no more charges: it could come out above zero. */
        private boolean isOnCreditNote(PendingLine line) {
            return line.billedOn()
                    .filter(id -> work.invoice(id).kind() == InvoiceKind.CREDIT_NOTE)
                    .isPresent();
        }

        /** A charge that is corrected keeps the VAT that it was sent with (rule E2). */
        private Optional<VatTreatment> vatOfSent() {
            return sent.isEmpty()
                    ? Optional.empty()
                    : Optional.of(sent.get(sent.size() - 1).vat());
        }

        private PendingLine replaced(PendingLine place, PendingLine line) {
            if (place.billedOn().isPresent()) {
                Invoice draft = changeable(place);
                int number = numberOn(draft, place);
                List<InvoiceLine> lines = new ArrayList<>(draft.lines());
                lines.set(number - 1, line.toInvoiceLine(draft.line(number).vat()));
                drafts.shorten(work, draft.withLines(lines));
            }
            PendingLine kept = line.toBuilder()
                    .fixedVat(line.fixedVat().or(place::fixedVat))
                    .entered(place.entered())
                    .billed(place.billed())
                    .billedOn(place.billedOn())
                    .build();
            work.unit().pendingLines().save(List.of(kept));
            return kept;
        }

        private Invoice changeable(PendingLine line) {
            Invoice draft = work.invoice(line.billedOn().orElseThrow());
            work.corrections(draft).mayEdit().orThrow(draft.name());
            return draft;
        }

        private void drop(PendingLine line, Locale language) {
            if (line.billedOn().isPresent()) {
                Invoice draft = changeable(line);
                if (!work.corrections(draft).mayRearrange().isAllowed()) {
                    // others name its lines by their numbers
                    replaced(line, more(line.reference(), BigDecimal.ZERO, line.date(), language));
                    return;
                }
                List<InvoiceLine> lines = new ArrayList<>(draft.lines());
                lines.remove(numberOn(draft, line) - 1);
                drafts.shorten(work, draft.withLines(lines));
            }
            references.remove(line.reference());
            work.unit().pendingLines().remove(List.of(line.reference()));
            work.happened(new BillingEvent.PendingLineRemoved(line.reference()));
        }

        private List<PendingLine> added(List<PendingLine> lines) {
            SubscriptionDesk.addPending(work, lines);
            lines.forEach(line -> references.add(line.reference()));
            return lines.stream()
                    .map(line ->
                            work.unit().pendingLines().find(line.reference()).orElseThrow())
                    .toList();
        }
    }

    private static void refuseOther(UsageReading stored, UsageReading reading) {
        if (!stored.days().equals(reading.days())) {
            throw new ConflictException(
                    "usage reading " + reading.reference(),
                    "Usage reading " + reading.reference() + " is of subscription " + stored.subscription() + " in "
                            + stored.days() + "; give another key for another use.");
        }
        if (stored.pricing() != reading.pricing() || !stored.product().equals(reading.product())) {
            throw new ConflictException(
                    "usage reading " + reading.reference(),
                    "Usage reading " + reading.reference() + " was charged " + stored.pricing() + " as "
                            + stored.product()
                            + ", and a correction keeps that; correct it to 0 and give another key for what is right.");
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
