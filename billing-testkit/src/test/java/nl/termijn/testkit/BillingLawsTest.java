package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import nl.termijn.Billing;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.EuroVat;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.VatRow;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.receivable.OpenItem;
import nl.termijn.store.UnitOfWork;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;
import org.junit.jupiter.api.Test;

/** Each law fails on books with the fault that it is there for, which no engine made: the store is changed by hand. */
class BillingLawsTest {
    private static final CustomerReference CUSTOMER = CustomerReference.of("K");
    private static final SubscriptionReference SUBSCRIPTION = SubscriptionReference.of("S");
    private static final LocalDate MIDDLE = LocalDate.of(2024, 6, 16);
    private static final LocalDate JULY = LocalDate.of(2024, 7, 1);

    private final InMemoryBillingStore store = new InMemoryBillingStore();
    private final SettableClock clock = new SettableClock(ZoneId.of("Europe/Amsterdam"), LocalDate.of(2024, 6, 1));
    private Billing billing = open("EUR");
    private Invoice june = billed();

    private Billing open(String currency) {
        Billing opened = Billing.builder()
                .store(store)
                .administration(currency)
                .clock(clock)
                .mail(new InMemoryMailbox())
                .exchangeRates((from, day) -> Optional.of(new BigDecimal("1.04")))
                .build();
        opened.open(Administration.builder()
                .id(AdministrationId.of(currency))
                .name("Verkoper B.V.")
                .address(address())
                .currency(Monetary.getCurrency(currency))
                .vatId(VatId.of("NL661712813B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .build());
        opened.customers()
                .put(Customer.builder()
                        .reference(CUSTOMER)
                        .name("Klant")
                        .kind(BuyerKind.BUSINESS)
                        .address(address())
                        .emails(List.of("klant@voorbeeld.example"))
                        .build());
        opened.subscriptions()
                .start(Subscription.builder()
                        .reference(SUBSCRIPTION)
                        .customer(CUSTOMER)
                        .description("Hosting")
                        .productCode("basic")
                        .cycleMonths(1)
                        .start(LocalDate.of(2024, 6, 1))
                        .unitPrice(Amounts.of("30.00", currency))
                        .build());
        return opened;
    }

    private static Address address() {
        return Address.builder()
                .street("Voorbeeldstraat 1")
                .postalCode("1234 AB")
                .city("Stad")
                .country("NL")
                .build();
    }

    /** June, on an invoice that was sent. */
    private Invoice billed() {
        InvoiceId id = billing.runs().run(YearMonth.of(2024, 6)).drafts().get(0);
        return billing.invoices().send(id);
    }

    private MonetaryAmount amount(String value) {
        return Amounts.of(value, june.currency().getCurrencyCode());
    }

    private void byHand(Consumer<UnitOfWork> change) {
        store.inTransaction(AdministrationId.of(june.currency().getCurrencyCode()), unit -> {
            change.accept(unit);
            return true;
        });
    }

    private void replaced(InvoiceId id, UnaryOperator<Invoice> change) {
        byHand(unit -> unit.invoices()
                .save(List.of(change.apply(unit.invoices().find(id).orElseThrow()))));
    }

    private void replaced(UnaryOperator<Subscription> change) {
        byHand(unit -> unit.subscriptions()
                .save(List.of(
                        change.apply(unit.subscriptions().find(SUBSCRIPTION).orElseThrow()))));
    }

    /** A draft with the lines of {@code document}, beside it. */
    private void doubled(Invoice document, UnaryOperator<Invoice.Builder> change) {
        byHand(unit -> unit.invoices()
                .save(List.of(change.apply(document.toBuilder()
                                .id(InvoiceId.of("doubled"))
                                .issuance(Optional.empty())
                                .stretches(List.of())
                                .version(0))
                        .build())));
    }

    private static Invoice withLine(Invoice document, UnaryOperator<InvoiceLine.Builder> change) {
        List<InvoiceLine> lines = new ArrayList<>(document.lines());
        lines.set(0, change.apply(lines.get(0).toBuilder()).build());
        return document.withLines(lines);
    }

    private void breaks(String law, Consumer<Billing> check) {
        assertThatThrownBy(() -> check.accept(billing))
                .as("books with this fault")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(law);
        assertThatThrownBy(() -> BillingLaws.check(billing))
                .as("the law is among those that are checked")
                .isInstanceOf(AssertionError.class);
    }

    private void holds() {
        assertThatCode(() -> BillingLaws.check(billing)).doesNotThrowAnyException();
    }

    private void halfPrice() {
        billing.subscriptions().changePrice(SUBSCRIPTION, amount("15.00"), MIDDLE, TermsChange.Effect.AT_ONCE);
    }

    private Invoice credited(String days) {
        LocalDate from = LocalDate.parse(days);
        return billing.invoices()
                .credit(june.id())
                .line(1)
                .days(DateRange.of(from, from.plusDays(5)))
                .send();
    }

    @Test
    void a_day_that_two_lines_bill_is_charged_twice() {
        holds();
        doubled(june, draft -> draft.runMonth(Optional.empty()));
        breaks("days of S are due once", BillingLaws::noDayIsChargedTwice);
    }

    @Test
    void a_change_that_charges_and_takes_nothing_back_charges_twice() {
        halfPrice();
        holds();
        PendingLine back = billing.pendingLines().waiting(CUSTOMER).stream()
                .filter(line -> line.amount().isNegative())
                .findFirst()
                .orElseThrow();
        byHand(unit -> unit.pendingLines().remove(List.of(back.reference())));
        breaks("days of S are charged once", BillingLaws::noDayIsChargedTwice);
    }

    @Test
    void a_day_that_billing_skips_is_left_out() {
        holds();
        replaced(subscription ->
                subscription.toBuilder().billedThrough(LocalDate.of(2024, 7, 2)).build());
        breaks("2024-07-01 of S", BillingLaws::noServedDayIsLeftOut);
    }

    @Test
    void a_last_day_that_its_line_does_not_bill_is_left_out() {
        replaced(
                june.id(),
                document -> withLine(
                        document, line -> line.days(DateRange.of(LocalDate.of(2024, 6, 1), JULY.minusDays(1)))));
        breaks("2024-06-30 of S", BillingLaws::noServedDayIsLeftOut);
    }

    @Test
    void days_that_two_notes_credit_are_given_back_twice() {
        Invoice note = credited("2024-06-10");
        credited("2024-06-20");
        holds();
        doubled(note, draft -> draft);
        breaks("days are given back once", BillingLaws::noDayIsGivenBackTwice);
    }

    @Test
    void days_that_were_credited_and_changed_are_given_back_twice() {
        halfPrice();
        PendingLine back = billing.pendingLines().waiting(CUSTOMER).stream()
                .filter(line -> line.amount().isNegative())
                .findFirst()
                .orElseThrow();
        byHand(unit -> unit.pendingLines()
                .add(List.of(back.toBuilder()
                        .reference(PendingLineReference.of("again"))
                        .entered(0)
                        .build())));
        breaks("days are given back once", BillingLaws::noDayIsGivenBackTwice);
    }

    @Test
    void what_nothing_charged_is_not_taken_back() {
        halfPrice();
        holds();
        byHand(unit -> {
            List<PendingLine> moved = unit.pendingLines().waitingForDays(SUBSCRIPTION, MIDDLE).stream()
                    .map(line -> line.toBuilder()
                            .days(DateRange.of(JULY, LocalDate.of(2024, 7, 16)))
                            .build())
                    .toList();
            unit.pendingLines().save(moved);
        });
        breaks("takes back days that a line charges", BillingLaws::whatIsTakenBackWasCharged);
    }

    @Test
    void a_line_that_is_credited_twice_is_below_zero() {
        Invoice note = billing.invoices().credit(june.id()).send();
        holds();
        doubled(note, draft -> draft);
        breaks("not given back beyond itself", BillingLaws::noLineIsBelowZero);
    }

    @Test
    void a_credit_with_the_sign_of_its_line_raises_it() {
        Invoice note = credited("2024-06-10");
        replaced(
                note.id(),
                document ->
                        withLine(document, line -> line.amount(amount("5.00")).unitPrice(amount("-5.00"))));
        breaks("never credited upwards", BillingLaws::noLineIsBelowZero);
    }

    @Test
    void an_end_that_gives_back_too_little_leaves_more_than_its_days() {
        Invoice note = billing.subscriptions()
                .end(SUBSCRIPTION, MIDDLE, Ending.CREDIT)
                .creditNotes()
                .get(0);
        assertThat(note.lines().get(0).amount()).isEqualTo(amount("-15.00"));
        holds();
        replaced(note.id(), document -> withLine(document, line -> line.amount(amount("-14.00"))));
        breaks("what is left of S", BillingLaws::whatIsLeftIsWhatTheDaysSay);
    }

    @Test
    void a_change_that_gives_back_too_little_leaves_more_than_its_days() {
        halfPrice();
        byHand(unit -> unit.pendingLines()
                .save(unit.pendingLines().waitingForDays(SUBSCRIPTION, MIDDLE).stream()
                        .filter(line -> line.amount().isNegative())
                        .map(line -> line.toBuilder().amount(amount("-12.00")).build())
                        .toList()));
        breaks("what is left of line 1", BillingLaws::whatIsLeftIsWhatTheDaysSay);
    }

    @Test
    void an_end_that_credits_nothing_charges_days_after_it() {
        Invoice note = billing.subscriptions()
                .end(SUBSCRIPTION, MIDDLE, Ending.CREDIT)
                .creditNotes()
                .get(0);
        byHand(unit -> unit.invoices().delete(note));
        breaks("what is left of line 1", BillingLaws::whatIsLeftIsWhatTheDaysSay);
    }

    @Test
    void a_line_costs_its_days_to_the_cent() {
        replaced(june.id(), document -> withLine(document, line -> line.amount(amount("30.01"))));
        breaks("costs what its days cost", BillingLaws::linesCostWhatTheirDaysCost);
    }

    @Test
    void a_part_of_a_period_does_not_cost_the_whole() {
        halfPrice();
        byHand(unit -> unit.pendingLines()
                .save(unit.pendingLines().waitingForDays(SUBSCRIPTION, MIDDLE).stream()
                        .filter(line -> line.amount().isPositive())
                        .map(line -> line.toBuilder().amount(amount("15.00")).build())
                        .toList()));
        breaks("costs what its days cost", BillingLaws::linesCostWhatTheirDaysCost);
    }

    @Test
    void a_line_at_a_price_of_another_day_is_not_at_the_terms_in_force() {
        replaced(
                june.id(),
                document -> withLine(
                        document, line -> line.unitPrice(amount("10.60")).amount(amount("10.60"))));
        breaks("price of line 1", BillingLaws::daysAreChargedAtTheTermsInForce);
    }

    @Test
    void a_change_at_once_without_lines_leaves_days_at_the_terms_before() {
        replaced(subscription -> subscription.toBuilder()
                .addChange(TermsChange.builder()
                        .effectiveFrom(MIDDLE)
                        .effect(TermsChange.Effect.AT_ONCE)
                        .quantity(BigDecimal.TEN)
                        .build())
                .build());
        breaks("quantity of line 1", BillingLaws::daysAreChargedAtTheTermsInForce);
    }

    @Test
    void a_planned_price_of_the_product_that_was_left_does_not_count() {
        replaced(subscription -> subscription.toBuilder()
                .addChange(TermsChange.builder()
                        .effectiveFrom(JULY)
                        .unitPrice(amount("10.60"))
                        .build())
                .addChange(TermsChange.builder()
                        .effectiveFrom(LocalDate.of(2024, 6, 1))
                        .effect(TermsChange.Effect.AT_ONCE)
                        .productCode("pro")
                        .unitPrice(amount("25.00"))
                        .build())
                .billedThrough(LocalDate.of(2024, 8, 1))
                .build());
        replaced(
                june.id(),
                document -> withLine(
                        document,
                        line -> line.unitPrice(amount("25.00"))
                                .amount(amount("25.00"))
                                .productCode("pro")));
        InvoiceLine right =
                billing.invoices().find(june.id()).orElseThrow().lines().get(0);
        LineOrigin.Service service = (LineOrigin.Service) right.origin();
        doubled(june, draft -> {
            List<InvoiceLine> july = List.of(right.toBuilder()
                    .days(DateRange.of(JULY, LocalDate.of(2024, 8, 1)))
                    .origin(new LineOrigin.Service(
                            SUBSCRIPTION,
                            service.cycle(),
                            1,
                            1,
                            1,
                            LocalDate.of(2024, 8, 1),
                            service.cause(),
                            0,
                            Optional.empty()))
                    .unitPrice(amount("10.60"))
                    .amount(amount("10.60"))
                    .build());
            return draft.lines(july)
                    .totals(InvoiceTotals.of(july, june.currency()))
                    .runMonth(Optional.empty());
        });
        breaks("price of line 1 of draft doubled", BillingLaws::daysAreChargedAtTheTermsInForce);
    }

    @Test
    void a_credit_at_another_rate_is_not_like_what_it_corrects() {
        Invoice note = credited("2024-06-10");
        replaced(
                note.id(),
                document -> withLine(
                        document,
                        line -> line.vat(
                                new VatTreatment(VatCategory.S, new BigDecimal("9"), "NL", VatReason.DOMESTIC))));
        breaks("which corrects", BillingLaws::correctionsAreLikeWhatTheyCorrect);
    }

    @Test
    void a_credit_note_names_its_invoice() {
        Invoice note = credited("2024-06-10");
        replaced(note.id(), document -> document.toBuilder().refersTo(List.of()).build());
        breaks("names the invoice", BillingLaws::correctionsAreLikeWhatTheyCorrect);
    }

    @Test
    void a_change_names_the_line_that_it_takes_back_of() {
        clock.goTo(JULY);
        billing.invoices()
                .send(billing.runs().run(YearMonth.of(2024, 7)).drafts().get(0));
        halfPrice();
        holds();
        Invoice july = billing.invoices().ofCustomer(CUSTOMER).get(1);
        byHand(unit -> unit.pendingLines()
                .save(unit.pendingLines().waitingForDays(SUBSCRIPTION, MIDDLE).stream()
                        .map(line -> line.toBuilder().origin(naming(july, line)).build())
                        .toList()));
        breaks("names the line that it takes back of", BillingLaws::correctionsAreLikeWhatTheyCorrect);
    }

    private static LineOrigin naming(Invoice document, PendingLine line) {
        LineOrigin.Service service = (LineOrigin.Service) line.origin();
        return new LineOrigin.Service(
                service.subscription(),
                service.cycle(),
                service.index(),
                service.count(),
                service.periods(),
                service.chargedTo(),
                service.cause(),
                service.change(),
                service.corrects().map(named -> new nl.termijn.invoice.LineReference(document.id(), 1)));
    }

    private static Invoice withCent(Invoice document) {
        InvoiceTotals totals = document.totals();
        MonetaryAmount cent = Amounts.of("0.01", document.currency().getCurrencyCode());
        VatRow row = totals.rows().get(0);
        return document.toBuilder()
                .totals(new InvoiceTotals(
                        List.of(new VatRow(row.treatment(), row.taxable(), Amounts.plus(row.vat(), cent))),
                        totals.lineNets(),
                        totals.net(),
                        Amounts.plus(totals.vat(), cent),
                        Amounts.plus(totals.gross(), cent)))
                .build();
    }

    @Test
    void a_cent_too_much_of_vat_does_not_add_up() {
        replaced(june.id(), BillingLawsTest::withCent);
        breaks("VAT of " + june.name(), BillingLaws::totalsAddUp);
    }

    @Test
    void a_cent_too_little_of_credited_vat_is_not_that_of_the_invoice() {
        Invoice note = credited("2024-06-10");
        holds();
        replaced(note.id(), BillingLawsTest::withCent);
        breaks("VAT in row S 21", BillingLaws::creditsHaveTheVatOfTheirInvoice);
    }

    @Test
    void an_invoice_that_is_all_credited_is_zero_in_euro_too() {
        billing = open("USD");
        june = billed();
        Invoice note = billing.invoices().credit(june.id()).send();
        holds();
        EuroVat euro = note.issuance().orElseThrow().euroVat().orElseThrow();
        replaced(
                note.id(),
                document -> document.toBuilder()
                        .issuance(document.issuance().orElseThrow().toBuilder()
                                .euroVat(new EuroVat(
                                        euro.rate(),
                                        euro.rateOn(),
                                        Amounts.plus(euro.vat(), Amounts.of("0.10", "EUR"))))
                                .build())
                        .build());
        breaks("in euro", BillingLaws::creditsHaveTheVatOfTheirInvoice);
    }

    @Test
    void a_part_that_is_credited_has_that_part_of_the_vat_in_euro() {
        billing = open("USD");
        june = billed();
        Invoice note = credited("2024-06-10");
        holds();
        EuroVat euro = note.issuance().orElseThrow().euroVat().orElseThrow();
        replaced(
                note.id(),
                document -> document.toBuilder()
                        .issuance(document.issuance().orElseThrow().toBuilder()
                                .euroVat(new EuroVat(
                                        euro.rate(),
                                        euro.rateOn(),
                                        Amounts.plus(euro.vat(), Amounts.of("0.01", "EUR"))))
                                .build())
                        .build());
        breaks("VAT in euro that is missing", BillingLaws::creditsHaveTheVatOfTheirInvoice);
    }

    @Test
    void a_customer_owes_what_the_lines_say() {
        replaced(june.id(), document -> withLine(document, line -> line.amount(amount("20.00"))));
        breaks("what K was charged", BillingLaws::customersOweWhatTheirLinesSay);
    }

    @Test
    void a_second_run_invoice_of_a_month_is_one_too_many() {
        doubled(june, draft -> draft);
        breaks("has one run invoice for 2024-06", BillingLaws::atMostTwelveRunInvoicesAYear);
    }

    @Test
    void a_number_that_is_gone_is_a_gap() {
        clock.goTo(JULY);
        billing.invoices()
                .send(billing.runs().run(YearMonth.of(2024, 7)).drafts().get(0));
        holds();
        replaced(
                june.id(),
                document ->
                        document.toBuilder().text("Changed after it was sent").build());
        breaks("number series and hash chain", BillingLaws::numbersHaveNoGapAndTheChainHolds);
    }

    private void ledger(UnaryOperator<OpenItem> change) {
        byHand(unit -> unit.ledger()
                .save(unit.ledger().ofCustomer(CUSTOMER).stream().map(change).toList()));
    }

    @Test
    void a_balance_that_the_log_does_not_give_is_found() {
        holds();
        ledger(item -> OpenItem.builder().from(item).open(amount("0.00")).build());
        breaks("what K owes, by the log", BillingLaws::theLogGivesTheSameBalances);
    }

    @Test
    void an_account_that_does_not_balance_is_found() {
        ledger(item -> OpenItem.builder().from(item).open(amount("0.00")).build());
        breaks("the account of K balances", BillingLaws::accountsBalance);
    }

    @Test
    void paper_is_charged_once() {
        InvoiceLine fee = june.lines().get(0).toBuilder()
                .origin(new LineOrigin.PaperFee())
                .days(Optional.empty())
                .build();
        replaced(
                june.id(),
                document -> document.withLines(List.of(document.lines().get(0), fee, fee)));
        breaks("fees for paper", BillingLaws::paperIsChargedOnceAndNeverAlone);
    }

    @Test
    void an_add_on_has_an_end_when_its_parent_has() {
        byHand(unit -> unit.subscriptions()
                .save(List.of(Subscription.builder()
                        .reference(SubscriptionReference.of("add-on"))
                        .customer(CUSTOMER)
                        .parent(SUBSCRIPTION)
                        .description("Add-on")
                        .cycleMonths(1)
                        .start(LocalDate.of(2024, 6, 1))
                        .unitPrice(amount("1.00"))
                        .build())));
        holds();
        replaced(subscription -> subscription.toBuilder().end(JULY).build());
        breaks("add-on has an end when its parent has", BillingLaws::addOnsFollowTheirParents);
    }
}
