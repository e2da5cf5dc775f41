package nl.termijn;

import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static nl.termijn.testing.TestBilling.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.TakeOverReport.BalanceDifference;
import nl.termijn.TakeOverReport.Count;
import nl.termijn.TakeOverReport.Fault;
import nl.termijn.TakeOverReport.Figure;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.Hold;
import nl.termijn.administration.Numbering;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.customer.Mandate;
import nl.termijn.customer.MandateReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.EventTexts;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineExplanation;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.Subscription;
import nl.termijn.takeover.ColumnMapping;
import nl.termijn.takeover.ColumnSource;
import nl.termijn.takeover.HostFactExport;
import nl.termijn.takeover.ImportTable;
import nl.termijn.takeover.WhmcsExport;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.BuyerKind;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/** Customers, subscriptions and what is open come from another program, checked and repeatable. */
class TakeOverTest {
    private static final String CUSTOMERS = """
            reference,name,kind,country,email,vatId
            C1,Acme B.V.,BUSINESS,NL,a@acme.example;b@acme.example,
            C2,Jan Jansen,CONSUMER,NL,jan@example.org,
            """;
    private static final String SUBSCRIPTIONS = """
            reference,customer,description,cycleMonths,start,unitPrice,billedThrough
            H1,C1,Hosting Pro,1,2020-03-15,10.00,2026-01-15
            D1,C2,example.org,12,2024-06-01,12.00,2026-06-01
            """;
    private static final String INVOICES = """
            number,customer,date,dueDate,gross,open,vatRate
            2025-0107,C1,2025-11-20,2025-12-04,121.00,100.00,21
            2025-0108,C2,2025-12-01,2025-12-15,12.10,,21
            2025-0108,C2,2025-12-01,2025-12-15,10.90,,9
            """;
    private static final String CREDITS = """
            reference,customer,amount
            P1,C2,5.00
            """;

    private final TestBilling seller = TestBilling.open().on("2026-01-02");
    private final TakeOverService service = seller.billing.takeOver();

    private static TakeOver files(String customers, String subscriptions, String invoices, String credits) {
        return with(
                with(
                        with(
                                with(TakeOver.from("OldBooks"), "credits.csv", ImportTable.CREDITS, credits),
                                "invoices.csv",
                                ImportTable.OPEN_INVOICES,
                                invoices),
                        "subscriptions.csv",
                        ImportTable.SUBSCRIPTIONS,
                        subscriptions),
                "customers.csv",
                ImportTable.CUSTOMERS,
                customers);
    }

    private static TakeOver with(TakeOver takeOver, String name, ImportTable table, String text) {
        return takeOver.with(name, ColumnMapping.same(table), () -> new StringReader(text));
    }

    private static TakeOver whole() {
        return files(CUSTOMERS, SUBSCRIPTIONS, INVOICES, CREDITS);
    }

    private List<String> faults(TakeOver takeOver) {
        TakeOverReport report = service.bring(takeOver);
        assertThat(report.saved()).isFalse();
        assertThat(seller.billing.customers().page(Optional.empty(), 10))
                .as("nothing is saved")
                .hasSize(1);
        return report.faults().stream().map(Fault::toString).toList();
    }

