package nl.termijn;

import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.SubscriptionService.Succession;
import nl.termijn.SubscriptionService.SuccessionPreview;
import nl.termijn.SubscriptionService.Transfer;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.Invoice;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.Trial;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A subscription that another customer pays on from a day: no day is lost and none is paid twice. */
class SubscriptionTransferTest {
    private static final CustomerReference L = CustomerReference.of("L");

    private final TestBilling seller = withTwo(TestBilling.open());

    private static TestBilling withTwo(TestBilling seller) {
        seller.billing.customers().put(customer("L").build());
        return seller;
    }

    private static Transfer toL(String day, Ending ending) {
        return new Transfer(L, ref("S-2"), LocalDate.parse(day), ending);
    }

    private static Succession transfer(TestBilling seller, String day, Ending ending) {
        return seller.billing.subscriptions().transfer(ref("S"), toL(day, ending));
    }

    private List<String> drafted(CustomerReference customer) {
        return seller.billing.invoices().awaitingApproval().stream()
                .filter(draft -> draft.customer().equals(customer))
                .flatMap(draft -> lines(draft).stream())
                .toList();
    }

    private List<String> happened() {
        return seller.billing.audit().events(0, 1_000).stream()
                .map(entry -> entry.event().getClass().getSimpleName())
                .toList();
    }

    @Test
    void the_payer_is_credited_for_the_rest_and_the_next_pays_it_with_the_same_periods_after_it() {
        seller.subscription("2026-01-15", "119.88", subscription -> subscription.cycleMonths(12));
        seller.runAndSend("2026-02");
        seller.on("2026-05-01");
        SuccessionPreview preview =
                seller.billing.subscriptions().previewTransfer(ref("S"), toL("2026-05-01", Ending.CREDIT));
        assertThat(seller.subscription().end()).as("a preview changes nothing").isEmpty();
        assertThat(plain(preview.end().credited())).isEqualTo("85.07");
        assertThat(plain(preview.end().cut())).isEqualTo("0.00");
        assertThat(plain(preview.charged())).isEqualTo("85.07");

        Succession done = transfer(seller, "2026-05-01", Ending.CREDIT);
        Invoice note = done.ended().creditNotes().get(0);
        assertThat(note.customer()).isEqualTo(TestBilling.K);
        assertThat(lines(note)).containsExactly("[2026-05-01, 2027-01-15) -85.07");
        assertThat(done.ended().subscription().successor()).contains(ref("S-2"));
        assertThat(done.successor().firstDay()).isEqualTo("2026-05-01");
        assertThat(happened()).containsSubsequence("SubscriptionSucceeded", "SubscriptionEnded", "SubscriptionStarted");
        seller.run("2026-06");
        assertThat(drafted(L)).containsExactly("[2026-05-01, 2027-01-15) 85.07");
        seller.run("2027-01");
        assertThat(drafted(L)).contains("[2027-01-15, 2028-01-15) 119.88");
        assertThat(drafted(TestBilling.K)).containsExactly("[2026-05-01, 2027-01-15) -85.07");
    }

    @Test
    void what_is_paid_may_stay_paid_and_the_next_pays_from_there() {
        seller.on("2026-01-01").subscription("2026-01-01", "10.00");
        seller.runAndSend("2026-01");
        seller.on("2026-01-10");
        SuccessionPreview preview =
                seller.billing.subscriptions().previewTransfer(ref("S"), toL("2026-01-10", Ending.PAID_UP));
        assertThat(plain(preview.charged())).isEqualTo("0.00");
        Succession done = transfer(seller, "2026-01-10", Ending.PAID_UP);
        assertThat(done.ended().creditNotes()).isEmpty();
        assertThat(done.successor().firstDay()).isEqualTo("2026-02-01");
        seller.run("2026-02");
        assertThat(drafted(L)).containsExactly("[2026-02-01, 2026-03-01) 10.00");
    }

