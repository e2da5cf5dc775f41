package nl.termijn.run;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import nl.termijn.VatRateFile;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Policies;
import nl.termijn.customer.Customer;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.CreditNotes;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.price.PriceList;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.testing.Fixtures;
import nl.termijn.vat.VatRates;
import nl.termijn.vat.VatRules;

/**
 * One customer whose plans come true: drafts are kept, sent, changed and ended as the services do, without a store.
 *
 * <pre>
 * PlannedWorld world = PlannedWorld.of(subscription(1, "60.00", "2026-04-01").build());
 * Invoice april = world.invoice("2026-04");
 * world.change("2026-04-11", change -&gt; change.unitPrice(eur("30.00")));
 * Invoice may = world.invoice("2026-05");
 * </pre>
 */
final class PlannedWorld {
    final Administration administration;
    final BillingPlanner planner;
    private final Map<SubscriptionReference, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<PendingLineReference, PendingLine> pending = new LinkedHashMap<>();
    private final Map<InvoiceId, Invoice> documents = new LinkedHashMap<>();
    private final Set<YearMonth> invoicedMonths = new HashSet<>();
    private Customer customer = Fixtures.customer().build();
    private int keys;
    private int numbers;

    PlannedWorld(Administration administration, VatRates rates) {
        this.administration = administration;
        this.planner = new BillingPlanner(administration, new VatRules(rates), () -> PriceList.EMPTY);
    }

    static PlannedWorld of(Subscription... subscriptions) {
        return under(Policies.defaults(), subscriptions);
    }

    static PlannedWorld under(Policies policies, Subscription... subscriptions) {
        return new PlannedWorld(Fixtures.administration().policies(policies).build(), VatRateFile.builtIn())
                .with(subscriptions);
    }

    PlannedWorld with(Subscription... more) {
        for (Subscription subscription : more) {
            subscriptions.put(subscription.reference(), subscription);
        }
        return this;
    }

    PlannedWorld with(UnaryOperator<Customer.Builder> change) {
        customer = change.apply(customer.toBuilder()).build();
        return this;
    }

    PlannedWorld with(PendingLine.Builder line) {
        keys++;
        PendingLineReference reference = PendingLineReference.of("P-" + keys);
        pending.put(
                reference,
                line.reference(reference).customer(Fixtures.K1).entered(keys).build());
        return this;
    }

    /** A loose line of one {@code amount}, positive or negative. */
    PlannedWorld with(String date, String amount) {
        return with(PendingLine.builder()
                .date(LocalDate.parse(date))
                .description("Loose")
                .unitPrice(Fixtures.eur(amount)));
    }

    BillingAccount account() {
        return new BillingAccount(
                customer, List.copyOf(subscriptions.values()), List.copyOf(pending.values()), invoicedMonths);
    }

    Customer customer() {
        return customer;
    }

    Subscription subscription() {
        return subscriptions.values().iterator().next();
    }

    Subscription subscription(String reference) {
        return Objects.requireNonNull(subscriptions.get(SubscriptionReference.of(reference)));
    }

    List<Subscription> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    List<PendingLine> pending() {
        return List.copyOf(pending.values());
    }

    /** The documents as they are now, in the order in which they were made. */
    List<Invoice> documents() {
        return List.copyOf(documents.values());
    }

    InvoicePlan plan(String month) {
        return planner.planRun(account(), YearMonth.parse(month));
    }

    /** The run of {@code month}: its draft, if there is one. */
    Optional<Invoice> draft(String month) {
        YearMonth run = YearMonth.parse(month);
        Optional<Invoice> made = apply(planner.planRun(account(), run), Optional.of(run));
        made.ifPresent(any -> invoicedMonths.add(run));
        return made;
    }

    /** The run of {@code month}, its draft sent on the day of the run. */
    Optional<Invoice> run(String month) {
        return draft(month).map(draft -> send(draft, YearMonth.parse(month).atDay(1)));
    }

    /** The sent invoice of a run that makes one. */
    Invoice invoice(String month) {
        return run(month).orElseThrow(() -> new AssertionError("no invoice in " + month + ": " + plan(month)));
    }

    /** Billed by hand on {@code day}, and sent. */
    Invoice billNow(String day) {
        LocalDate date = LocalDate.parse(day);
        return send(apply(planner.planNow(account(), date), Optional.empty()).orElseThrow(), date);
    }

    private Optional<Invoice> apply(InvoicePlan plan, Optional<YearMonth> month) {
        if (plan instanceof InvoicePlan.Skip skip) {
            skip.taken().ifPresent(this::take);
            return Optional.empty();
        }
        InvoicePlan.Draft draft = (InvoicePlan.Draft) plan;
        take(draft.taken());
        return Optional.of(keep(Invoice.builder()
                .id(newId())
                .kind(draft.kind())
                .customer(draft.customer())
                .currency(administration.currency())
                .runMonth(month)
                .lines(draft.lines())
                .totals(draft.totals())
                .stretches(draft.taken().stretches())
                .refersTo(draft.refersTo())
                .build()));
    }