    @Test
    void a_dry_run_counts_and_sums_and_saves_nothing() {
        TakeOverReport report = service.check(whole());
        assertThat(report.faults()).isEmpty();
        assertThat(report.saved()).isFalse();
        assertThat(report.isReconciled()).isFalse();
        assertThat(report.files())
                .containsExactly(
                        new Count("customers.csv", ImportTable.CUSTOMERS, 2, 2, 0, 0),
                        new Count("subscriptions.csv", ImportTable.SUBSCRIPTIONS, 2, 2, 0, 0),
                        new Count("invoices.csv", ImportTable.OPEN_INVOICES, 3, 2, 0, 0),
                        new Count("credits.csv", ImportTable.CREDITS, 1, 1, 0, 0));
        assertThat(report.sums().stream()
                        .map(sum -> sum.figure() + " " + sum.before() + " "
                                + sum.after().isPresent()))
                .containsExactly(
                        "CUSTOMERS 2 false",
                        "SUBSCRIPTIONS 2 false",
                        "PRICE_OF_PERIODS 22.00 false",
                        "OPEN 118.00 false",
                        "MANDATES 0 false");
        assertThat(seller.billing.customers().page(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void what_is_taken_over_has_the_same_sums_before_and_after() {
        TakeOverReport report = service.bring(whole());
        assertThat(report.saved()).isTrue();
        assertThat(report.isReconciled()).isTrue();
        assertThat(report.sums()).allMatch(TakeOverReport.Sum::agrees);
        assertThat(plain(seller.billing
                        .payments()
                        .balance(CustomerReference.of("C1"))
                        .open()))
                .isEqualTo("100.00");
        assertThat(plain(seller.billing
                        .payments()
                        .balance(CustomerReference.of("C2"))
                        .open()))
                .as("23.00 less the 5.00 that he was owed, set off at once")
                .isEqualTo("18.00");
        assertThat(seller.billing
                        .customers()
                        .find(CustomerReference.of("C1"))
                        .orElseThrow()
                        .emails())
                .containsExactly("a@acme.example", "b@acme.example");
    }

    @Test
    void a_run_bills_only_what_the_other_program_did_not() {
        service.bring(whole());
        RunReport run = seller.run("2026-02");
        assertThat(run.drafts()).hasSize(1);
        Invoice draft = seller.billing.invoices().find(run.drafts().get(0)).orElseThrow();
        assertThat(TestBilling.lines(draft)).containsExactly("[2026-01-15, 2026-03-15) 2 x 20.00");
    }

    private static final String NEXT_DAYS = """
            reference,customer,description,cycleMonths,start,unitPrice,billedThrough,end,timing,discountPercent
            ON,C1,on the day of its start,1,2020-01-31,10.00,2026-02-28,,,
            MONTH,C1,another day,1,2020-03-15,10.00,2026-02-01,,,
            YEAR,C1,another month,12,2024-06-01,120.00,2026-02-20,,,25
            END,C2,ends within,3,2024-01-01,30.00,2026-02-01,2026-03-01,,
            BEHIND,C2,three months due,1,2024-01-20,10.00,2025-11-01,,,
            AFTER,C2,billed afterwards,1,2024-01-20,10.00,2026-01-05,,ARREARS,
            GONE,C2,ended there,1,2024-01-20,10.00,2026-03-01,2026-02-10,,
            """;

    @Test
    void the_period_that_the_other_program_would_bill_next_is_whole_and_its_day_the_anchor() {
        service.bring(files(CUSTOMERS, NEXT_DAYS, INVOICES, CREDITS));
        RunReport run = seller.run("2026-03");
        assertThat(run.drafts())
                .extracting(id -> seller.billing.invoices().find(id).orElseThrow())
                .extracting(TestBilling::lines)
                .containsExactlyInAnyOrder(
                        List.of(
                                "[2026-02-28, 2026-04-30) 2 x 20.00",
                                "[2026-02-01, 2026-04-01) 2 x 20.00",
                                "[2026-02-20, 2027-02-20) 90.00"),
                        List.of(
                                "[2026-02-01, 2026-03-01) 9.44",
                                "[2026-01-05, 2026-02-05) 10.00",
                                "[2025-11-01, 2026-04-01) 5 x 50.00"));
    }

    @Test
    void a_dry_run_says_in_money_what_is_billed_next_where_that_is_not_the_next_period_since_the_start() {
        TakeOverReport report = service.check(files(
                CUSTOMERS
                        .replace("kind,country", "discountPercent,kind,country")
                        .replace("Acme B.V.,", "Acme B.V.,10,")
                        .replace("Jan Jansen,", "Jan Jansen,,"),
                NEXT_DAYS,
                INVOICES,
                CREDITS));
        assertThat(report.faults()).isEmpty();
        assertThat(report.odd())
                .extracting(bill -> bill.file() + ":" + bill.line() + " " + bill.subscription() + " " + bill.oddities()
                        + " [" + bill.from() + ", " + bill.to() + ") " + plain(bill.net()))
                .containsExactly(
                        "subscriptions.csv:3 MONTH [NEW_ANCHOR] [2026-02-01, 2026-03-01) 9.00",
                        "subscriptions.csv:4 YEAR [NEW_ANCHOR] [2026-02-20, 2027-02-20) 90.00",
                        "subscriptions.csv:5 END [NEW_ANCHOR, CUT_BY_END] [2026-02-01, 2026-03-01) 9.44",
                        "subscriptions.csv:6 BEHIND [NEW_ANCHOR, SEVERAL_PERIODS] [2025-11-01, 2026-02-01) 30.00",
                        "subscriptions.csv:7 AFTER [NEW_ANCHOR] [2026-01-05, 2026-02-05) 10.00",
                        "subscriptions.csv:8 GONE [ENDED] [2026-03-01, 2026-03-01) 0.00");
        assertThat(service.bring(files(CUSTOMERS, NEXT_DAYS, INVOICES, CREDITS)).odd())
                .hasSize(6);
        assertThat(service.check(files(CUSTOMERS, NEXT_DAYS, INVOICES, CREDITS)).odd())
                .as("what is here already")
                .isEmpty();
    }

    @Test
    void a_host_that_starts_what_was_billed_elsewhere_has_whole_periods_from_the_next_day_too() {
        seller.subscription("2020-03-15", "10.00", s -> s.billedThrough(LocalDate.parse("2026-02-01")));
        seller.subscription(
                "2020-03-15",
                "30.00",
                s -> s.reference(ref("QUARTER"))
                        .cycleMonths(3)
                        .alignment(Alignment.CALENDAR)
                        .billedThrough(LocalDate.parse("2026-02-01")));
        Invoice draft = seller.billing
                .invoices()
                .find(seller.run("2026-02").drafts().get(0))
                .orElseThrow();
        assertThat(TestBilling.lines(draft))
                .containsExactly("[2026-02-01, 2026-05-01) 30.00", "[2026-02-01, 2026-03-01) 10.00");
    }

    @Test
    void taking_over_again_changes_nothing() {
        service.bring(whole());
        List<Customer> before = seller.billing.customers().page(Optional.empty(), 10);
        long events = seller.billing.audit().events(0, 1_000).size();
        TakeOverReport again = service.bring(whole());
        assertThat(again.isReconciled()).isTrue();
        assertThat(again.files().stream().map(Count::known)).containsExactly(2L, 2L, 2L, 1L);
        assertThat(again.files().stream().map(Count::added)).containsOnly(0L);
        assertThat(seller.billing.customers().page(Optional.empty(), 10)).isEqualTo(before);
        assertThat(seller.billing.audit().events(0, 1_000)).hasSize((int) events);
    }

    @Test
    void a_corrected_file_corrects_customers_and_keeps_what_it_does_not_tell() {
        service.bring(whole());
        seller.billing.customers().hold(CustomerReference.of("C1"), Hold.of(Hold.Kind.REMINDERS, "arrangement"));
        service.bring(files(CUSTOMERS.replace("Acme B.V.", "Acme N.V."), SUBSCRIPTIONS, INVOICES, CREDITS));
        Customer changed =
                seller.billing.customers().find(CustomerReference.of("C1")).orElseThrow();
        assertThat(changed.name()).isEqualTo("Acme N.V.");
        assertThat(changed.holds()).hasSize(1);
    }

    @Test
    void an_invoice_keeps_its_number_and_never_goes_to_the_books_again() {
        service.bring(whole());
        Invoice old = seller.billing.invoices().findByNumber("2025-0108").orElseThrow();
        assertThat(total(old)).isEqualTo("2025-0108 20.00 + 3.00 = 23.00");
        assertThat(old.status()).isEqualTo(InvoiceStatus.SENT);
        assertThat(old.issuance().orElseThrow().dueOn()).isEqualTo(LocalDate.of(2025, 12, 15));
        assertThat(old.takenOverFrom()).contains("OldBooks");
        assertThat(LineExplanation.explain(old.lines().get(0), Locale.ENGLISH))
                .startsWith("Billed by OldBooks and taken over from there.");
        assertThat(seller.billing.invoices().unexported(Optional.empty(), 10)).isEmpty();
        assertThat(seller.billing.overviews().open(Optional.empty(), 10))
                .extracting(row -> row.invoice().number().orElseThrow())
                .containsExactly("2025-0107", "2025-0108");
        assertThat(seller.mailbox.messages()).isEmpty();
        assertThat(seller.billing.audit().verify().problems()).isEmpty();
        assertThatThrownBy(() -> seller.billing.invoices().withdraw(old.id(), "no", nl.termijn.invoice.GiveBack.DROP))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("exported to OldBooks");
        assertThatThrownBy(() -> seller.billing.invoices().resend(old.id()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("made by OldBooks");
        assertThat(EventTexts.describe(
                        seller.billing.audit().events(0, 100).stream()
                                .map(recorded -> recorded.event())
                                .filter(BillingEvent.InvoiceTakenOver.class::isInstance)
                                .findFirst()
                                .orElseThrow(),
                        Locale.ENGLISH))
                .isEqualTo(
                        "Invoice taken-over-2025-0107 of customer C1 was taken over with its number 2025-0107: EUR 121.00.");
    }

    @Test
    void an_invoice_of_before_can_be_paid_and_credited() {
        service.bring(whole());
        Invoice paid = seller.billing.invoices().findByNumber("2025-0107").orElseThrow();
        seller.pay(paid, "40.00");
        assertThat(seller.open(paid)).isEqualTo("60.00");
        Invoice note = seller.billing
                .invoices()
                .credit(paid.id())
                .line(1)
                .amount(seller.money("60.50"))
                .draft();
        assertThat(plain(note.totals().net())).isEqualTo("-50.00");
        assertThat(plain(note.totals().vat())).isEqualTo("-10.50");
        seller.billing.invoices().send(note.id());
        assertThat(seller.open(paid)).isEqualTo("0.00");
    }

    @Test
    void every_fault_of_every_file_is_told_at_once() {
        String customers = """
                reference,name,kind,country,vatId,discountPercent,group,scheduleMonths
                C1,Acme,BUSINESS,NL,NL123,,,
                C2,,PERSON,NL,,,,
                C3,Three,CONSUMER,NL,,120,,5
                C1,Again,BUSINESS,NL,,,,
                C4,Four,BUSINESS,NL,,,nobody,
                ,Nameless,BUSINESS,NL,,,,
                C5,short
                """;
        String subscriptions = """
                reference,customer,description,cycleMonths,start,unitPrice,billedThrough
                S1,C3,Hosting,1,2020-02-30,10.00,2026-01-01
                S2,C9,Hosting,1,2020-02-01,10.00,2026-01-01
                S3,C3,Hosting,one,2020-02-01,ten,
                S4,C3,Hosting,1,2020-02-01,10.00,2019-01-01
                """;
        String invoices = """
                number,customer,date,dueDate,gross,open,vatRate
                OLD-1,C3,2025-11-20,2025-12-04,121.00,122.00,21
                OLD-2,C9,2025-11-20,2025-12-04,121.00,,
                OLD-3,C3,2025-11-20,2025-12-04,121.005,,
                2026-00001,C3,2025-11-20,2025-12-04,121.00,,
                OLD-4,C3,2025-11-20,2025-12-04,12.10,12.10,21
                OLD-4,C3,2025-11-21,2025-12-04,12.10,12.10,21
                """;
        String credits = """
                reference,customer,amount
                P1,C3,-5.00
                P2,C9,5.00
                """;
        assertThat(faults(files(customers, subscriptions, invoices, credits)))
                .satisfiesExactly(
                        begins("customers.csv:2: vatId: 'NL123':"),
                        begins("customers.csv:3: name: '': must be given"),
                        begins("customers.csv:3: kind: 'PERSON': must be one of [BUSINESS, CONSUMER]"),
                        begins("customers.csv:4: scheduleMonths: '5': must be 1, 2, 3"),
                        begins("customers.csv:4: discountPercent: '120': must be 0 to 100"),
                        begins("customers.csv:5: reference: 'C1': stands in more than one row"),
                        begins("customers.csv:6: group: 'nobody': must be a group"),
                        begins("customers.csv:7: reference: '': must be given"),
                        begins("customers.csv:8: line 8: 'C5,short': must have 8 fields, has 2"),
                        begins("subscriptions.csv:2: start: '2020-02-30': must be a day"),
                        begins("subscriptions.csv:3: customer: 'C9': is no customer"),
                        begins("subscriptions.csv:4: billedThrough: '': must be given"),
                        begins("subscriptions.csv:4: cycleMonths: 'one': must be a whole number"),
                        begins("subscriptions.csv:4: unitPrice: 'ten': must be a number"),
                        begins("subscriptions.csv:5: billedThrough: '2019-01-01': must not be before"),
                        begins("invoices.csv:2: open: '122.00': must be above 0 and at most the total 121.00"),
                        begins("invoices.csv:3: customer: 'C9': is no customer"),
                        begins("invoices.csv:4: gross: '121.005': must have at most 2 decimals"),
                        begins("invoices.csv:5: number: '2026-00001': will be given again"),
                        begins("invoices.csv:7: date: '2025-11-21': differs from the row before it"),
                        begins("credits.csv:2: amount: '-5.00': must be above 0"),
                        begins("credits.csv:3: customer: 'C9': is no customer"));
    }

    private static ThrowingConsumer<String> begins(String text) {
        return fault -> assertThat(fault).startsWith(text);
    }

    @Test
    void a_rate_that_the_customer_cannot_have_had_is_found_before_anything_is_saved() {
        assertThat(faults(files(CUSTOMERS, SUBSCRIPTIONS, INVOICES.replace(",9", ",19"), CREDITS)))
                .singleElement()
                .asString()
                .startsWith("invoices.csv:4: vatRate: '19': is no rate of this customer on 2025-12-01");
    }

    @Test
    void a_file_without_its_columns_or_with_an_open_quote_is_refused_by_name() {
        assertThat(faults(with(TakeOver.from("Old"), "c.csv", ImportTable.CUSTOMERS, "reference,kind,country\n")))
                .containsExactly("c.csv:1: name: '': column is missing; map it to a column that the file has");
        assertThat(faults(with(TakeOver.from("Old"), "c.csv", ImportTable.CUSTOMERS, "")))
                .singleElement()
                .asString()
                .contains("must name the columns");
        assertThat(faults(with(
                        TakeOver.from("Old"),
                        "c.csv",
                        ImportTable.CUSTOMERS,
                        "reference,name,kind,country\nC1,\"Acme,B,NL\n")))
                .singleElement()
                .asString()
                .contains("a quote is not closed");
        assertThatThrownBy(() -> TakeOver.from(" ")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ColumnMapping.none(ImportTable.CREDITS).with("iban", "IBAN"))
                .hasMessageContaining("must be a column of CREDITS");
    }

    @Test
    void a_subscription_that_goes_on_with_other_terms_here_is_a_fault() {
        service.bring(whole());
        TakeOverReport again =
                service.bring(files(CUSTOMERS, SUBSCRIPTIONS.replace("10.00", "11.00"), INVOICES, CREDITS));
        assertThat(again.saved()).isFalse();
        assertThat(again.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(2);
            assertThat(fault.rule()).contains("exists with other terms");
        });
    }

    @Test
    void a_number_that_was_given_here_cannot_come_from_elsewhere() {
        seller.sent("10.00");
        TakeOverReport report = service.check(files(
                CUSTOMERS,
                SUBSCRIPTIONS,
                INVOICES.replace("2025-0107", seller.documents().get(0).number().orElseThrow()),
                CREDITS));
        assertThat(report.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).contains("was made here"));
    }

    @Test
    void a_series_that_begins_above_the_last_number_goes_on_where_the_other_ended() {
        TestBilling goesOn = TestBilling.open(builder -> builder.numbering(
                        Numbering.builder().firstInvoice(109).firstYear(2026).build()))
                .on("2026-01-02");
        TakeOverReport report = goesOn.billing
                .takeOver()
                .bring(files(CUSTOMERS, SUBSCRIPTIONS, INVOICES.replace("2025-0107", "2026-00107"), CREDITS));
        assertThat(report.isReconciled()).isTrue();
        assertThat(goesOn.sent("10.00").number()).contains("2026-00109");
    }

    @Test
    void a_payment_since_shows_as_a_difference_of_its_customer() {
        service.bring(whole());
        seller.pay(seller.billing.invoices().findByNumber("2025-0107").orElseThrow(), "40.00");
        TakeOverReport again = service.bring(whole());
        assertThat(again.isReconciled()).isFalse();
        assertThat(again.differences())
                .containsExactly(new BalanceDifference(
                        CustomerReference.of("C1"), new BigDecimal("100.00"), new BigDecimal("60.00")));
        assertThat(again.sums().stream().filter(sum -> !sum.agrees()).map(TakeOverReport.Sum::figure))
                .containsExactly(Figure.OPEN);
    }

    @Test
    void a_customer_is_put_in_a_group_that_there_is() {
        seller.billing
                .settings()
                .put(CustomerGroup.builder().code("schools").name("Schools").build());
        service.bring(with(
                TakeOver.from("Old"),
                "c.csv",
                ImportTable.CUSTOMERS,
                "reference,name,kind,country,group,language,paymentTermDays\nC1,Acme,BUSINESS,NL,schools,en_GB,30\n"));
        Customer found =
                seller.billing.customers().find(CustomerReference.of("C1")).orElseThrow();
        assertThat(found.group()).contains("schools");
        assertThat(found.language()).contains(Locale.UK);
        assertThat(found.emailsFor(DocumentKind.INVOICE)).isEmpty();
    }

    @Test
    void whmcs_exports_are_read_as_they_come() {
        TakeOverReport report = service.bring(TakeOver.from("WHMCS")
                .with("tblclients.csv", WhmcsExport.CLIENTS, () -> new StringReader("""
                        id,firstname,lastname,companyname,email,address1,address2,city,state,postcode,country,language,tax_id
                        7,Ann,Peeters,Peeters BV,ann@peeters.example,Lei 1,bus 2,Antwerpen,,2000,BE,dutch,
                        8,Jan,Jansen,,jan@example.org,Dam 1,,Amsterdam,,1012 JS,NL,english,
                        """))
                .with("tblhosting.csv", WhmcsExport.SERVICES, () -> new StringReader("""
                        id,userid,packageid,regdate,name,domain,amount,billingcycle,nextduedate,nextinvoicedate,domainstatus
                        1,7,3,2024-03-01,Hosting,peeters.example,30.00,Quarterly,2026-01-01,2026-04-01,Active
                        2,8,3,2024-03-01,Hosting,jansen.example,30.00,Annually,2026-03-01,2026-03-01,Terminated
                        3,8,9,2024-03-01,Setup,,50.00,One Time,0000-00-00,0000-00-00,Active
                        """))
                .with("tbldomains.csv", WhmcsExport.DOMAINS, () -> new StringReader("""
                        id,userid,registrationdate,domain,recurringamount,registrationperiod,nextduedate,nextinvoicedate,status
                        1,8,2023-05-10,jansen.example,24.00,2,2027-05-10,2027-05-10,Active
                        """))
                .with("tblinvoices.csv", WhmcsExport.INVOICES, () -> new StringReader("""
                        id,userid,invoicenum,date,duedate,total,taxrate,status
                        41,7,,2025-12-18,2026-01-01,36.30,21.00,Unpaid
                        42,8,INV-42,2025-12-18,2026-01-01,36.30,21.00,Paid
                        """)));
        assertThat(report.faults()).isEmpty();
        assertThat(report.isReconciled()).isTrue();
        assertThat(report.files().stream().map(Count::skipped)).containsExactly(0L, 2L, 0L, 1L);
        Customer company =
                seller.billing.customers().find(CustomerReference.of("7")).orElseThrow();
        assertThat(company.name()).isEqualTo("Peeters BV");
        assertThat(company.kind()).isEqualTo(BuyerKind.BUSINESS);
        assertThat(company.address().street()).contains("Lei 1 bus 2");
        Customer person =
                seller.billing.customers().find(CustomerReference.of("8")).orElseThrow();
        assertThat(person.name()).isEqualTo("Jan Jansen");
        assertThat(person.kind()).isEqualTo(BuyerKind.CONSUMER);
        Subscription service = seller.billing.subscriptions().find(ref("S1")).orElseThrow();
        assertThat(service.cycleMonths()).isEqualTo(3);
        assertThat(service.billedThrough()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(service.description()).isEqualTo("Hosting peeters.example");
        assertThat(seller.billing.subscriptions().find(ref("D1")).orElseThrow().cycleMonths())
                .isEqualTo(24);
        assertThat(seller.billing.invoices().findByNumber("41")).isPresent();
    }

    private static final String MANDATES = """
            reference,customer,iban,signedOn,holder,scheme,lastCollectedOn
            MND-1,C1,NL44 RABO 0123 4567 89,2019-05-01,Acme,B2B,2025-12-01
            mnd-2,C2,NL91ABNA0417164300,2009-11-01,,,
            """;

    private TakeOver mandates(String text) {
        return with(whole(), "mandates.csv", ImportTable.MANDATES, text);
    }

    @Test
    void mandates_keep_their_references_and_what_was_collected() {
        TakeOverReport report = service.bring(mandates(MANDATES));
        assertThat(report.faults()).isEmpty();
        assertThat(report.isReconciled()).isTrue();
        assertThat(report.files()).endsWith(new Count("mandates.csv", ImportTable.MANDATES, 2, 2, 0, 0));
        assertThat(report.sums())
                .endsWith(new TakeOverReport.Sum(
                        TakeOverReport.Figure.MANDATES, BigDecimal.valueOf(2), Optional.of(BigDecimal.valueOf(2))));
        MandateService mandates = seller.billing.mandates();
        assertThat(mandates.ofCustomer(CustomerReference.of("C1")))
                .containsExactly(Mandate.builder()
                        .reference(MandateReference.of("MND-1"))
                        .customer(CustomerReference.of("C1"))
                        .iban("NL44RABO0123456789")
                        .signedOn(LocalDate.parse("2019-05-01"))
                        .holder("Acme")
                        .scheme(Mandate.Scheme.B2B)
                        .lastCollectedOn(LocalDate.parse("2025-12-01"))
                        .build());
        assertThat(mandates.find(MandateReference.of("MND-2")).orElseThrow().lastCollectedOn())
                .isEmpty();
        mandates.cancel(MandateReference.of("MND-1"), LocalDate.parse("2026-01-02"));
        TakeOverReport again = service.bring(mandates(MANDATES));
        assertThat(again.faults()).isEmpty();
        assertThat(again.files()).endsWith(new Count("mandates.csv", ImportTable.MANDATES, 2, 0, 2, 0));
        assertThat(mandates.find(MandateReference.of("MND-1")).orElseThrow().cancelledOn())
                .as("what was done with it here stays")
                .isPresent();
    }

    @Test
    void mandates_with_faults_are_told_by_line_without_the_account() {
        assertThat(faults(mandates("""
                        reference,customer,iban,signedOn,scheme,lastCollectedOn
                        has blank,C1,NL44RABO0123456789,2019-05-01,,
                        A,C9,NL44RABO0123456789,2019-05-01,,
                        B,C1,NL45RABO0123456789,2019-05-01,,2019-04-30
                        C,C1,NL44RABO0123456789,31-31-2019,FREE,
                        """)))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("mandates.csv:2: reference"),
                        fault -> assertThat(fault).contains("mandates.csv:3: customer: 'C9'"),
                        fault -> assertThat(fault).contains("mandates.csv:4: iban: '18 characters'"),
                        fault -> assertThat(fault).contains("mandates.csv:4: lastCollectedOn"),
                        fault -> assertThat(fault).contains("mandates.csv:5: signedOn"),
                        fault -> assertThat(fault).contains("mandates.csv:5: scheme"));
    }

    @Test
    void mandates_of_hostfact_come_from_the_file_of_its_debtors() {
        String debtors = """
                DebtorCode;CompanyName;Initials;SurName;Address;ZipCode;City;Country;EmailAddress;AccountNumber;AccountName;MandateID;MandateDate
                DB1;Acme B.V.;J.;Jansen;Dam 1;1012 JS;Amsterdam;NL;info@acme.example;NL44RABO0123456789;Acme;DB1-1;01-02-2024
                DB2;Other B.V.;J.;Jansen;Dam 1;1012 JS;Amsterdam;NL;info@other.example;;;;
                """;
        TakeOverReport report = service.bring(TakeOver.from("HostFact")
                .with("debtors.csv", HostFactExport.DEBTORS, () -> new StringReader(debtors))
                .with("mandates", HostFactExport.MANDATES, () -> new StringReader(debtors)));
        assertThat(report.faults()).isEmpty();
        assertThat(report.files()).endsWith(new Count("mandates", ImportTable.MANDATES, 2, 1, 0, 1));
        assertThat(seller.billing.mandates().ofCustomer(CustomerReference.of("DB1")))
                .extracting(Mandate::signedOn)
                .containsExactly(LocalDate.parse("2024-02-01"));
    }

    @Test
    void hostfact_exports_with_semicolons_and_decimal_commas_are_read_as_they_come() {
        TakeOverReport report = service.bring(TakeOver.from("HostFact")
                .with("debtors.csv", HostFactExport.DEBTORS, () -> new StringReader("""
                        DebtorCode;CompanyName;Initials;SurName;Address;ZipCode;City;Country;EmailAddress;InvoiceEmailAddress;TaxNumber;InvoiceTerm
                        DB10000;Acme B.V.;J.;Jansen;Dam 1;1012 JS;Amsterdam;NL;info@acme.example;facturen@acme.example;;-1
                        DB10001;;P.;Peeters;Lei 1;2000;Antwerpen;EC-BE;p@peeters.example;;;30
                        """))
                .with("subscriptions.csv", HostFactExport.SUBSCRIPTIONS, () -> new StringReader("""
                        Identifier;DebtorCode;ProductCode;Description;Number;PriceExcl;TaxPercentage;DiscountPercentage;Periods;Periodic;StartContract;StartPeriod;TerminationDate
                        12;DB10000;P001;Hosting Pro;2;1.004,95;21;10;3;m;01-02-2024;01-02-2026;0000-00-00
                        13;DB10001;P002;Domein;1;12,00;21;0;1;j;;15-06-2026;15-06-2026
                        """))
                .with("invoices.csv", HostFactExport.INVOICES, () -> new StringReader("""
                        InvoiceCode;DebtorCode;Date;PayBefore;AmountIncl;AmountOutstanding;Status
                        F2025-0012;DB10000;01-12-2025;15-12-2025;1.210,00;210,00;3
                        F2025-0011;DB10000;01-11-2025;15-11-2025;121,00;0,00;4
                        """)));
        assertThat(report.faults()).isEmpty();
        assertThat(report.isReconciled()).isTrue();
        Subscription hosting = seller.billing.subscriptions().find(ref("12")).orElseThrow();
        assertThat(hosting.cycleMonths()).isEqualTo(3);
        assertThat(plain(hosting.unitPrice().orElseThrow()))
                .as("three months at 1,004.95")
                .isEqualTo("3014.85");
        assertThat(hosting.quantity()).isEqualByComparingTo("2");
        assertThat(hosting.discount()).isPresent();
        assertThat(seller.billing.subscriptions().find(ref("13")).orElseThrow().end())
                .contains(LocalDate.of(2026, 6, 15));
        Customer belgian =
                seller.billing.customers().find(CustomerReference.of("DB10001")).orElseThrow();
        assertThat(belgian.address().country()).isEqualTo("BE");
        assertThat(belgian.name()).isEqualTo("P. Peeters");
        assertThat(seller.open(
                        seller.billing.invoices().findByNumber("F2025-0012").orElseThrow()))
                .isEqualTo("210.00");
    }

    @Test
    void a_mapping_says_what_stands_where() {
        ColumnMapping mapping = ColumnMapping.same(ImportTable.CREDITS)
                .with("reference", ColumnSource.of("nr").after("K"))
                .with("customer", "debiteur")
                .withDates("MM/dd/uuuu");
        service.bring(with(
                with(TakeOver.from("Old"), "c.csv", ImportTable.CUSTOMERS, CUSTOMERS),
                "x.csv",
                ImportTable.CREDITS,
                CREDITS));
        TakeOverReport report = service.bring(
                TakeOver.from("Old").with("k.csv", mapping, () -> new StringReader("nr,debiteur,amount\n9,C1,3.00\n")));
        assertThat(report.faults()).isEmpty();
        assertThat(plain(seller.billing
                        .payments()
                        .balance(CustomerReference.of("C1"))
                        .credit()))
                .isEqualTo("3.00");
    }

    @Test
    void what_the_mapping_cannot_multiply_is_a_fault_with_its_words() {
        assertThat(service.check(TakeOver.from("HostFact")
                                .with("s.csv", HostFactExport.SUBSCRIPTIONS, () -> new StringReader("""
                                        Identifier,DebtorCode,Description,PriceExcl,Periods,Periodic,StartPeriod
                                        12,K,Weekly,1.00,2,w,2026-01-01
                                        """)))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .startsWith("s.csv:2: cycleMonths: '2 × w': must be numbers to multiply"));
    }

    @Test
    void keys_that_no_program_should_have_are_faults_of_their_rows() {
        String longer = "9".repeat(95);
        assertThat(faults(files(
                        CUSTOMERS + "A\tB,Tab,BUSINESS,NL,,\n",
                        SUBSCRIPTIONS + "S3,X\tY,Hosting,1,2020-03-15,10.00,2026-01-15\n",
                        INVOICES + longer + ",C1,2025-12-01,2025-12-15,12.10,,21\n",
                        CREDITS + longer + ",C1,5.00\n")))
                .satisfiesExactly(
                        begins("customers.csv:4: customer: 'A\tB': must be 1 to 100 characters"),
                        begins("subscriptions.csv:4: customer: 'X\tY': must be 1 to 100 characters"),
                        begins("invoices.csv:5: invoice: 'taken-over-999"),
                        begins("credits.csv:3: item: 'taken-over-credit-999"));
    }

    @Test
    void an_erased_customer_does_not_come_back() {
        seller.billing.customers().put(customer("C1").build());
        seller.on("2040-01-01");
        seller.billing.retention().erase(CustomerReference.of("C1"));
        assertThat(service.check(with(TakeOver.from("Old"), "c.csv", ImportTable.CUSTOMERS, CUSTOMERS))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).contains("was erased"));
    }
}
