package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Address;
import nl.termijn.administration.Hold;
import nl.termijn.administration.Policies;
import nl.termijn.administration.RetentionPeriod;
import nl.termijn.customer.Customer;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PersonalData;
import nl.termijn.receivable.Booking;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.testing.TestBilling;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Personal data goes when the law allows it, and the books stay as they were. */
class RetentionServiceTest {
    private static final LocalDate FREE = LocalDate.of(2028, 1, 1);

    /** A customer whose last paper is of 2020: billed, ended, paid. */
    private static TestBilling closed() {
        TestBilling seller = TestBilling.open();
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .name("Jan Jansen")
                        .address(Address.builder()
                                .street("Kerkstraat 1")
                                .postalCode("1234 AB")
                                .city("Ons Dorp")
                                .country("NL")
                                .build())
                        .build());
        seller.subscription("2020-01-01", "10.00", more -> more.description("Hosting jansen.example"));
        seller.runAndSend("2020-01");
        seller.billing.outbox().deliver();
        SubscriptionService.Ended ended = seller.end("2020-02-01", Ending.CREDIT);
        assertThat(ended.creditNotes()).isEmpty();
        Invoice invoice = seller.billing.invoices().ofCustomer(K).get(0);
        seller.billing
                .payments()
                .receiveFor(
                        invoice.id(), invoice.totals().gross(), Booking.BY_HAND.reference("betaling van J. Jansen"));
        return seller;
    }

    private static void refused(Reason reason, String says, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        NotAllowedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(says);
    }

    @Test
    void before_its_day_it_is_refused_with_that_day() {
        TestBilling seller = closed();
        seller.on("2027-12-31");
        assertThat(seller.billing.retention().standing(K).freeFrom()).contains(FREE);
        assertThat(seller.billing.retention().erasable()).isEmpty();
        refused(
                Reason.RETENTION,
                "before 2028-01-01",
                () -> seller.billing.retention().erase(K));
        assertThat(seller.billing.customers().find(K).orElseThrow().name()).isEqualTo("Jan Jansen");
    }

    @Test
    void on_its_day_the_person_goes_and_the_books_stay() {
        TestBilling seller = closed();
        seller.on(FREE.toString());
        Invoice before = seller.billing.invoices().ofCustomer(K).get(0);
        assertThat(seller.billing.retention().erasable()).containsExactly(K);
        seller.billing.retention().erase(K);

        Invoice after = seller.billing.invoices().ofCustomer(K).get(0);
        assertThat(after.isErased()).isTrue();
        assertThat(after.number()).isEqualTo(before.number());
        assertThat(after.totals()).isEqualTo(before.totals());
        assertThat(after.issuance().orElseThrow().hash())
                .isEqualTo(before.issuance().orElseThrow().hash());
        assertThat(after.line(1).days()).isEqualTo(before.line(1).days());
        assertThat(after.line(1).description()).isEqualTo(PersonalData.ERASED);
        assertThat(seller.billing.audit().verify().problems()).isEmpty();
        assertThat(seller.billing.payments().balance(K).open().isZero()).isTrue();

        Customer customer = seller.billing.customers().find(K).orElseThrow();
        assertThat(customer.name()).isEqualTo(PersonalData.ERASED);
        assertThat(customer.emails()).isEmpty();
        assertThat(customer.address()).isEqualTo(Address.in("NL"));
        assertThat(customer.erasedOn()).contains(FREE);
        assertThat(file(seller)).doesNotContain("Jan", "Kerkstraat", "jansen.example", "voorbeeld.example");
        // and again: harmless
        seller.billing.retention().erase(K);
        assertThat(seller.billing.retention().erasable()).isEmpty();
    }

    private static String file(TestBilling seller) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        seller.billing.transfer().exportCustomer(K, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_file_of_a_customer_holds_all_that_is_kept_of_him_and_is_no_administration() {
        TestBilling seller = closed();
        String file = file(seller);
        assertThat(file.lines())
                .anyMatch(line -> line.contains("\"kind\":\"customer\"") && line.contains("Kerkstraat 1"))
                .anyMatch(line -> line.contains("\"kind\":\"subscription\"") && line.contains("jansen.example"))
                .anyMatch(line -> line.contains("\"kind\":\"invoice\""))
                .anyMatch(line -> line.contains("\"kind\":\"document\""))
                .anyMatch(line -> line.contains("\"kind\":\"openItem\"") && line.contains("betaling van J. Jansen"));
        Billing other = Billing.builder()
                .store(new InMemoryBillingStore())
                .administration("hosting-bv")
                .build();
        assertThatThrownBy(() ->
                        other.transfer().importFrom(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be preceded by the head");
    }

    @Test
    void a_document_that_somebody_changes_after_it_was_erased_is_found() {
        TestBilling seller = closed();
        seller.on(FREE.toString());
        seller.billing.retention().erase(K);
        Invoice erased = seller.billing.invoices().ofCustomer(K).get(0);
        changed(seller, erased.toBuilder().text("by somebody else").build());
        assertThat(seller.billing.audit().verify().problems())
                .extracting(AuditReport.Problem::kind)
                .containsExactly(AuditReport.Kind.CHANGED);
    }

    @Test
    void what_is_about_the_person_cannot_be_changed_unseen_either() {
        TestBilling seller = closed();
        Invoice sent = seller.billing.invoices().ofCustomer(K).get(0);
        changed(seller, sent.toBuilder().text("another text").build());
        assertThat(seller.billing.audit().verify().problems())
                .extracting(AuditReport.Problem::kind)
                .containsExactly(AuditReport.Kind.CHANGED);
    }

    private static void changed(TestBilling seller, Invoice invoice) {
        seller.store.inTransaction(
                seller.billing.administration().id(), unit -> unit.invoices().save(List.of(invoice)));
    }

    @Test
    void nothing_new_is_done_with_who_was_erased() {
        TestBilling seller = closed();
        seller.on(FREE.toString());
        seller.billing.retention().erase(K);
        Invoice invoice = seller.billing.invoices().ofCustomer(K).get(0);
        String says = "was erased";
        refused(
                Reason.ERASED,
                says,
                () -> seller.billing.customers().put(TestBilling.customer("K").build()));
        refused(Reason.ERASED, says, () -> seller.billing.customers().hold(K, Hold.of(Hold.Kind.INVOICING, "why")));
        refused(Reason.ERASED, says, () -> seller.subscription("2028-02-01", "1.00", more -> more.reference(ref("T"))));
        refused(Reason.ERASED, says, () -> seller.pending("P", "2028-02-01", "1.00"));
        refused(Reason.ERASED, says, () -> seller.manual("1.00"));
        refused(Reason.ERASED, says, () -> seller.billing.payments().receive(K, seller.money("1.00"), Booking.BY_HAND));
        refused(Reason.ERASED, says, () -> seller.billing.invoices().resend(invoice.id()));
        refused(
                Reason.ERASED,
                says,
                () -> seller.billing.invoices().credit(invoice.id()).send());
        refused(Reason.ERASED, says, () -> seller.billing.outbox().document(invoice.id()));
        assertThatThrownBy(() -> seller.billing
                        .customers()
                        .put(TestBilling.customer("L").erasedOn(FREE).build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("erasedOn");
    }

    @Test
    void while_something_goes_on_it_is_refused_and_says_what() {
        TestBilling seller = TestBilling.open();
        seller.subscription("2020-01-01", "10.00");
        seller.pending("P", "2020-01-01", "1.00");
        seller.on("2040-01-01");
        refused(
                Reason.IN_USE,
                "subscription S is not billed to its end; pending line P waits",
                () -> seller.billing.retention().erase(K));
        TestBilling unpaid = TestBilling.open();
        unpaid.on("2020-01-01");
        unpaid.sent("10.00");
        unpaid.on("2040-01-01");
        refused(
                Reason.IN_USE,
                "is not settled",
                () -> unpaid.billing.retention().erase(K));
        TestBilling draft = TestBilling.open();
        draft.manual("10.00");
        refused(Reason.IN_USE, "is not sent", () -> draft.billing.retention().erase(K));
    }

    @Test
    void who_never_had_a_document_may_go_at_once() {
        TestBilling seller = TestBilling.open();
        assertThat(seller.billing.retention().standing(K).freeFrom()).isEmpty();
        seller.billing.retention().erase(K);
        assertThat(seller.billing.customers().find(K).orElseThrow().erasedOn()).isPresent();
    }

    @Test
    void the_seller_decides_how_many_years() {
        TestBilling seller = TestBilling.open(more -> more.policies(
                Policies.builder().retention(new RetentionPeriod(2, 10, 1)).build()));
        seller.on("2020-06-01");
        Invoice invoice = seller.sent("10.00");
        seller.billing.payments().receiveFor(invoice.id(), invoice.totals().gross(), Booking.BY_HAND);
        assertThat(seller.billing.retention().standing(K).freeFrom())
                .contains(Year.of(2023).atDay(1));
    }
}
