package nl.termijn.testing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.money.MonetaryAmount;
import nl.termijn.Billing;
import nl.termijn.ManualInvoice;
import nl.termijn.RunReport;
import nl.termijn.SubscriptionService.Ended;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.VatRateFile;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.VatRow;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Balance;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.ItemId;
import nl.termijn.store.BillingStore;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatRates;

/** A seller with one customer {@code K}, a clock that a test sets, and words in which a case reads as it is told. */
public final class TestBilling {
    public static final CustomerReference K = CustomerReference.of("K");

    public final TestClock clock = new TestClock(Instant.parse("2020-01-01T11:00:00Z"));
    public final InMemoryMailbox mailbox = new InMemoryMailbox();
    public final BillingStore store;
    public final Billing billing;
    private final String currency;
    private final AtomicLong ids = new AtomicLong();

    private TestBilling(BillingStore store, Administration administration, VatRates rates) {
        this.store = store;
        this.currency = administration.currency().getCurrencyCode();
        this.billing = Billing.builder()
                .store(store)
                .administration(administration.id().value())
                .clock(clock)
                .ids(() -> String.format(Locale.ROOT, "%08d", ids.incrementAndGet()))
                .vatRates(rates)
                .mail(mailbox)
                .exchangeRates((currency, day) -> Optional.of(BigDecimal.ONE))
                .build();
        billing.open(administration);
        billing.customers().put(customer("K").build());
    }

    public static TestBilling open() {
        return open(UnaryOperator.identity());
    }

    public static TestBilling open(UnaryOperator<Administration.Builder> seller) {
        return open(new InMemoryBillingStore(), seller, VatRateFile.builtIn());
    }

    public static TestBilling open(BillingStore store, UnaryOperator<Administration.Builder> seller, VatRates rates) {
        return new TestBilling(store, seller.apply(seller()).build(), rates);
    }

    public static Administration.Builder seller() {
        return Administration.builder()
                .id(AdministrationId.of("hosting-bv"))
                .name("Hosting B.V.")
                .address(Address.builder()
                        .street("Dam 1")
                        .postalCode("1012 JS")
                        .city("Amsterdam")
                        .country("NL")
                        .build())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300");
    }

    public static Customer.Builder customer(String reference) {
        return Customer.builder()
                .reference(CustomerReference.of(reference))
                .name("Klant " + reference)
                .kind(BuyerKind.BUSINESS)
                .address(Address.in("NL"))
                .addEmail("klant@voorbeeld.example");
    }

    public MonetaryAmount money(String number) {
        return Amounts.of(number, currency);
    }

    public TestBilling on(String day) {
        clock.set(LocalDate.parse(day));
        return this;
    }

    /** A monthly subscription {@code S} unless changed. */
    public TestBilling subscription(String start, String price, UnaryOperator<Subscription.Builder> more) {
        billing.subscriptions()
                .start(more.apply(Subscription.builder()
                                .reference(SubscriptionReference.of("S"))
                                .customer(K)
                                .description("Hosting")
                                .cycleMonths(1)
                                .start(LocalDate.parse(start))
                                .unitPrice(money(price)))
                        .build());
        return this;
    }

    public TestBilling subscription(String start, String price) {
        return subscription(start, price, UnaryOperator.identity());
    }

    public static SubscriptionReference ref(String reference) {
        return SubscriptionReference.of(reference);
    }

    public TestBilling pending(String reference, String day, String price, UnaryOperator<PendingLine.Builder> more) {
        billing.pendingLines()
                .add(more.apply(PendingLine.builder()
                                .reference(PendingLineReference.of(reference))
                                .customer(K)
                                .date(LocalDate.parse(day))
                                .description("Line " + reference)
                                .unitPrice(money(price)))
                        .build());
        return this;
    }

    public TestBilling pending(String reference, String day, String price) {
        return pending(reference, day, price, UnaryOperator.identity());
    }

    /** Runs a month on its first day, and sends what it makes. */
    public RunReport runAndSend(String month) {
        YearMonth run = YearMonth.parse(month);
        on(run.atDay(1).toString());
        RunReport report = billing.runs().run(run);
        send(report);
        return report;
    }

    public RunReport run(String month) {
        YearMonth run = YearMonth.parse(month);
        on(run.atDay(1).toString());
        return billing.runs().run(run);
    }