    private void take(InvoicePlan.Taken taken) {
        taken.stretches()
                .forEach(stretch -> subscriptions.computeIfPresent(
                        stretch.subscription(),
                        (reference, before) -> before.toBuilder()
                                .billedThrough(stretch.through())
                                .build()));
        taken.setUpFees()
                .forEach(fee -> subscriptions.computeIfPresent(
                        fee,
                        (reference, before) ->
                                before.toBuilder().setUpFeeBilled(true).build()));
        pending.keySet().removeAll(taken.pendingLines());
    }

    Invoice send(Invoice draft, LocalDate day) {
        numbers++;
        return keep(draft.toBuilder()
                .issuance(Fixtures.issuance("2026-%05d", numbers).toBuilder()
                        .number(new DocumentNumber("N-" + numbers, "N", numbers))
                        .issuedOn(day)
                        .build())
                .build());
    }

    private Invoice keep(Invoice document) {
        documents.put(document.id(), document);
        return document;
    }

    private InvoiceId newId() {
        return InvoiceId.of(String.format("I-%05d", ++keys));
    }

    /** A change at once of the first subscription. */
    List<PendingLine> change(String day, UnaryOperator<TermsChange.Builder> change) {
        return changeAtOnce(
                subscription(),
                change.apply(TermsChange.builder().effectiveFrom(LocalDate.parse(day)))
                        .build());
    }

    List<PendingLine> changeAtOnce(Subscription subscription, TermsChange change) {
        ChangePlanner.Change changed = changes()
                .atOnce(
                        EffectiveSettings.of(administration, customer, change.effectiveFrom()),
                        subscription,
                        change,
                        billed(subscription),
                        this::corrections);
        with(changed.subscription());
        return add(changed.pendingLines());
    }

    void changeWithNextPeriod(Subscription subscription, TermsChange change) {
        with(changes().nextPeriod(subscription, change).subscription());
    }

    private ChangePlanner changes() {
        return new ChangePlanner(administration.policies().endOfSubscription(), () -> PriceList.EMPTY, this::newKey);
    }

    private PendingLineReference newKey() {
        return PendingLineReference.of("P-" + ++keys);
    }

    private List<PendingLine> add(List<PendingLine> lines) {
        List<PendingLine> added = new ArrayList<>();
        for (PendingLine line : lines) {
            added.add(line.toBuilder().entered(++keys).build());
        }
        added.forEach(line -> pending.put(line.reference(), line));
        return added;
    }

    /** Ends the first subscription with credit, by the seller's policy; gives the credit notes, sent. */
    List<Invoice> end(String day) {
        return end(subscription(), LocalDate.parse(day));
    }

    List<Invoice> end(Subscription subscription, LocalDate day) {
        EndPlanner ends = new EndPlanner(administration.policies().endOfSubscription(), this::newKey);
        EndPlanner.End end = ends.end(subscription, day, billed(subscription), this::corrections);
        with(end.subscription());
        for (Invoice draft : end.shortened()) {
            documents.put(draft.id(), draft);
            documents.values().removeIf(document -> document.lines().isEmpty());
        }
        end.removed().forEach(pending::remove);
        end.cut().forEach(line -> pending.put(line.reference(), line));
        List<Invoice> notes = new ArrayList<>();
        for (EndPlanner.Credit credit : end.credits()) {
            if (administration.policies().cancellation() == Policies.Cancellation.PENDING_LINE) {
                add(ends.asPendingLines(credit, day));
            } else {
                notes.add(credit(credit.invoice(), credit.lines(), day));
            }
        }
        return notes;
    }

    Invoice credit(Invoice original, List<InvoiceLine> lines, LocalDate day) {
        return send(
                Invoice.builder()
                        .id(newId())
                        .kind(InvoiceKind.CREDIT_NOTE)
                        .customer(original.customer())
                        .currency(original.currency())
                        .lines(lines)
                        .totals(CreditNotes.totals(corrections(original), lines))
                        .addRefersTo(original.id())
                        .build(),
                day);
    }

    Corrections corrections(Invoice document) {
        return Corrections.of(
                document,
                documents().stream()
                        .filter(other -> !other.id().equals(document.id()))
                        .toList(),
                pending());
    }

    /** The lines that bill days of {@code subscription}, on documents and waiting. */
    List<BilledLine> billed(Subscription subscription) {
        List<BilledLine> billed = new ArrayList<>();
        for (Invoice document : documents.values()) {
            for (int number = 1; number <= document.lines().size(); number++) {
                if (document.status() != InvoiceStatus.WITHDRAWN && isService(document.line(number), subscription)) {
                    billed.add(BilledLine.on(document, number));
                }
            }
        }
        for (PendingLine line : pending.values()) {
            if (isService(line.origin(), subscription)) {
                billed.add(BilledLine.waiting(line, line.fixedVat().orElseThrow()));
            }
        }
        return billed;
    }

    private static boolean isService(InvoiceLine line, Subscription subscription) {
        return isService(line.origin(), subscription);
    }

    private static boolean isService(LineOrigin origin, Subscription subscription) {
        return origin instanceof LineOrigin.Service service
                && service.subscription().equals(subscription.reference());
    }
}