    @Test
    void a_last_period_that_is_charged_whole_stays_with_the_one_who_paid() {
        TestBilling whole = withTwo(TestBilling.open(administration -> administration.policies(
                Policies.builder().endOfSubscription(EndOfSubscription.WHOLE).build())));
        whole.on("2026-01-01").subscription("2026-01-01", "10.00");
        Succession done = transfer(whole, "2026-01-10", Ending.CREDIT);
        assertThat(done.successor().firstDay()).isEqualTo("2026-02-01");
        whole.runAndSend("2026-01");
        whole.runAndSend("2026-02");
        assertThat(whole.billing.invoices().ofCustomer(L).stream().flatMap(each -> lines(each).stream()))
                .containsExactly("[2026-02-01, 2026-03-01) 10.00");
        assertThat(whole.documents().stream().flatMap(each -> lines(each).stream()))
                .containsExactly("[2026-01-01, 2026-01-10) 10.00");

        TestBilling ending = withTwo(TestBilling.open(administration -> administration.policies(
                Policies.builder().endOfSubscription(EndOfSubscription.WHOLE).build())));
        ending.on("2026-01-01")
                .subscription("2026-01-01", "10.00", subscription -> subscription.end(LocalDate.parse("2026-01-20")));
        assertThatThrownBy(() -> transfer(ending, "2026-01-10", Ending.CREDIT))
                .as("nothing is left to pay for the next")
                .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void terms_go_along_with_what_is_left_of_them() {
        seller.on("2026-01-01")
                .subscription(
                        "2026-01-01",
                        "10.00",
                        subscription -> subscription.trial(Trial.periods(2)).setUpFee(seller.money("25.00")));
        seller.price("2026-01-01", "12.00", TermsChange.Effect.NEXT_PERIOD);
        Succession done = transfer(seller, "2026-02-10", Ending.CREDIT);
        assertThat(done.successor().setUpFeeBilled()).isFalse();
        seller.run("2026-01");
        seller.run("2026-02");
        assertThat(drafted(L)).as("the trial goes on").isEmpty();
        seller.run("2026-03");
        assertThat(drafted(L)).containsExactly("[2026-03-01, 2026-04-01) 12.00", "25.00");
        assertThat(drafted(TestBilling.K)).isEmpty();
    }

    @Test
    void a_set_up_fee_is_charged_once() {
        seller.on("2026-01-01")
                .subscription("2026-01-01", "31.00", subscription -> subscription.setUpFee(seller.money("25.00")));
        transfer(seller, "2026-01-11", Ending.CREDIT);
        seller.run("2026-01");
        assertThat(drafted(TestBilling.K)).containsExactly("[2026-01-01, 2026-01-11) 10.00", "25.00");
        assertThat(drafted(L)).containsExactly("[2026-01-11, 2026-02-01) 21.00");
    }

    @Test
    void revenue_moves_from_one_customer_to_the_other_on_the_day() {
        seller.on("2026-01-01").subscription("2026-01-01", "10.00");
        transfer(seller, "2026-01-11", Ending.CREDIT);
        for (String day : List.of("2026-01-10", "2026-01-11", "2026-02-01")) {
            assertThat(plain(seller.billing
                            .figures()
                            .recurring(LocalDate.parse(day))
                            .monthly()))
                    .as(day)
                    .isEqualTo("10.00");
        }
    }

    @Test
    void done_again_it_changes_nothing_and_what_comes_after_is_done_to_the_successor() {
        seller.on("2026-01-01").subscription("2026-01-01", "10.00");
        Subscription successor = transfer(seller, "2026-01-11", Ending.CREDIT).successor();
        assertThat(transfer(seller, "2026-01-11", Ending.CREDIT).successor()).isEqualTo(successor);
        for (UnaryOperator<SubscriptionService> act : List.<UnaryOperator<SubscriptionService>>of(
                subscriptions -> {
                    subscriptions.undoEnd(ref("S"));
                    return subscriptions;
                },
                subscriptions -> {
                    subscriptions.end(ref("S"), LocalDate.parse("2026-01-05"), Ending.CREDIT);
                    return subscriptions;
                },
                subscriptions -> {
                    subscriptions.transfer(
                            ref("S"), new Transfer(L, ref("S-3"), LocalDate.parse("2026-01-05"), Ending.CREDIT));
                    return subscriptions;
                })) {
            assertThatThrownBy(() -> act.apply(seller.billing.subscriptions()))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.SUCCEEDED))
                    .hasMessageContaining("S-2");
        }
        // and back again
        Succession back = seller.billing
                .subscriptions()
                .transfer(
                        ref("S-2"),
                        new Transfer(TestBilling.K, ref("S-3"), LocalDate.parse("2026-01-21"), Ending.CREDIT));
        assertThat(back.successor().start()).isEqualTo("2026-01-01");
        seller.run("2026-01");
        assertThat(drafted(L)).containsExactly("[2026-01-11, 2026-01-21) 3.22");
        assertThat(drafted(TestBilling.K))
                .containsExactly("[2026-01-01, 2026-01-11) 3.23", "[2026-01-21, 2026-02-01) 3.55");
    }

    @Test
    void bad_input_is_refused_and_nothing_is_changed() {
        seller.on("2026-01-01").subscription("2026-01-01", "10.00");
        SubscriptionService subscriptions = seller.billing.subscriptions();
        assertThatThrownBy(() -> subscriptions.transfer(
                        ref("S"),
                        new Transfer(TestBilling.K, ref("S-2"), LocalDate.parse("2026-01-11"), Ending.CREDIT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be another customer");
        assertThatThrownBy(() -> subscriptions.transfer(
                        ref("S"), new Transfer(L, ref("S"), LocalDate.parse("2026-01-11"), Ending.CREDIT)))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> subscriptions.transfer(
                        ref("S"),
                        new Transfer(
                                CustomerReference.of("nobody"),
                                ref("S-2"),
                                LocalDate.parse("2026-01-11"),
                                Ending.CREDIT)))
                .hasMessageContaining("nobody");
        assertThat(seller.subscription().end()).isEmpty();
    }
}
