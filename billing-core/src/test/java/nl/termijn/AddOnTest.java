package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.SubscriptionService.Transfer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotFoundException;
import nl.termijn.invoice.Invoice;
import nl.termijn.subscription.Subscription;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An add-on ends, pauses and changes hands with what it belongs to. */
class AddOnTest {
    private final TestBilling seller = TestBilling.open().on("2026-01-01");
    private final SubscriptionService subscriptions = seller.billing.subscriptions();

    @BeforeEach
    void hostingWithADiskAndAnIp() {
        seller.subscription("2026-01-01", "31.00")
                .subscription(
                        "2026-01-01", "3.10", s -> s.reference(ref("DISK")).parent(ref("S")))
                .subscription("2026-01-01", "6.20", s -> s.reference(ref("IP")).parent(ref("S")));
    }

    private static LocalDate day(String value) {
        return LocalDate.parse(value);
    }

    private Subscription find(String reference) {
        return subscriptions.find(ref(reference)).orElseThrow();
    }

    private List<String> run(String month) {
        return seller.run(month).drafts().stream()
                .flatMap(id ->
                        TestBilling.lines(seller.billing.invoices().find(id).orElseThrow()).stream())
                .toList();
    }

    @Test
    void add_ons_end_with_their_parent_on_one_credit_note() {
        seller.runAndSend("2026-01");
        subscriptions.end(ref("IP"), day("2026-01-11"), Ending.CREDIT);
        SubscriptionService.EndPreview seen = subscriptions.previewEnd(ref("S"), day("2026-01-21"), Ending.CREDIT);
        assertThat(seen.credited()).as("11 of 31 days of 31.00 and of 3.10").isEqualTo(eur("12.10"));
        SubscriptionService.Ended ended = subscriptions.end(ref("S"), day("2026-01-21"), Ending.CREDIT);
        assertThat(ended.addOns()).extracting(Subscription::reference).containsExactly(ref("DISK"));
        assertThat(find("DISK").end()).contains(day("2026-01-21"));
        assertThat(find("IP").end()).as("had ended before").contains(day("2026-01-11"));
        Invoice note = ended.creditNotes().get(0);
        assertThat(ended.creditNotes()).hasSize(1);
        assertThat(TestBilling.lines(note))
                .containsExactly("[2026-01-21, 2026-02-01) -11.00", "[2026-01-21, 2026-02-01) -1.10");
        assertThat(run("2026-02")).isEmpty();
    }

    @Test
    void on_a_draft_both_are_shortened() {
        run("2026-01");
        subscriptions.end(ref("S"), day("2026-01-21"), Ending.CREDIT);
        assertThat(TestBilling.lines(seller.documents().get(0)))
                .containsExactlyInAnyOrder(
                        "[2026-01-01, 2026-01-21) 20.00",
                        "[2026-01-01, 2026-01-21) 2.00",
                        "[2026-01-01, 2026-01-21) 4.00");
    }

    @Test
    void an_end_that_is_undone_is_undone_for_both() {
        subscriptions.end(ref("IP"), day("2026-03-01"), Ending.CREDIT);
        subscriptions.end(ref("S"), day("2026-06-01"), Ending.CREDIT);
        assertThatThrownBy(() -> subscriptions.undoEnd(ref("DISK")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be 2026-06-01 or before, when S ends");
        subscriptions.undoEnd(ref("S"));
        assertThat(find("DISK").end()).isEmpty();
        assertThat(find("IP").end()).contains(day("2026-03-01"));
    }

    @Test
    void a_pause_holds_for_both_and_one_of_its_own_goes_on() {
        subscriptions.pause(ref("IP"), day("2026-01-11"));
        subscriptions.pause(ref("S"), day("2026-01-16"));
        subscriptions.resume(ref("S"), day("2026-01-26"));
        assertThat(find("DISK").pauses()).isEqualTo(find("S").pauses());
        assertThat(find("IP").openPause()).isPresent();
    }

    @Test
    void another_customer_takes_all_over_and_every_key_is_asked_for() {
        CustomerReference l = CustomerReference.of("L");
        seller.billing.customers().put(TestBilling.customer("L").build());
        seller.runAndSend("2026-01");
        Transfer transfer = new Transfer(
                l,
                ref("S-L"),
                day("2026-01-11"),
                Ending.CREDIT,
                Map.of(ref("DISK"), ref("DISK-L"), ref("IP"), ref("IP-L")));
        assertThat(subscriptions.previewTransfer(ref("S"), transfer).charged())
                .as("21 days of 31.00, 3.10 and 6.20")
                .isEqualTo(eur("27.30"));
        subscriptions.transfer(ref("S"), transfer);
        assertThat(subscriptions.transfer(ref("S"), transfer).successor()).isEqualTo(find("S-L"));
        assertThat(find("DISK-L").parent()).contains(ref("S-L"));
        assertThat(find("DISK-L").customer()).isEqualTo(l);
        assertThat(find("DISK").successor()).contains(ref("DISK-L"));
        assertThatThrownBy(() -> subscriptions.transfer(
                        ref("S-L"), new Transfer(K, ref("S-K"), day("2026-01-21"), Ending.CREDIT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must have a key");
        assertThat(find("S-L").end()).as("nothing half done").isEmpty();
        assertThatThrownBy(() -> subscriptions.transfer(
                        ref("DISK-L"), new Transfer(K, ref("DISK-K"), day("2026-01-21"), Ending.CREDIT)))
                .as("an add-on does not leave its parent")
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void what_replaces_the_parent_has_its_add_ons() {
        seller.runAndSend("2026-01");
        Subscription bigger = Subscription.builder()
                .reference(ref("PRO"))
                .customer(K)
                .description("Hosting Pro")
                .cycleMonths(1)
                .start(day("2026-01-11"))
                .unitPrice(eur("62.00"))
                .build();
        subscriptions.replace(ref("S"), bigger);
        assertThat(find("DISK").parent()).contains(ref("PRO"));
        assertThat(find("DISK").end()).isEmpty();
        assertThat(subscriptions
                        .end(ref("PRO"), day("2026-03-01"), Ending.CREDIT)
                        .addOns())
                .hasSize(2);
    }

    @Test
    void an_add_on_has_a_running_parent_of_its_customer_that_is_none_itself() {
        seller.billing.customers().put(TestBilling.customer("L").build());
        assertThatThrownBy(() -> seller.subscription(
                        "2026-01-01", "1.00", s -> s.reference(ref("X")).parent(ref("nothing"))))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> seller.subscription(
                        "2026-01-01",
                        "1.00",
                        s -> s.reference(ref("X")).parent(ref("DISK")).customer(CustomerReference.of("L"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be K, whose is DISK")
                .hasMessageContaining("must not be an add-on itself");
        subscriptions.end(ref("S"), day("2026-06-01"), Ending.CREDIT);
        assertThatThrownBy(() -> seller.subscription(
                        "2026-01-01", "1.00", s -> s.reference(ref("X")).parent(ref("S"))))
                .hasMessageContaining("when S ends");
        seller.subscription(
                "2026-01-01",
                "1.00",
                s -> s.reference(ref("X")).parent(ref("S")).end(Optional.of(day("2026-06-01"))));
    }
}
