package nl.termijn;

import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import nl.termijn.SubscriptionService.EndPreview;
import nl.termijn.SubscriptionService.Ended;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.SubscriptionService.PossibleEnd;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.customer.Customer;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.ContractTerm;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.BuyerKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a subscription may end, what an end would cost before it is done, and an end that is taken back. */
class EndOfContractTest {
    private final TestBilling seller = TestBilling.open();
    private final SubscriptionService subscriptions = seller.billing.subscriptions();

    private void consumer() {
        seller.billing
                .customers()
                .put(Customer.builder()
                        .from(customer("K").build())
                        .kind(BuyerKind.CONSUMER)
                        .build());
    }

    /** Cases S1 to S4 of subscriptions to consumers (articles 6:236 and 6:237 BW), and agreements that the law does not cut. */
    @ParameterizedTest
    @CsvSource({
        "2025-03-10, 12, 1, 2026-02-20, 2026-03-20, 2026-03-20",
        "2025-03-10, 12, 1, 2026-06-05, 2026-07-05, 2026-07-05",
        "2025-01-01, 24, 1, 2026-01-15, 2027-01-01, 2026-02-15",
        "2026-01-31, 1, 1, 2026-02-10, 2026-03-10, 2026-03-10",
        "2025-01-01, 36, 3, 2026-06-10, 2028-01-01, 2026-07-10",
        "2025-01-01, 12, 0, 2025-06-10, 2026-01-01, 2026-01-01",
        "2025-01-01, 0, 0, 2025-06-10, 2025-06-10, 2025-06-10"
    })
    void the_first_possible_end_by_contract_and_by_law(
            LocalDate start, int minimum, int notice, LocalDate noticeOn, LocalDate byContract, LocalDate byLaw) {
        seller.on(start.toString())
                .subscription(
                        start.toString(),
                        "10.00",
                        subscription -> subscription.contract(new ContractTerm(minimum, notice)));
        assertThat(subscriptions.firstPossibleEnd(ref("S"), noticeOn).byLaw())
                .as("a business")
                .isEmpty();
        consumer();
        PossibleEnd end = subscriptions.firstPossibleEnd(ref("S"), noticeOn);
        assertThat(end.byContract()).isEqualTo(byContract);
        assertThat(end.byLaw()).contains(byLaw);
        assertThat(end.earliest()).isEqualTo(byLaw.isBefore(byContract) ? byLaw : byContract);
    }

    @Test
    void a_contract_of_no_sense_is_refused() {
        assertThatThrownBy(() -> new ContractTerm(-1, 200))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("minimumMonths")
                .hasMessageContaining("noticeMonths");
    }

    @Nested
    class Preview {
        @Test
        void an_end_is_told_in_money_before_it_is_done_and_then_does_just_that() {
            // 119.88 a year, of which 117 of 365 days were used (case S2)
            seller.on("2026-03-10").subscription("2026-03-10", "119.88", subscription -> subscription.cycleMonths(12));
            seller.billing.runs().billNow(TestBilling.K);
            seller.billing
                    .invoices()
                    .awaitingApproval()
                    .forEach(draft -> seller.billing.invoices().send(draft.id()));
            seller.on("2026-06-05");
            EndPreview preview = subscriptions.previewEnd(ref("S"), LocalDate.parse("2026-07-05"), Ending.CREDIT);
            assertThat(preview.end()).isEqualTo("2026-07-05");
            assertThat(plain(preview.credited())).isEqualTo("81.45");
            assertThat(plain(preview.cut())).isEqualTo("0.00");
            assertThat(seller.subscription().end()).as("nothing is changed").isEmpty();
            Ended ended = subscriptions.end(ref("S"), LocalDate.parse("2026-07-05"), Ending.CREDIT);
            assertThat(Amounts.decimal(ended.creditNotes().get(0).totals().net()))
                    .isEqualByComparingTo(Amounts.decimal(preview.credited()).negate());
        }

