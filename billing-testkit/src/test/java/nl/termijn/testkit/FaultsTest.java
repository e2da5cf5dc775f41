package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import nl.termijn.AuditReport;
import nl.termijn.Billing;
import nl.termijn.BulkReport;
import nl.termijn.RunReport;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.Issuance;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Booking;
import nl.termijn.run.SkipReason;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import org.junit.jupiter.api.Test;

/** What fails, fails whole: faults of the store, crashes anywhere, many threads, and tampering with what was sent. */
class FaultsTest {
    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final AdministrationId SELLER = AdministrationId.of("seller");

    private final FaultyStore store = new FaultyStore(new InMemoryBillingStore());
    private final SettableClock clock =
            new SettableClock(java.time.ZoneId.of("Europe/Amsterdam"), LocalDate.of(2026, 1, 1));
    private final Billing billing =
            Billing.builder().store(store).administration("seller").clock(clock).build();

    private void customers(int count) {
        billing.open(Administration.builder()
                .id(SELLER)
                .name("Seller")
                .address(Address.builder()
                        .street("Dam 1")
                        .postalCode("1012 JS")
                        .city("Amsterdam")
                        .country("NL")
                        .build())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .build());
        for (int i = 0; i < count; i++) {
            String key = String.format(Locale.ROOT, "%04d", i);
            billing.customers()
                    .put(Customer.builder()
                            .reference(CustomerReference.of(key))
                            .name("Customer " + key)
                            .kind(BuyerKind.BUSINESS)
                            .address(Address.in("NL"))
                            .build());
            billing.subscriptions()
                    .start(Subscription.builder()
                            .reference(SubscriptionReference.of("S" + key))
                            .customer(CustomerReference.of(key))
                            .description("Hosting")
                            .cycleMonths(1)
                            .start(LocalDate.of(2026, 1, 1))
                            .unitPrice(Amounts.of("10.00", "EUR"))
                            .build());
        }
    }

    private static boolean concerns(List<Object> arguments, String customer) {
        return arguments.toString().contains("customer=" + customer);
    }

    @Test
    void a_fault_at_one_customer_costs_only_him_and_is_listed_once() {
        customers(1_000);
        store.failWhen((method, arguments) -> method.equals("save") && concerns(arguments, "0417"));
        RunReport report = billing.runs().run(JANUARY);
        assertThat(report.made()).isEqualTo(999);
        assertThat(report.drafts()).hasSize(999);
        assertThat(report.failures())
                .extracting(failure -> failure.customer().value())
                .containsExactly("0417");
        store.recover();
        assertThat(billing.runs().run(JANUARY).made()).isEqualTo(1);
        BillingLaws.check(billing);
    }

    @Test
    void a_crash_at_any_write_and_the_run_again_give_what_an_undisturbed_run_gives() {
        for (int crashAt = 0; crashAt < 12; crashAt++) {
            FaultsTest life = new FaultsTest();
            life.customers(3);
            AtomicInteger writes = new AtomicInteger();
            int wanted = crashAt;
            life.store.failWhen((method, arguments) -> writes.getAndIncrement() >= wanted);
            try {
                life.billing.runs().run(JANUARY);
            } catch (FaultyStore.Fault e) {
                // the process died there
            }
            life.store.recover();
            life.billing.runs().run(JANUARY);
            assertThat(life.billing.invoices().awaitingApproval())
                    .as("crash at write %s", crashAt)
                    .hasSize(3)
                    .allSatisfy(draft -> assertThat(draft.totals().gross().isEqualTo(Amounts.of("12.10", "EUR")))
                            .isTrue());
            BillingLaws.check(life.billing);
        }
    }

    @Test
    void two_runs_at_one_moment_make_one_invoice() throws Exception {
        customers(300);
        List<RunReport> reports = inParallel(4, i -> () -> billing.runs().run(JANUARY));
        assertThat(reports.stream().mapToInt(RunReport::made).sum()).isEqualTo(300);
        assertThat(reports.stream()
                        .mapToInt(report -> report.skipped()
                                .getOrDefault(SkipReason.ALREADY_INVOICED, List.of())
                                .size())
                        .sum())
                .isEqualTo(900);
        assertThat(billing.audit().events(0, 10_000).stream()
                        .filter(event -> event.event() instanceof BillingEvent.InvoiceDrafted))
                .hasSize(300);
        BillingLaws.check(billing);
    }

    @Test
    void numbers_have_no_gap_when_many_send_and_some_fail() throws Exception {
        customers(200);
        List<InvoiceId> drafts = billing.runs().run(JANUARY).drafts();
        Set<String> failing = Collections.synchronizedSet(new java.util.HashSet<>());
        for (int i = 9; i < 200; i += 10) {
            failing.add(drafts.get(i).value());
        }
        // after the number was taken, inside the transaction
        store.failWhen((method, arguments) -> method.equals("save")
                && arguments.get(0) instanceof List<?> values
                && !values.isEmpty()
                && values.get(0) instanceof Invoice invoice
                && invoice.issuance().isPresent()
                && failing.contains(invoice.id().value()));
        List<BulkReport<InvoiceId>> reports = inParallel(
                64,
                thread -> () -> billing.invoices()
                        .send(drafts.stream()
                                .filter(id -> drafts.indexOf(id) % 64 == thread)
                                .toList()));
        assertThat(reports.stream().mapToInt(report -> report.done().size()).sum())
                .isEqualTo(180);
        assertThat(sequences()).isEqualTo(numbers(1, 180));
        assertThat(billing.invoices().awaitingApproval()).hasSize(20);
        store.recover();
        billing.invoices()
                .send(billing.invoices().awaitingApproval().stream()
                        .map(Invoice::id)
                        .toList());
        assertThat(sequences()).isEqualTo(numbers(1, 200));
        BillingLaws.check(billing);
    }