    public void send(RunReport report) {
        if (!billing.invoices().send(report.drafts()).failures().isEmpty()) {
            throw new AssertionError("not sent: " + billing.invoices().awaitingApproval());
        }
    }

    public Invoice manual(String... prices) {
        ManualInvoice.Builder manual = ManualInvoice.builder().customer(K);
        for (String price : prices) {
            manual.addLine(ManualInvoice.Line.builder()
                    .description("Work")
                    .unitPrice(money(price))
                    .pricing(Pricing.NET)
                    .build());
        }
        return billing.invoices().draft(manual.build());
    }

    public Invoice sent(String... prices) {
        return billing.invoices().send(manual(prices).id());
    }

    public Ended end(String day, Ending ending) {
        on(day);
        Ended ended = billing.subscriptions().end(ref("S"), LocalDate.parse(day), ending);
        ended.creditNotes().forEach(note -> billing.invoices().send(note.id()));
        return ended;
    }

    public void price(String day, String price, TermsChange.Effect effect) {
        price(day, price, effect, "S");
    }

    public void price(String day, String price, TermsChange.Effect effect, String subscription) {
        on(day);
        billing.subscriptions().changePrice(ref(subscription), money(price), LocalDate.parse(day), effect);
    }

    public Invoice pay(Invoice invoice, String amount) {
        billing.payments().receiveFor(invoice.id(), money(amount), Booking.BY_HAND);
        return invoice;
    }

    public Invoice invoice(String number) {
        return billing.invoices().findByNumber(number).orElseThrow();
    }

    public List<Invoice> documents() {
        return billing.invoices().ofCustomer(K);
    }

    public Subscription subscription() {
        return billing.subscriptions().find(ref("S")).orElseThrow();
    }

    /** A document as {@code 2026-00001 22.00 + 4.62 = 26.62}. */
    public static String total(Invoice document) {
        return document.number().orElse("draft") + " " + plain(document.totals().net()) + " + "
                + plain(document.totals().vat()) + " = "
                + plain(document.totals().gross());
    }

    public List<String> totals() {
        return documents().stream().map(TestBilling::total).toList();
    }

    /** Lines as {@code [2026-03-01, 2026-04-01) 10.00}. */
    public static List<String> lines(Invoice document) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < document.lines().size(); i++) {
            InvoiceLine line = document.lines().get(i);
            lines.add(line.days().map(days -> days + " ").orElse("")
                    + (line.periods() > 1 ? line.periods() + " x " : "")
                    + plain(document.totals().lineNets().get(i)));
        }
        return lines;
    }

    public static List<String> rows(Invoice document) {
        return document.totals().rows().stream().map(TestBilling::row).toList();
    }

    private static String row(VatRow row) {
        return row.category() + " " + row.rate().toPlainString() + " " + plain(row.taxable()) + " " + plain(row.vat());
    }

    public String open(Invoice document) {
        return billing.payments()
                .itemOf(document.id())
                .map(item -> plain(item.open()))
                .orElse("no item");
    }

    /** {@code open/credit} of customer K. */
    public String account() {
        Balance balance = billing.payments().balance(K);
        return plain(balance.open()) + "/" + plain(balance.credit());
    }

    public static String plain(MonetaryAmount amount) {
        BigDecimal number = Amounts.decimal(amount);
        return number.toPlainString();
    }

    public ItemId item(Invoice document) {
        return ItemId.of(document.id());
    }

    /** Everything that can be read, to see that nothing changed. */
    public String digest() {
        StringBuilder digest = new StringBuilder();
        billing.audit()
                .events(0, Integer.MAX_VALUE)
                .forEach(event -> digest.append(event).append('\n'));
        for (Customer customer : billing.customers().page(Optional.empty(), Integer.MAX_VALUE)) {
            CustomerReference reference = customer.reference();
            digest.append(customer)
                    .append(billing.invoices().ofCustomer(reference))
                    .append(billing.pendingLines().waiting(reference))
                    .append(billing.subscriptions().ofCustomer(reference))
                    .append(billing.payments().balance(reference));
        }
        return digest.toString();
    }

    public static List<String> statuses(Collection<Invoice> documents) {
        return documents.stream().map(Invoice::status).map(InvoiceStatus::name).toList();
    }
}