        @Test
        void what_is_cut_from_a_draft_is_told_apart_from_what_was_sent() {
            seller.on("2026-01-01").subscription("2026-01-01", "31.00");
            seller.run("2026-01");
            EndPreview preview = subscriptions.previewEnd(ref("S"), LocalDate.parse("2026-01-11"), Ending.CREDIT);
            assertThat(plain(preview.credited())).isEqualTo("0.00");
            assertThat(plain(preview.cut())).isEqualTo("21.00");
            assertThat(plain(subscriptions
                            .previewEnd(ref("S"), LocalDate.parse("2026-01-11"), Ending.PAID_UP)
                            .cut()))
                    .isEqualTo("0.00");
            subscriptions.end(ref("S"), LocalDate.parse("2026-01-11"), Ending.CREDIT);
            assertThatThrownBy(() -> subscriptions.previewEnd(ref("S"), LocalDate.parse("2026-01-20"), Ending.CREDIT))
                    .isInstanceOf(NotAllowedException.class);
        }
    }

    @Nested
    class Undone {
        @Test
        void an_end_to_come_is_taken_back_and_the_days_go_on_without_a_gap() {
            seller.on("2026-01-01").subscription("2026-01-01", "10.00");
            seller.runAndSend("2026-01");
            seller.on("2026-01-10");
            subscriptions.end(ref("S"), LocalDate.parse("2026-01-20"), Ending.PAID_UP);
            assertThat(seller.subscription().end()).contains(LocalDate.parse("2026-02-01"));
            assertThat(subscriptions.undoEnd(ref("S")).end()).isEmpty();
            seller.on("2026-02-01").run("2026-02");
            assertThat(lines(seller.billing.invoices().awaitingApproval().get(0)))
                    .containsExactly("[2026-02-01, 2026-03-01) 10.00");
        }

        @Test
        void the_parts_of_a_period_around_it_come_to_the_whole() {
            seller.on("2026-01-01").subscription("2026-01-01", "10.00");
            subscriptions.end(ref("S"), LocalDate.parse("2026-03-10"), Ending.CREDIT);
            seller.runAndSend("2026-01");
            seller.on("2026-02-01").runAndSend("2026-02");
            seller.on("2026-03-01").run("2026-03");
            Invoice part = seller.billing.invoices().awaitingApproval().get(0);
            assertThat(lines(part)).containsExactly("[2026-03-01, 2026-03-10) 2.90");
            seller.billing.invoices().send(part.id());
            subscriptions.undoEnd(ref("S"));
            seller.on("2026-04-01").run("2026-04");
            assertThat(lines(seller.billing.invoices().awaitingApproval().get(0)))
                    .containsExactly("[2026-03-10, 2026-04-01) 7.10", "[2026-04-01, 2026-05-01) 10.00");
        }

        @Test
        void an_end_that_came_or_was_settled_stays() {
            seller.on("2026-01-01").subscription("2026-01-01", "10.00");
            assertThatThrownBy(() -> subscriptions.undoEnd(ref("S")))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ENDED));
            seller.runAndSend("2026-01");
            seller.on("2026-01-05");
            subscriptions.end(ref("S"), LocalDate.parse("2026-01-20"), Ending.CREDIT);
            assertThatThrownBy(() -> subscriptions.undoEnd(ref("S")))
                    .as("days after it were credited")
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.LATER_WORK_RESTS_ON_IT));
            seller.on("2026-01-20");
            assertThatThrownBy(() -> subscriptions.undoEnd(ref("S")))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.ENDED));
        }

        @Test
        void a_last_period_that_was_charged_whole_is_not_charged_again() {
            TestBilling whole = TestBilling.open(administration -> administration.policies(Policies.builder()
                    .endOfSubscription(EndOfSubscription.WHOLE)
                    .build()));
            whole.on("2026-01-01").subscription("2026-01-01", "10.00");
            whole.billing.subscriptions().end(ref("S"), LocalDate.parse("2026-01-20"), Ending.CREDIT);
            whole.runAndSend("2026-01");
            assertThatThrownBy(() -> whole.billing.subscriptions().undoEnd(ref("S")))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("charged already");
        }
    }
}