    private List<Long> sequences() {
        List<Long> sequences = new ArrayList<>();
        for (Customer customer : billing.customers().page(Optional.empty(), 1_000)) {
            billing.invoices()
                    .ofCustomer(customer.reference())
                    .forEach(document -> document.issuance()
                            .ifPresent(
                                    issuance -> sequences.add(issuance.number().sequence())));
        }
        Collections.sort(sequences);
        return sequences;
    }

    private static List<Long> numbers(long from, long to) {
        return java.util.stream.LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static <T> List<T> inParallel(int threads, java.util.function.IntFunction<Callable<T>> work)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            futures.add(pool.submit(work.apply(i)));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        pool.shutdown();
        return results;
    }

    @Test
    void whatever_is_changed_in_a_sent_document_is_found() {
        customers(3);
        billing.invoices().send(billing.runs().run(JANUARY).drafts());
        assertThat(billing.audit().verify().isIntact()).isTrue();
        assertFound(
                AuditReport.Kind.CHANGED,
                document -> document.toBuilder().text("Other text").build());
        assertFound(
                AuditReport.Kind.CHANGED,
                document -> document.toBuilder().purchaseOrder("PO").build());
        assertFound(
                AuditReport.Kind.CHANGED,
                document -> document.toBuilder()
                        .customer(CustomerReference.of("0002"))
                        .build());
        assertFound(
                AuditReport.Kind.CHANGED,
                document -> document.toBuilder()
                        .lines(List.of(document.line(1).toBuilder()
                                .description("Other")
                                .build()))
                        .build());
        assertFound(
                AuditReport.Kind.CHANGED,
                document -> issued(document, issuance -> issuance.dueOn(LocalDate.of(2030, 1, 1))));
        assertFound(
                AuditReport.Kind.CHANGED,
                document -> issued(
                        document,
                        issuance -> issuance.customer(nl.termijn.invoice.Party.builder()
                                .name("Somebody else")
                                .address(Address.in("NL"))
                                .build())));
        assertFound(
                AuditReport.Kind.BROKEN_CHAIN, document -> issued(document, issuance -> issuance.previousHash("0000")));
        assertFound(
                AuditReport.Kind.MISSING,
                document -> issued(
                        document,
                        issuance -> issuance.number(new DocumentNumber(
                                "2026-00009",
                                document.issuance().orElseThrow().number().series(),
                                9))));
    }

    private static Invoice issued(Invoice document, UnaryOperator<Issuance.Builder> change) {
        return document.toBuilder()
                .issuance(change.apply(document.issuance().orElseThrow().toBuilder())
                        .build())
                .build();
    }

    /** Changes the second document behind the library's back, looks for the problem, and puts it back. */
    private void assertFound(AuditReport.Kind kind, UnaryOperator<Invoice> tamper) {
        Invoice document = billing.invoices().findByNumber("2026-00002").orElseThrow();
        Invoice tampered = overwrite(tamper.apply(document));
        assertThat(billing.audit().verify().problems())
                .extracting(AuditReport.Problem::kind)
                .contains(kind);
        store.inTransaction(SELLER, unit -> {
            unit.invoices().delete(tampered);
            return unit.invoices().save(List.of(document.toBuilder().version(0).build()));
        });
    }

    private Invoice overwrite(Invoice tampered) {
        return store.inTransaction(
                SELLER, unit -> unit.invoices().save(List.of(tampered)).get(0));
    }

    @Test
    void nothing_done_in_one_administration_changes_a_read_of_another() {
        customers(2);
        billing.invoices().send(billing.runs().run(JANUARY).drafts());
        String before = digest();
        Billing other = Billing.builder()
                .store(store)
                .administration("other")
                .clock(clock)
                .build();
        other.open(Administration.builder()
                .id(AdministrationId.of("other"))
                .name("Other")
                .address(Address.builder()
                        .street("Dam 1")
                        .postalCode("1012 JS")
                        .city("Amsterdam")
                        .country("NL")
                        .build())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .build());
        other.customers()
                .put(Customer.builder()
                        .reference(CustomerReference.of("0001"))
                        .name("Of the other")
                        .kind(BuyerKind.CONSUMER)
                        .address(Address.in("NL"))
                        .build());
        other.payments().receive(CustomerReference.of("0001"), Amounts.of("5.00", "EUR"), Booking.BY_HAND);
        other.runs().run(JANUARY);
        assertThat(digest()).isEqualTo(before);
        assertThat(other.invoices().findByNumber("2026-00001")).isEmpty();
    }

    private String digest() {
        StringBuilder digest = new StringBuilder();
        billing.audit().events(0, 10_000).forEach(digest::append);
        billing.customers()
                .page(Optional.empty(), 100)
                .forEach(customer -> digest.append(customer)
                        .append(billing.invoices().ofCustomer(customer.reference()))
                        .append(billing.payments().balance(customer.reference())));
        return digest.toString();
    }
}
