package nl.termijn;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.UnreadableException;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceList;
import nl.termijn.price.PriceSource;
import nl.termijn.receivable.ItemId;
import nl.termijn.run.BillingPlanner;
import nl.termijn.store.BillingStore;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.NumberSeries;
import nl.termijn.store.UnitOfWork;
import nl.termijn.store.Unreadable;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.VatRules;
import org.jspecify.annotations.Nullable;

/** What all services of one administration share: where to work, what time it is, who acts. */
record Session(
        BillingStore store,
        AdministrationId administrationId,
        Clock clock,
        IdGenerator ids,
        VatRules vatRules,
        ExchangeRates exchangeRates,
        PriceCache prices,
        PaymentAdvisor paymentAdvisor,
        String actor,
        boolean isDryRun) {

    /** One transaction, with the administration and the events of the work. */
    final class Work {
        private @Nullable List<NumberSeries> series;
        private final UnitOfWork unit;
        private final Administration administration;
        private final LocalDate today;
        private final List<BillingEvent> events = new ArrayList<>();
        private final Map<CustomerReference, String> leftOut = new TreeMap<>();

        private Work(UnitOfWork unit, Administration administration) {
            this.unit = unit;
            this.administration = administration;
            this.today = LocalDate.ofInstant(clock.instant(), administration.timeZone());
        }

        UnitOfWork unit() {
            return unit;
        }

        Administration administration() {
            return administration;
        }

        /** The day in the administration's zone. */
        LocalDate today() {
            return today;
        }

        Session session() {
            return Session.this;
        }

        /** Customers of whom something cannot be read, and who were left out of what was read of many. */
        Map<CustomerReference, String> leftOut() {
            Map<CustomerReference, String> customers = new TreeMap<>(leftOut);
            unit.unreadable()
                    .forEach(row -> row.customer().ifPresent(whose -> customers.putIfAbsent(whose, row.message())));
            return customers;
        }

        /** Goes on without {@code customer}. */
        void leaveOut(CustomerReference customer, UnreadableException why) {
            leftOut.putIfAbsent(customer, String.valueOf(why.getMessage()));
        }

        void happened(BillingEvent event) {
            events.add(event);
        }

        void happened(Collection<? extends BillingEvent> several) {
            events.addAll(several);
        }

        /** What counts for {@code customer} today. */
        EffectiveSettings settings(Customer customer) {
            return EffectiveSettings.of(administration, customer, today);
        }

        BillingPlanner planner() {
            return new BillingPlanner(administration, vatRules, prices());
        }

        /** A planner to be used after this work, and in no other, with the price list as it is now. */
        BillingPlanner lastingPlanner() {
            return new BillingPlanner(administration, vatRules, lastingPrices());
        }

        /** Prices as they are in this work. */
        PriceSource prices() {
            return new Prices(this::priceList, unit.subscriptions()::ofCustomer);
        }

        /** Prices to be used after this work, and in no other. */
        PriceSource lastingPrices() {
            PriceList list = priceList();
            return new Prices(
                    () -> list,
                    customer -> work(work -> work.unit.subscriptions().ofCustomer(customer)));
        }

        /** The price list as it was when this work began. */
        PriceList priceList() {
            return Session.this.prices.of(
                    administration.version(),
                    () -> PriceList.of(unit.catalogue(CatalogueKind.PRICES).startingWith(""))
                            .without(unit.unreadable().stream()
                                    .filter(row -> row.kind().equals(CatalogueKind.PRICES.name()))
                                    .collect(Collectors.toMap(Unreadable::reference, Unreadable::message))));
        }

        Customer customer(CustomerReference reference) {
            return unit.customers()
                    .find(reference)
                    .orElseThrow(() -> new NotFoundException("customer", reference.value()));
        }

        /** The customer, with whom something new is to be done. */
        Customer activeCustomer(CustomerReference reference) {
            Customer customer = customer(reference);
            refuseErased(customer);
            return customer;
        }

        /** Refuses a customer with whom nothing more is done. */
        static void refuseErased(Customer customer) {
            customer.erasedOn().ifPresent(day -> {
                throw new NotAllowedException(
                        NotAllowedException.Reason.ERASED,
                        customer.reference().value(),
                        "Customer " + customer.reference() + " was erased on " + day
                                + ": use a new reference for a customer who comes back.");
            });
        }

        /** The customers of {@code documents}, read at once. */
        Map<CustomerReference, Customer> customersOf(List<Invoice> documents) {
            return customersOf(documents, Invoice::customer);
        }

        /** The customers of {@code values}, read at once. */
        <T> Map<CustomerReference, Customer> customersOf(List<T> values, Function<T, CustomerReference> payer) {
            Map<CustomerReference, Customer> found = new HashMap<>();
            unit.customers()
                    .find(values.stream().map(payer).distinct().toList())
                    .forEach(customer -> found.put(customer.reference(), customer));
            return found;
        }

        /** What a customer owes less what he is owed. */
        BigDecimal balance(CustomerReference reference) {
            return unit.ledger().openOf(reference).stream()
                    .map(item -> Amounts.decimal(item.open()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        Subscription subscription(SubscriptionReference reference) {
            return unit.subscriptions()
                    .find(reference)
                    .orElseThrow(() -> new NotFoundException("subscription", reference.value()));
        }

        Invoice invoice(InvoiceId id) {
            return unit.invoices().find(id).orElseThrow(() -> new NotFoundException("invoice", id.value()));
        }

        /** Documents in the order of {@code ids}, which are different. */
        List<Invoice> invoices(List<InvoiceId> ids) {
            Map<InvoiceId, Invoice> found = new HashMap<>();
            unit.invoices().find(ids).forEach(invoice -> found.put(invoice.id(), invoice));
            return ids.stream()
                    .map(id -> Optional.ofNullable(found.get(id))
                            .or(() -> unit.invoices().find(id))
                            .orElseThrow(() -> new NotFoundException("invoice", id.value())))
                    .toList();
        }

        /** The series as they were when the unit of work first asked. */
        List<NumberSeries> series() {
            if (series == null) {
                series = unit.invoices().series();
            }
            return series;
        }

        Corrections corrections(Invoice invoice) {
            return corrections(invoice, other -> true);
        }

        /** The correction rules of {@code invoice} as far as the documents that {@code counts} says go. */
        Corrections corrections(Invoice invoice, Predicate<Invoice> counts) {
            Map<InvoiceId, Invoice> documents = new LinkedHashMap<>();
            Map<PendingLineReference, PendingLine> waiting = new LinkedHashMap<>();
            Set<InvoiceId> asked = new HashSet<>();
            related(invoice.id(), documents, waiting, asked);
            // where changes at once meet the document: what they corrected, and what was credited of them
            Corrections.changedBy(invoice).forEach(id -> related(id, documents, waiting, asked));
            List.copyOf(documents.values()).stream()
                    .filter(other -> !Corrections.changedBy(other).isEmpty())
                    .forEach(other -> related(other.id(), documents, waiting, asked));
            return Corrections.of(
                    invoice, documents.values().stream().filter(counts).toList(), List.copyOf(waiting.values()));
        }

        private void related(
                InvoiceId id,
                Map<InvoiceId, Invoice> documents,
                Map<PendingLineReference, PendingLine> waiting,
                Set<InvoiceId> asked) {
            if (asked.add(id)) {
                unit.invoices().correcting(id).forEach(other -> documents.put(other.id(), other));
                unit.pendingLines().waitingCorrections(id).forEach(line -> waiting.put(line.reference(), line));
            }
        }
    }

    <T> T work(Function<Work, T> task) {
        return store.inTransaction(administrationId, unit -> {
            Administration administration = unit.administration()
                    .orElseThrow(() -> new NotFoundException("administration", administrationId.value()));
            Work work = new Work(BoundedUnit.of(unit), administration);
            T result = task.apply(work);
            if (!work.events.isEmpty()) {
                unit.events().append(clock.instant(), actor, work.events);
            }
            return result;
        });
    }

    InvoiceId newInvoiceId() {
        return InvoiceId.of(ids.next());
    }

    ItemId newItemId() {
        return ItemId.of(ids.next());
    }

    PendingLineReference newPendingLineReference() {
        return PendingLineReference.of(ids.next());
    }
}
