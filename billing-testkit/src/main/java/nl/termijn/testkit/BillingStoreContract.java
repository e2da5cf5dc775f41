package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.ApprovalRules;
import nl.termijn.administration.Brand;
import nl.termijn.administration.CreditLimit;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.LineGroup;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
import nl.termijn.administration.ProductDiscounts;
import nl.termijn.administration.SettingsAhead;
import nl.termijn.administration.UnpaidRenewal;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.error.ConflictException;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.invoice.AwaitedChange;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LedgerExport;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.RequestForPayment;
import nl.termijn.money.Amounts;
import nl.termijn.period.Cycle;
import nl.termijn.period.DateRange;
import nl.termijn.price.PriceAction;
import nl.termijn.price.PriceRow;
import nl.termijn.price.Tariff;
import nl.termijn.receivable.Allocation;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.run.BillingAccount;
import nl.termijn.store.BillingStore;
import nl.termijn.store.Catalogue;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.Customers;
import nl.termijn.store.NumberSeries;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.OutboxSubject;
import nl.termijn.store.UnitOfWork;
import nl.termijn.subscription.ContractTerm;
import nl.termijn.subscription.LineLabels;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BillingStore} must do: the specification of the storage SPI. Extend it, answer an empty store, and all
 * of it must pass.
 *
 * <pre>
 * class MyStoreTest extends BillingStoreContract {
 *     &#64;Override
 *     protected BillingStore newStore() {
 *         return new MyStore(...);
 *     }
 * }
 * </pre>
 */
public abstract class BillingStoreContract {
    private static final AdministrationId ONE = AdministrationId.of("one");
    private static final AdministrationId OTHER = AdministrationId.of("other");
    private static final CustomerReference K = CustomerReference.of("K");
    private static final SubscriptionReference S = SubscriptionReference.of("S");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final YearMonth MONTH = YearMonth.of(2026, 2);
    private static final Instant NOW = Instant.parse("2026-02-01T10:00:00Z");

    private BillingStore store;

    /** For a test class that extends this. */
    @SuppressWarnings("NullAway.Init") // made before each test
    protected BillingStoreContract() {}

    /** An empty store. */
    protected abstract BillingStore newStore();

    /** Makes the store. */
    @BeforeEach
    final void openStore() {
        store = newStore();
        for (AdministrationId id : List.of(ONE, OTHER)) {
            store.inTransaction(id, unit -> unit.save(administration(id)));
        }
    }

    private <T> T in(AdministrationId id, Function<UnitOfWork, T> work) {
        return store.inTransaction(id, work);
    }

    private <T> T read(Function<UnitOfWork, T> work) {
        return in(ONE, work);
    }

    private <T> List<T> list(Function<UnitOfWork, List<T>> work) {
        return in(ONE, work);
    }

    private <T> Optional<T> found(Function<UnitOfWork, Optional<T>> work) {
        return in(ONE, work);
    }

    private long number(Function<UnitOfWork, Long> work) {
        return in(ONE, work);
    }

    private void write(Consumer<UnitOfWork> work) {
        in(ONE, unit -> {
            work.accept(unit);
            return true;
        });
    }

    private static Administration administration(AdministrationId id) {
        return Administration.builder()
                .id(id)
                .name("Seller " + id)
                .address(Address.builder()
                        .street("Dam 1")
                        .postalCode("1012 JS")
                        .city("Amsterdam")
                        .country("NL")
                        .build())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .addBrands(Brand.builder().code("budget").name("Budget").build())
                .addGroup(group())
                .build();
    }

    private static CustomerGroup group() {
        return CustomerGroup.builder()
                .code("G")
                .name("Group")
                .paymentTerm(PaymentTerm.endOfMonthPlus(7))
                .approval(ApprovalRules.builder().fourEyes(true).build())
                .build();
    }

    private static Customer customer(String reference) {
        return Customer.builder()
                .reference(CustomerReference.of(reference))
                .name("Name of " + reference)
                .kind(BuyerKind.BUSINESS)
                .address(Address.in("NL"))
                .group("G")
                .interimLines(Policies.InterimLines.WITH_SCHEDULE)
                .addAhead(SettingsAhead.builder()
                        .since(DAY.plusYears(1))
                        .paymentTerm(PaymentTerm.days(30))
                        .creditLimit(CreditLimit.of(Amounts.of("99.00", "EUR"), CreditLimit.Excess.WARN))
                        .build())
                .productDiscounts(new ProductDiscounts(
                        List.of(new ProductDiscounts.Group("domains", Set.of("nl", "com"), BigDecimal.ZERO))))
                .lineGroup(LineGroup.DOMAIN)
                .brand("budget")
                .unpaidRenewal(UnpaidRenewal.RENEW)
                .creditLimit(CreditLimit.of(Amounts.of("500.00", "EUR"), CreditLimit.Excess.PAY_FIRST))
                .schedule(InvoiceSchedule.every(3, 2))
                .approval(ApprovalRules.builder().zeroTotal(false).build())
                .build();
    }

    private static Subscription subscription(String reference) {
        return Subscription.builder()
                .reference(SubscriptionReference.of(reference))
                .customer(K)
                .description("Hosting")
                .labels(LineLabels.domain("example.nl"))
                .registryDays(10)
                .coupon("LENTE26")
                .firstPeriod(PriceAction.TRANSFER)
                .parent(SubscriptionReference.of("parent"))
                .cycleMonths(1)
                .start(DAY)
                .unitPrice(Amounts.of("10.0045", "EUR"))
                .contract(new ContractTerm(12, 1))
                .takenOver(DAY)
                .end(DAY.plusYears(1))
                .successor(SubscriptionReference.of("S-next"))
                .build();
    }

    private static PendingLine pending(String reference) {
        return PendingLine.builder()
                .reference(PendingLineReference.of(reference))
                .customer(K)
                .date(DAY)
                .description("Hours")
                .labels(LineLabels.endCustomer("Bakery"))
                .unitPrice(Amounts.of("85.00", "EUR"))
                .build();
    }

    private static final VatTreatment S21 =
            new VatTreatment(VatCategory.S, BigDecimal.valueOf(21), "NL", VatReason.DOMESTIC);

    private static InvoiceLine line(LineOrigin origin, Optional<DateRange> days) {
        return pending("line").toInvoiceLine(S21).toBuilder()
                .pendingLine(Optional.empty())
                .origin(origin)
                .days(days)
                .build();
    }

    private static InvoiceLine service(LocalDate from, LocalDate to) {
        return line(
                new LineOrigin.Service(
                        S, Cycle.of(DAY, 1), 0, 0, 1, to, LineOrigin.Service.Cause.DUE, 0, Optional.empty()),
                Optional.of(DateRange.of(from, to)));
    }

    private static Invoice draft(String id, InvoiceLine... lines) {
        List<InvoiceLine> all =
                lines.length == 0 ? List.of(line(new LineOrigin.Entered(), Optional.empty())) : List.of(lines);
        return Invoice.builder()
                .id(InvoiceId.of(id))
                .customer(K)
                .currency(Amounts.of("0.00", "EUR").getCurrency())
                .runMonth(MONTH)
                .lines(all)
                .totals(InvoiceTotals.of(all, Amounts.of("0.00", "EUR").getCurrency()))
                .text("Thanks")
                .madeBy("jan")
                .request(new RequestForPayment(
                        Amounts.of("121.00", "EUR"),
                        DAY,
                        DAY.plusDays(14),
                        "piet",
                        Optional.of(new AwaitedChange(
                                SubscriptionReference.of("S-1"),
                                TermsChange.builder()
                                        .effectiveFrom(DAY)
                                        .effect(TermsChange.Effect.AT_ONCE)
                                        .unitPrice(Amounts.of("20.00", "EUR"))
                                        .build()))))
                .build();
    }

    private static Invoice sent(Invoice draft, long sequence) {
        Party party = Party.builder().name("Name").address(Address.in("NL")).build();
        return draft.toBuilder()
                .request(Optional.empty())
                .issuance(Issuance.builder()
                        .number(new DocumentNumber("2026-" + sequence, "series", sequence))
                        .issuedOn(DAY)
                        .dueOn(DAY.plusDays(14))
                        .seller(party)
                        .customer(party)
                        .language(java.util.Locale.forLanguageTag("nl"))
                        .lineGroup(LineGroup.END_CUSTOMER)
                        .brand("budget")
                        .salt("salt")
                        .personalHash("")
                        .previousHash("")
                        .hash("hash" + sequence)
                        .build())
                .build();
    }

    private static OpenItem item(String id, String amount, LocalDate due) {
        return OpenItem.builder()
                .id(ItemId.of(id))
                .kind(OpenItem.Kind.INVOICE)
                .customer(K)
                .number(id)
                .date(DAY)
                .dueOn(due)
                .amount(Amounts.of(amount, "EUR"))
                .open(Amounts.of(amount, "EUR"))
                .build();
    }

    private Invoice save(Invoice invoice) {
        return read(unit -> unit.invoices().save(List.of(invoice)).get(0));
    }

    private static List<String> ids(List<Invoice> invoices) {
        return invoices.stream().map(invoice -> invoice.id().value()).toList();
    }

    @Test
    void what_is_saved_is_read_back_equal_with_its_next_version() {
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.subscriptions().save(List.of(subscription("S")));
            unit.pendingLines().add(List.of(pending("P")));
            unit.ledger().save(List.of(item("I", "12.10", DAY)));
        });
        Invoice saved = save(draft("D"));
        assertThat(found(unit -> unit.customers().find(K)))
                .contains(customer("K").toBuilder().version(1).build());
        assertThat(found(unit -> unit.subscriptions().find(S)))
                .contains(subscription("S").toBuilder().version(1).build());
        assertThat(found(unit -> unit.pendingLines().find(PendingLineReference.of("P"))))
                .get()
                .extracting(found -> found.toBuilder().entered(0).build())
                .isEqualTo(pending("P"));
        assertThat(saved).isEqualTo(draft("D").toBuilder().version(1).build());
        assertThat(found(unit -> unit.invoices().find(saved.id()))).contains(saved);
        assertThat(found(unit -> unit.ledger().find(ItemId.of("I"))))
                .contains(item("I", "12.10", DAY).toBuilder().version(1).build());
        assertThat(store.administrations()).containsExactly(ONE, OTHER);
        assertThat(found(UnitOfWork::administration))
                .map(Administration::version)
                .contains(1L);
    }

    @Test
    void what_somebody_else_changed_is_not_overwritten() {
        write(unit -> unit.customers().save(customer("K")));
        Customer first = read(unit -> unit.customers().find(K)).orElseThrow();
        write(unit -> unit.customers().save(first.toBuilder().name("Newer").build()));
        assertConflict(
                unit -> unit.customers().save(first.toBuilder().name("Stale").build()));
        assertConflict(unit -> unit.customers().save(customer("K")));
        write(unit -> unit.subscriptions().save(List.of(subscription("S"))));
        assertConflict(unit -> unit.subscriptions().save(List.of(subscription("S"))));
        Invoice draft = save(draft("D"));
        save(draft.toBuilder().text("Newer").build());
        assertConflict(unit -> unit.invoices().save(List.of(draft)));
        assertConflict(unit -> unit.invoices().delete(draft));
        write(unit -> unit.ledger().save(List.of(item("I", "1.00", DAY))));
        assertConflict(unit -> unit.ledger().save(List.of(item("I", "2.00", DAY))));
        assertConflict(unit -> unit.save(administration(ONE)));
        write(unit -> unit.pendingLines().add(List.of(pending("P"))));
        assertConflict(unit -> unit.pendingLines().add(List.of(pending("P"))));
        assertThat(found(unit -> unit.customers().find(K))).map(Customer::name).contains("Newer");
    }

    private void assertConflict(Consumer<UnitOfWork> work) {
        assertThatThrownBy(() -> write(work)).isInstanceOf(ConflictException.class);
    }

    @Test
    void many_are_found_at_once_in_their_order_whatever_the_order_asked() {
        write(unit -> {
            unit.customers().save(customer("A"));
            unit.customers().save(customer("B"));
            unit.customers().save(customer("K"));
            unit.invoices().save(List.of(draft("D1", service(DAY, DAY.plusDays(1))), draft("D2")));
            unit.ledger().save(List.of(item("I1", "1.00", DAY), item("I2", "2.00", DAY)));
        });
        assertThat(list(unit -> unit.customers()
                        .find(Stream.of("B", "none", "A")
                                .map(CustomerReference::of)
                                .toList())))
                .extracting(found -> found.reference().value())
                .containsExactly("A", "B");
        assertThat(ids(list(unit -> unit.invoices()
                        .find(Stream.of("D2", "none", "D1").map(InvoiceId::of).toList()))))
                .containsExactly("D1", "D2");
        assertThat(list(unit -> unit.ledger()
                        .find(Stream.of("I2", "none", "I1").map(ItemId::of).toList())))
                .extracting(found -> found.id().value())
                .containsExactly("I1", "I2");
        assertThat(list(unit -> unit.invoices().find(List.of()))).isEmpty();
    }

    @Test
    void many_changed_at_once_are_all_saved_or_none_when_one_was_changed_by_somebody_else() {
        List<SubscriptionReference> three =
                Stream.of("S1", "S2", "S3").map(SubscriptionReference::of).toList();
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.subscriptions()
                    .save(three.stream().map(each -> subscription(each.value())).toList());
        });
        List<Subscription> read = list(unit -> unit.subscriptions().ofCustomer(K));
        write(unit -> unit.subscriptions()
                .save(unit.subscriptions().ofCustomer(K).stream()
                        .<Subscription>map(each -> each.toBuilder()
                                .billedThrough(DAY.plusMonths(1))
                                .quantity(
                                        each.reference().equals(three.get(1)) ? new BigDecimal("2.5") : each.quantity())
                                .build())
                        .toList()));
        List<Subscription> changed = list(unit -> unit.subscriptions().ofCustomer(K));
        assertThat(changed).extracting(Subscription::billedThrough).containsOnly(DAY.plusMonths(1));
        assertThat(changed.get(1).quantity()).isEqualByComparingTo("2.5");
        assertThat(changed).extracting(Subscription::version).containsOnly(2L);
        // two of the three are as they were read, the last is not
        assertConflict(unit -> unit.subscriptions()
                .save(Stream.of(changed.get(0), changed.get(1), read.get(2))
                        .<Subscription>map(
                                each -> each.toBuilder().description("lost").build())
                        .toList()));
        assertThat(list(unit -> unit.subscriptions().ofCustomer(K))).isEqualTo(changed);
    }

    @Test
    void lines_of_a_customer_are_all_his_billed_ones_too_and_his_claimed_runs_are_told() {
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.pendingLines().add(List.of(pending("Z"), pending("A")));
            unit.invoices().claimRun(List.of(K), MONTH.plusMonths(1));
            unit.invoices().claimRun(List.of(K), MONTH);
            unit.invoices().claimRun(List.of(K), MONTH.plusMonths(2));
            unit.invoices().releaseRun(K, MONTH.plusMonths(2));
        });
        write(unit -> unit.pendingLines()
                .save(List.of(unit.pendingLines().find(PendingLineReference.of("Z")).orElseThrow().toBuilder()
                        .billed(true)
                        .build())));
        write(unit -> {
            assertThat(unit.pendingLines().ofCustomer(K))
                    .extracting(line -> line.reference().value())
                    .containsExactly("Z", "A");
            assertThat(unit.pendingLines().waiting(K)).hasSize(1);
            assertThat(unit.invoices().claimedRuns(K)).containsExactly(MONTH, MONTH.plusMonths(1));
            unit.pendingLines().remove(List.of(PendingLineReference.of("A")));
            assertThat(unit.pendingLines().ofCustomer(K)).hasSize(1);
        });
    }

    @Test
    void a_failing_unit_of_work_leaves_nothing_behind() {
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.pendingLines().add(List.of(pending("P")));
        });
        Invoice kept = save(draft("kept"));
        Invoice other = save(draft("other"));
        IllegalStateException fault = new IllegalStateException("on purpose");
        assertThatThrownBy(() -> write(unit -> {
                    unit.customers().save(customer("L"));
                    unit.subscriptions().save(List.of(subscription("S")));
                    unit.pendingLines().add(List.of(pending("Q")));
                    unit.pendingLines().remove(List.of(PendingLineReference.of("P")));
                    unit.invoices().save(List.of(sent(draft("new", service(DAY, DAY.plusDays(3))), 1)));
                    unit.invoices().claimRun(List.of(K), MONTH);
                    unit.invoices().save(new NumberSeries("series", 1, "h", Optional.of(DAY)));
                    unit.invoices().save(List.of(draft("D")));
                    unit.ledger().save(List.of(item("owed", "1.00", DAY), item("credit", "-1.00", DAY)));
                    unit.ledger().saveAllocations(List.of(allocation("A")));
                    unit.outbox().add(List.of(entry("O")));
                    unit.outbox().archive(kept.id(), "sha");
                    unit.events().append(NOW, "me", List.of(event()));
                    unit.invoices().delete(other);
                    throw fault;
                }))
                .isSameAs(fault);
        write(unit -> {
            assertThat(unit.customers().count()).isEqualTo(1);
            assertThat(unit.subscriptions().ofCustomer(K)).isEmpty();
            assertThat(unit.pendingLines().waiting(K))
                    .extracting(PendingLine::reference)
                    .containsExactly(PendingLineReference.of("P"));
            assertThat(ids(unit.invoices().ofCustomer(K))).containsExactly("kept", "other");
            assertThat(ids(unit.invoices().drafts(Optional.empty(), 10))).containsExactly("kept", "other");
            assertThat(unit.invoices().findByNumber("2026-1")).isEmpty();
            assertThat(unit.invoices().billingDays(S, DAY)).isEmpty();
            assertThat(unit.invoices().unexported(Optional.empty(), 10)).isEmpty();
            assertThat(unit.invoices().series()).isEmpty();
            unit.invoices().claimRun(List.of(K), MONTH);
            assertThat(unit.ledger().ofCustomer(K)).isEmpty();
            assertThat(unit.ledger().owed(Optional.empty(), 10)).isEmpty();
            assertThat(unit.ledger().allocationsOf(K)).isEmpty();
            assertThat(unit.outbox().find("O")).isEmpty();
            assertThat(unit.outbox().archived(kept.id())).isEmpty();
            assertThat(unit.events().read(0, 10)).isEmpty();
        });
    }

    @Test
    void administrations_never_see_each_other() {
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.subscriptions().save(List.of(subscription("S")));
            unit.pendingLines().add(List.of(pending("P")));
            unit.invoices().save(List.of(sent(draft("D"), 1)));
            unit.invoices().claimRun(List.of(K), MONTH);
            unit.invoices().save(new NumberSeries("series", 1, "h", Optional.of(DAY)));
            unit.ledger().save(List.of(item("I", "1.00", DAY)));
            unit.outbox().add(List.of(entry("O")));
            unit.events().append(NOW, "me", List.of(event()));
        });
        in(OTHER, unit -> {
            assertThat(unit.customers().find(K)).isEmpty();
            assertThat(unit.customers().account(K, Set.of(MONTH))).isEmpty();
            assertThat(unit.subscriptions().find(S)).isEmpty();
            assertThat(unit.pendingLines().find(PendingLineReference.of("P"))).isEmpty();
            assertThat(unit.invoices().find(InvoiceId.of("D"))).isEmpty();
            assertThat(unit.invoices().findByNumber("2026-1")).isEmpty();
            assertThat(unit.invoices().lockSeries("series")).isEmpty();
            assertThat(unit.invoices().search("2026", 10)).isEmpty();
            assertThat(unit.ledger().find(ItemId.of("I"))).isEmpty();
            assertThat(unit.outbox().due(DeliveryChannel.MAIL, NOW, 10)).isEmpty();
            assertThat(unit.events().read(0, 10)).isEmpty();
            // the same keys are free there
            unit.customers().save(customer("K"));
            unit.invoices().save(List.of(sent(draft("D"), 1)));
            unit.invoices().claimRun(List.of(K), MONTH);
            return true;
        });
    }

    @Test
    void customers_are_paged_by_reference_and_searched_by_part_of_name_or_reference() {
        write(unit ->
                List.of("C", "A", "D", "B").forEach(key -> unit.customers().save(customer(key))));
        assertThat(list(unit -> unit.customers().page(Optional.empty(), 2)))
                .extracting(found -> found.reference().value())
                .containsExactly("A", "B");
        assertThat(list(unit -> unit.customers().page(Optional.of(CustomerReference.of("B")), 9)))
                .extracting(found -> found.reference().value())
                .containsExactly("C", "D");
        assertThat(list(unit -> unit.customers().search("NAME OF c", 9)))
                .extracting(found -> found.reference().value())
                .containsExactly("C");
        assertThat(number(unit -> unit.customers().count())).isEqualTo(4);
    }

    @Test
    void a_billing_account_holds_what_a_run_needs_and_no_more() {
        Subscription finished = subscription("F").toBuilder()
                .end(DAY.plusDays(5))
                .billedThrough(DAY.plusDays(5))
                .build();
        PendingLine billed = pending("billed").toBuilder().billed(true).build();
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.customers().save(customer("L"));
            unit.subscriptions().save(List.of(subscription("S"), finished));
            unit.pendingLines().add(List.of(pending("second"), pending("first"), billed));
            unit.invoices().claimRun(List.of(K), MONTH);
        });
        BillingAccount account = read(unit -> unit.customers().account(K, Set.of(MONTH, MONTH.plusMonths(1))))
                .orElseThrow();
        assertThat(account.subscriptions()).extracting(Subscription::reference).containsExactly(S);
        assertThat(account.pendingLines())
                .extracting(found -> found.reference().value())
                .containsExactly("second", "first");
        assertThat(account.invoicedMonths()).containsExactly(MONTH);
        assertThat(list(unit -> unit.customers().accounts(Optional.of(K), 9, Set.of(MONTH))))
                .extracting(found -> found.customer().reference().value())
                .containsExactly("L");
    }

    @Test
    void a_run_claims_chunk_after_chunk_and_misses_nobody() {
        write(unit ->
                List.of("C", "A", "D", "B").forEach(key -> unit.customers().save(customer(key))));
        List<String> seen = new ArrayList<>();
        Optional<CustomerReference> after = Optional.empty();
        while (seen.size() < 4) {
            Optional<CustomerReference> last = after;
            Customers.Claim claim = read(unit -> unit.customers().claim(last, 3, Set.of(MONTH)));
            assertThat(claim.held()).as("nobody else is at work").isEmpty();
            claim.accounts()
                    .forEach(account -> seen.add(account.customer().reference().value()));
            after = Optional.of(CustomerReference.of(seen.get(seen.size() - 1)));
        }
        assertThat(seen).containsExactly("A", "B", "C", "D");
        Optional<CustomerReference> end = after;
        assertThat(read(unit -> unit.customers().claim(end, 3, Set.of(MONTH))).accounts())
                .isEmpty();
    }

    @Test
    void a_subscription_billed_to_its_end_comes_back_when_a_waiting_line_names_it() {
        Subscription finished = subscription("S").toBuilder()
                .end(DAY.plusDays(5))
                .billedThrough(DAY.plusDays(5))
                .build();
        PendingLine change =
                pending("P").toBuilder().origin(new LineOrigin.SetUpFee(S)).build();
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.subscriptions().save(List.of(finished));
            unit.pendingLines().add(List.of(change));
        });
        assertThat(found(unit -> unit.customers().account(K, Set.of()))
                        .orElseThrow()
                        .subscriptions())
                .extracting(Subscription::reference)
                .containsExactly(S);
        assertThat(list(unit -> unit.subscriptions().page(Optional.empty(), 9))).hasSize(1);
    }

    @Test
    void pending_lines_wait_in_the_order_of_entry_until_billed_and_again_when_given_back() {
        write(unit -> unit.customers().save(customer("K")));
        write(unit -> unit.pendingLines().add(List.of(pending("Z"), pending("A"))));
        PendingLine z = read(unit -> unit.pendingLines().find(PendingLineReference.of("Z")))
                .orElseThrow();
        write(unit ->
                unit.pendingLines().save(List.of(z.toBuilder().billed(true).build())));
        assertThat(list(unit -> unit.pendingLines().waiting(K)))
                .extracting(found -> found.reference().value())
                .containsExactly("A");
        write(unit -> unit.pendingLines().save(List.of(z)));
        assertThat(list(unit -> unit.pendingLines().waiting(K)))
                .extracting(found -> found.reference().value())
                .containsExactly("Z", "A");
        write(unit -> unit.pendingLines().remove(List.of(z.reference())));
        assertThat(found(unit -> unit.pendingLines().find(z.reference()))).isEmpty();
    }

    @Test
    void waiting_lines_are_found_by_days_of_a_subscription_and_by_the_invoice_they_correct() {
        write(unit -> unit.customers().save(customer("K")));
        InvoiceId original = InvoiceId.of("original");
        PendingLine change = pending("change").toBuilder()
                .days(DateRange.of(DAY, DAY.plusDays(10)))
                .origin(service(DAY, DAY.plusDays(10)).origin())
                .build();
        PendingLine credit = pending("credit").toBuilder()
                .origin(new LineOrigin.Credit(
                        new LineReference(original, 1), Optional.empty(), LineOrigin.Credit.Basis.EARLY_END))
                .build();
        write(unit -> unit.pendingLines().add(List.of(change, credit)));
        write(unit -> {
            assertThat(unit.pendingLines().waitingForDays(S, DAY.plusDays(9))).hasSize(1);
            assertThat(unit.pendingLines().waitingForDays(S, DAY.plusDays(10))).isEmpty();
            assertThat(unit.pendingLines().waitingCorrections(original))
                    .extracting(found -> found.reference().value())
                    .containsExactly("credit");
        });
    }

    @Test
    void documents_are_found_by_number_days_series_and_what_they_correct() {
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.subscriptions().save(List.of(subscription("S")));
        });
        LocalDate to = DAY.plusDays(28);
        save(sent(draft("I1", service(DAY, to)), 1));
        Invoice exported = save(sent(draft("I2"), 2));
        save(exported.toBuilder().export(new LedgerExport("books", DAY)).build());
        Invoice note = draft(
                        "N",
                        line(
                                new LineOrigin.Credit(
                                        new LineReference(InvoiceId.of("I1"), 1),
                                        Optional.of(S),
                                        LineOrigin.Credit.Basis.WHOLE),
                                Optional.empty()))
                .toBuilder()
                .kind(InvoiceKind.CREDIT_NOTE)
                .addRefersTo(InvoiceId.of("I2"))
                .build();
        save(note);
        write(unit -> {
            assertThat(unit.invoices().findByNumber("2026-2")).map(Invoice::id).contains(InvoiceId.of("I2"));
            assertThat(ids(unit.invoices().billingDays(S, to.minusDays(1)))).containsExactly("I1");
            assertThat(unit.invoices().billingDays(S, to)).isEmpty();
            assertThat(ids(unit.invoices().ofSeries("series", 0, 9))).containsExactly("I1", "I2");
            assertThat(ids(unit.invoices().ofSeries("series", 1, 9))).containsExactly("I2");
            assertThat(ids(unit.invoices().unexported(Optional.empty(), 9))).containsExactly("I1");
            assertThat(ids(unit.invoices().correcting(InvoiceId.of("I1")))).containsExactly("N");
            assertThat(ids(unit.invoices().correcting(InvoiceId.of("I2")))).containsExactly("N");
            assertThat(ids(unit.invoices().search("026-", 9))).containsExactly("I2", "I1");
            assertThat(ids(unit.invoices().drafts(Optional.empty(), 9))).containsExactly("N");
            assertThat(ids(unit.invoices().ofCustomer(K))).containsExactly("I1", "I2", "N");
        });
        assertConflict(unit -> unit.invoices().save(List.of(sent(draft("I3"), 2))));
    }

    @Test
    void a_run_month_is_claimed_once_until_released() {
        write(unit -> unit.customers().save(customer("K")));
        write(unit -> unit.invoices().claimRun(List.of(K), MONTH));
        assertConflict(unit -> unit.invoices().claimRun(List.of(K), MONTH));
        write(unit -> unit.invoices().claimRun(List.of(K), MONTH.plusMonths(1)));
        write(unit -> unit.invoices().releaseRun(K, MONTH));
        write(unit -> unit.invoices().claimRun(List.of(K), MONTH));
    }

    private static PriceRow price(String product, String amount) {
        return PriceRow.builder()
                .product(product)
                .validFrom(DAY)
                .tariff(Tariff.flat(Amounts.of(amount, "EUR")))
                .build();
    }

    private static Catalogue<PriceRow> prices(UnitOfWork unit) {
        return unit.catalogue(CatalogueKind.PRICES);
    }

    @Test
    void values_of_a_catalogue_are_found_by_their_key_and_by_how_it_starts() {
        PriceRow nl = price("nl", "9.95");
        PriceRow nlExtra = price("nl-extra", "4.00");
        PriceRow eu = price("eu", "12.00");
        write(unit -> prices(unit).save(List.of(nlExtra, nl, eu)));
        assertThat(list(unit -> prices(unit).startingWith(""))).containsExactly(eu, nlExtra, nl);
        assertThat(list(unit -> prices(unit).startingWith("nl"))).containsExactly(nlExtra, nl);
        assertThat(list(unit -> prices(unit).startingWith("nl|"))).containsExactly(nl);
        assertThat(found(unit -> prices(unit).find(eu.id()))).contains(eu);
        assertThat(found(unit -> prices(unit).find("eu"))).isEmpty();
        write(unit -> prices(unit).remove(List.of(eu.id(), "nothing")));
        assertThat(list(unit -> prices(unit).startingWith(""))).containsExactly(nlExtra, nl);
    }

    @Test
    void a_value_of_a_catalogue_is_saved_over_the_one_that_was_read() {
        PriceRow dearer = price("nl", "10.95");
        write(unit -> prices(unit).save(List.of(price("nl", "9.95"))));
        write(unit -> {
            prices(unit).find(dearer.id());
            prices(unit).save(List.of(dearer));
            prices(unit).remove(List.of(dearer.id()));
            prices(unit).save(List.of(dearer));
        });
        assertThat(list(unit -> prices(unit).startingWith(""))).containsExactly(dearer);
        assertThatThrownBy(() -> write(unit -> {
                    prices(unit).remove(List.of(dearer.id()));
                    throw new IllegalStateException("undone");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(found(unit -> prices(unit).find(dearer.id()))).contains(dearer);
    }

    @Test
    void a_value_that_is_held_is_changed_by_one_at_a_time() throws Exception {
        int threads = 8;
        int each = 10;
        write(unit -> prices(unit).save(List.of(price("nl", "0"))));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> raised = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            raised.add(pool.submit(() -> {
                for (int i = 0; i < each; i++) {
                    write(BillingStoreContract::raisePrice);
                }
            }));
        }
        for (Future<?> done : raised) {
            done.get();
        }
        pool.shutdown();
        assertThat(list(unit -> prices(unit).startingWith(""))).containsExactly(price("nl", "80"));
        assertThat(found(unit -> prices(unit).hold("nothing"))).isEmpty();
    }

    private static void raisePrice(UnitOfWork unit) {
        PriceRow held = prices(unit).hold(price("nl", "0").id()).orElseThrow();
        prices(unit)
                .save(List.of(held.toBuilder()
                        .tariff(Tariff.flat(Amounts.plus(held.tariff().cost(BigDecimal.ONE), Amounts.of("1", "EUR"))))
                        .build()));
    }

    @Test
    void items_are_found_by_customer_by_what_is_open_and_by_due_date() {
        write(unit -> unit.customers().save(customer("K")));
        write(unit -> unit.ledger()
                .save(List.of(
                        item("late", "10.00", DAY.plusDays(1)),
                        item("early", "20.00", DAY),
                        item("settled", "0.00", DAY),
                        item("credit", "-5.00", DAY))));
        write(unit -> {
            assertThat(unit.ledger().owed(Optional.empty(), 9))
                    .extracting(found -> found.id().value())
                    .containsExactly("early", "late");
            OpenItem early = unit.ledger().find(ItemId.of("early")).orElseThrow();
            assertThat(unit.ledger().owed(Optional.of(early), 9))
                    .extracting(found -> found.id().value())
                    .containsExactly("late");
            assertThat(unit.ledger().openOf(K))
                    .extracting(found -> found.id().value())
                    .containsExactlyInAnyOrder("late", "early", "credit");
            assertThat(unit.ledger().ofCustomer(K)).hasSize(4);
            unit.ledger()
                    .save(List.of(
                            early.toBuilder().open(Amounts.of("0.00", "EUR")).build()));
        });
        assertThat(list(unit -> unit.ledger().owed(Optional.empty(), 9)))
                .extracting(found -> found.id().value())
                .containsExactly("late");
    }

    @Test
    void money_is_found_by_its_key_which_nothing_else_has() {
        OpenItem payment = item("7", "-5.00", DAY).toBuilder()
                .kind(OpenItem.Kind.PAYMENT)
                .key("tr_1")
                .namedItem(ItemId.of("1"))
                .valueOn(DAY.minusDays(3))
                .build();
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.ledger().save(List.of(item("1", "5.00", DAY), payment));
        });
        OpenItem saved = payment.toBuilder().version(1).build();
        assertThat(this.<Optional<OpenItem>>read(unit -> unit.ledger().findByKey("tr_1")))
                .contains(saved);
        assertThat(this.<Optional<OpenItem>>read(unit -> unit.ledger().findByKey("tr_2")))
                .isEmpty();
        assertThatThrownBy(() -> write(unit -> unit.ledger()
                        .save(List.of(item("8", "-5.00", DAY).toBuilder()
                                .kind(OpenItem.Kind.PAYMENT)
                                .key("tr_1")
                                .build()))))
                .isInstanceOf(ConflictException.class);
        assertThat(this.<Optional<OpenItem>>read(unit -> unit.ledger().find(ItemId.of("8"))))
                .isEmpty();
        // a change of the item keeps its key
        write(unit -> unit.ledger()
                .save(List.of(saved.toBuilder().open(Amounts.of("0.00", "EUR")).build())));
        assertThat(this.<Optional<OpenItem>>read(unit -> unit.ledger().findByKey("tr_1"))
                        .orElseThrow()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void allocations_in_force_are_found_from_both_sides() {
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.ledger().save(List.of(item("owed", "1.00", DAY), item("credit", "-1.00", DAY)));
        });
        Allocation allocation = allocation("A");
        write(unit -> unit.ledger().saveAllocations(List.of(allocation)));
        assertThat(list(unit -> unit.ledger().allocationsOf(ItemId.of("owed")))).containsExactly(allocation);
        assertThat(list(unit -> unit.ledger().allocationsOf(ItemId.of("credit"))))
                .containsExactly(allocation);
        Allocation undone = new Allocation(
                allocation.id(), K, allocation.owed(), allocation.credit(), allocation.amount(), DAY, Optional.of(DAY));
        write(unit -> unit.ledger().saveAllocations(List.of(undone)));
        assertThat(list(unit -> unit.ledger().allocationsOf(ItemId.of("owed")))).isEmpty();
        assertThat(list(unit -> unit.ledger().allocationsOf(K))).containsExactly(undone);
        assertThat(found(unit -> unit.ledger().findAllocation(undone.id()))).contains(undone);
    }

    @Test
    void the_newest_invoice_of_a_run_is_found_for_many_customers_at_once() {
        CustomerReference other = CustomerReference.of("L");
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.customers().save(customer("L"));
            unit.customers().save(customer("M"));
            Invoice january = sent(draft("A"), 1);
            Invoice february =
                    sent(draft("B").toBuilder().runMonth(MONTH.plusMonths(1)).build(), 2);
            Invoice manual =
                    sent(draft("C").toBuilder().runMonth(Optional.empty()).build(), 3);
            Invoice note = sent(
                    draft("D").toBuilder()
                            .kind(InvoiceKind.CREDIT_NOTE)
                            .runMonth(MONTH.plusMonths(2))
                            .build(),
                    4);
            Invoice waiting = draft("E").toBuilder()
                    .runMonth(MONTH.plusMonths(3))
                    .addMergedRunMonth(MONTH.plusMonths(4))
                    .build();
            Invoice theirs = sent(draft("F").toBuilder().customer(other).build(), 5);
            unit.invoices().save(List.of(january, february, manual, note, waiting, theirs));
        });
        write(unit -> {
            assertThat(ids(unit.invoices().lastOfRuns(List.of(other, K, CustomerReference.of("M")))))
                    .containsExactlyInAnyOrder("B", "F");
            assertThat(unit.invoices().lastOfRuns(List.of())).isEmpty();
            List<CustomerReference> both = List.of(other, K);
            assertThat(ids(unit.invoices().ofRuns(both, Set.of(MONTH.plusMonths(3)))))
                    .containsExactly("E");
            assertThat(ids(unit.invoices().ofRuns(both, Set.of(MONTH, MONTH.plusMonths(1)))))
                    .containsExactly("A", "B", "F");
            assertThat(ids(unit.invoices().ofRuns(both, Set.of(MONTH.plusMonths(4)))))
                    .as("merged")
                    .containsExactly("E");
            assertThat(ids(unit.invoices().ofRuns(List.of(K), Set.of(MONTH.plusMonths(2)))))
                    .as("a credit note")
                    .isEmpty();
            assertThat(unit.invoices().ofRuns(List.of(), Set.of(MONTH))).isEmpty();
        });
    }

    @Test
    void subscriptions_are_found_many_at_once() {
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.subscriptions().save(List.of(subscription("S"), subscription("T"), subscription("U")));
        });
        write(unit -> {
            assertThat(unit.subscriptions()
                            .find(List.of(
                                    SubscriptionReference.of("U"),
                                    SubscriptionReference.of("X"),
                                    SubscriptionReference.of("S"))))
                    .extracting(subscription -> subscription.reference().value())
                    .containsExactly("S", "U");
            assertThat(unit.subscriptions().find(List.of())).isEmpty();
        });
    }

    @Test
    void the_outbox_gives_what_is_due_and_lists_what_was_refused() {
        write(unit -> {
            unit.customers().save(customer("K"));
            unit.invoices().save(List.of(sent(draft("D"), 1)));
        });
        OutboxEntry later = OutboxEntry.waiting(
                "2",
                DocumentKind.INVOICE,
                DeliveryChannel.MAIL,
                new OutboxSubject.Document(InvoiceId.of("D")),
                K,
                NOW.plusSeconds(60));
        OutboxEntry paper = OutboxEntry.waiting(
                "0",
                DocumentKind.INVOICE,
                DeliveryChannel.PAPER,
                new OutboxSubject.Document(InvoiceId.of("D")),
                K,
                NOW);
        OutboxEntry prices = OutboxEntry.waiting(
                "3",
                DocumentKind.PRICE_CHANGE,
                DeliveryChannel.MAIL,
                new OutboxSubject.Prices("2027"),
                K,
                NOW.plusSeconds(600));
        write(unit -> unit.outbox().add(List.of(prices, later, entry("1"), paper)));
        assertConflict(unit -> unit.outbox().add(List.of(entry("1"))));
        write(unit -> {
            assertThat(unit.outbox().due(DeliveryChannel.MAIL, NOW, 9)).containsExactly(entry("1"));
            assertThat(unit.outbox().due(DeliveryChannel.MAIL, NOW.plusSeconds(60), 9))
                    .containsExactly(entry("1"), later);
            assertThat(unit.outbox().due(DeliveryChannel.PAPER, NOW, 9)).containsExactly(paper);
            assertThat(unit.outbox().replace(entry("1"), entry("1").delivered()))
                    .isTrue();
            assertThat(unit.outbox().replace(later, later.refused("no such address")))
                    .isTrue();
            assertThat(unit.outbox().due(DeliveryChannel.MAIL, NOW.plusSeconds(60), 9))
                    .isEmpty();
            assertThat(unit.outbox().refused(DeliveryChannel.MAIL, Optional.empty(), 9))
                    .hasSize(1);
            assertThat(unit.outbox().ofDocument(InvoiceId.of("D")))
                    .extracting(OutboxEntry::key)
                    .containsExactly("0", "1", "2");
            assertThat(unit.outbox().ofCustomer(K)).hasSize(4).endsWith(prices);
            assertThat(unit.outbox().ofCustomer(CustomerReference.of("L"))).isEmpty();
            assertThat(unit.outbox().archive(InvoiceId.of("D"), "first")).isEqualTo("first");
            assertThat(unit.outbox().archive(InvoiceId.of("D"), "second")).isEqualTo("first");
            assertThat(unit.outbox().archived(InvoiceId.of("D"))).contains("first");
        });
    }

    @Test
    void an_outbox_entry_is_saved_only_over_what_was_read() {
        OutboxEntry read = entry("1");
        write(unit -> unit.customers().save(List.of(customer("K"))));
        write(unit -> unit.outbox().add(List.of(read)));
        OutboxEntry mine = read.leased("mine", NOW.plusSeconds(60));
        OutboxEntry others = read.leased("theirs", NOW.plusSeconds(90));
        write(unit -> {
            assertThat(unit.outbox().replace(read, mine)).isTrue();
            assertThat(unit.outbox().replace(read, others)).as("already leased").isFalse();
            assertThat(unit.outbox().replace(others, others.delivered()))
                    .as("not mine")
                    .isFalse();
            assertThat(unit.outbox().find("1")).contains(mine);
        });
        OutboxEntry partly = mine.with(List.of(
                        new OutboxEntry.Recipient("a@x.example", Optional.empty()),
                        new OutboxEntry.Recipient("b@x.example", Optional.of("550 no such user"))))
                .unsure(NOW, NOW.plusSeconds(99), "no answer");
        write(unit -> assertThat(unit.outbox().replace(mine, partly)).isTrue());
        write(unit -> {
            assertThat(unit.outbox().find("1")).contains(partly);
            assertThat(unit.outbox().replace(mine, mine.delivered()))
                    .as("the lease is over")
                    .isFalse();
            assertThat(unit.outbox().replace(partly, partly.delivered())).isTrue();
            assertThat(unit.outbox().replace(partly, mine))
                    .as("delivered already")
                    .isFalse();
        });
    }

    @Test
    void events_are_numbered_without_gap_in_the_order_of_their_transactions() {
        write(unit -> unit.events().append(NOW, "me", List.of(event(), event())));
        write(unit -> unit.events().append(NOW, "you", List.of(event())));
        List<RecordedEvent> events = read(unit -> unit.events().read(1, 9));
        assertThat(events).extracting(RecordedEvent::sequence).containsExactly(2L, 3L);
        assertThat(events.get(1)).isEqualTo(new RecordedEvent(3, NOW, "you", event()));
        assertThat(list(unit -> unit.events().read(0, 1))).hasSize(1);
    }

    @Test
    void several_customers_are_saved_together_or_none_of_them() {
        List<Customer> saved = read(unit -> unit.customers().save(List.of(customer("B"), customer("A"))));
        assertThat(saved)
                .extracting(customer -> customer.reference() + " " + customer.version())
                .containsExactly("B 1", "A 1");
        assertConflict(unit -> unit.customers()
                .save(List.of(
                        saved.get(0).toBuilder().name("Newer").build(),
                        saved.get(1).toBuilder().version(7).build())));
        assertThat(list(unit -> unit.customers().page(Optional.empty(), 9)))
                .extracting(Customer::name)
                .containsExactly("Name of A", "Name of B");
    }

    @Test
    void the_latest_event_of_a_type_is_found_and_none_of_work_that_failed() {
        assertThat(found(unit -> unit.events().last(BillingEvent.RunStarted.class)))
                .isEmpty();
        BillingEvent january = new BillingEvent.RunStarted(YearMonth.of(2026, 1));
        BillingEvent february = new BillingEvent.RunStarted(YearMonth.of(2026, 2));
        write(unit -> unit.events().append(NOW, "me", List.of(january, february, event())));
        assertThatThrownBy(() -> write(unit -> {
                    unit.events().append(NOW, "me", List.of(january));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(found(unit -> unit.events().last())).contains(new RecordedEvent(3, NOW, "me", event()));
        assertThat(found(unit -> unit.events().last(BillingEvent.RunStarted.class)))
                .contains(new RecordedEvent(2, NOW, "me", february));
        assertThat(list(unit -> unit.events().read(BillingEvent.RunStarted.class, 0, 9)))
                .containsExactly(new RecordedEvent(1, NOW, "me", january), new RecordedEvent(2, NOW, "me", february));
        assertThat(list(unit -> unit.events().read(BillingEvent.RunStarted.class, 0, 1)))
                .hasSize(1);
        assertThat(list(unit -> unit.events().read(BillingEvent.RunStarted.class, 2, 9)))
                .isEmpty();
        assertThat(found(unit -> unit.events().last(BillingEvent.RunFinished.class)))
                .isEmpty();
    }

    @Test
    void counting_in_parallel_loses_nothing_and_leaves_no_gap_when_some_fail() throws Exception {
        int threads = 8;
        int each = 25;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Integer>> counted = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            counted.add(pool.submit((Callable<Integer>) () -> count(each)));
        }
        long successes = 0;
        for (Future<Integer> done : counted) {
            successes += done.get();
        }
        pool.shutdown();
        assertThat(found(unit -> unit.invoices().lockSeries("series"))
                        .orElseThrow()
                        .last())
                .isEqualTo(successes);
    }

    /** Raises the series {@code times} times, every fifth of them in a transaction that fails; answers what succeeded. */
    private int count(int times) {
        int successes = 0;
        for (int i = 0; i < times; i++) {
            successes += raise(i % 5 == 4) ? 1 : 0;
        }
        return successes;
    }

    private boolean raise(boolean fails) {
        while (true) {
            try {
                write(unit -> {
                    long last = unit.invoices()
                            .lockSeries("series")
                            .map(NumberSeries::last)
                            .orElse(0L);
                    unit.invoices().save(new NumberSeries("series", last + 1, "", Optional.empty()));
                    if (fails) {
                        throw new IllegalStateException("on purpose");
                    }
                });
                return true;
            } catch (IllegalStateException e) {
                return false;
            } catch (ConflictException e) {
                Thread.onSpinWait(); // somebody else was first: again
            }
        }
    }

    private static OutboxEntry entry(String key) {
        return OutboxEntry.waiting(
                key, DocumentKind.INVOICE, DeliveryChannel.MAIL, new OutboxSubject.Document(InvoiceId.of("D")), K, NOW);
    }

    private static Allocation allocation(String id) {
        return new Allocation(
                ItemId.of(id),
                K,
                ItemId.of("owed"),
                ItemId.of("credit"),
                Amounts.of("1.00", "EUR"),
                DAY,
                Optional.empty());
    }

    private static BillingEvent event() {
        return new BillingEvent.PendingLineRemoved(PendingLineReference.of("P"));
    }
}
