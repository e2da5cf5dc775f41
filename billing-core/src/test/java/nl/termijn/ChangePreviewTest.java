package nl.termijn;

import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.plain;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.SubscriptionService.ChangePreview;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.SubscriptionService.Succession;
import nl.termijn.SubscriptionService.SuccessionPreview;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Policies.EndOfSubscription;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a change would do in money before it is done, and renewals that move to another day. */
class ChangePreviewTest {
    private final TestBilling seller = TestBilling.open();
    private final SubscriptionService subscriptions = seller.billing.subscriptions();

    private List<String> drafted() {
        return seller.billing.invoices().awaitingApproval().stream()
                .flatMap(draft -> lines(draft).stream())
                .toList();
    }

    /** A dated price belongs to its product (rule C1): it came back after a change to a dearer one. */
    @Nested
    class PlannedPrices {
        private void plannedRise() {
            seller.subscription("2026-03-01", "10.00");
            seller.runAndSend("2026-03");
            subscriptions.changePrice(
                    ref("S"), seller.money("10.60"), LocalDate.parse("2026-05-01"), Effect.NEXT_PERIOD);
            seller.on("2026-03-16");
        }

        private TermsChange.Builder product(String day, Effect effect) {
            return TermsChange.builder()
                    .effectiveFrom(LocalDate.parse(day))
                    .effect(effect)
                    .productCode("pro");
        }

        @Test
        void another_product_ends_a_price_that_was_planned_for_the_one_before() {
            plannedRise();
            TermsChange pro = product("2026-03-16", Effect.AT_ONCE)
                    .unitPrice(seller.money("25.00"))
                    .build();
            SubscriptionService.ChangePreview seen = subscriptions.previewChange(ref("S"), pro);
            assertThat(seen.laterPrices()).isEmpty();
            assertThat(seen.endedPrices())
                    .extracting(SubscriptionService.LaterPrice::price)
                    .containsExactly(Optional.of(seller.money("10.60")));
            subscriptions.change(ref("S"), pro);
            seller.runAndSend("2026-04");
            seller.run("2026-05");
            assertThat(drafted()).hasSize(1).first().asString().contains("25.00");
        }

        @Test
        void with_the_next_period_too() {
            plannedRise();
            subscriptions.change(
                    ref("S"),
                    product("2026-03-16", Effect.NEXT_PERIOD)
                            .unitPrice(seller.money("25.00"))
                            .build());
            seller.runAndSend("2026-04");
            seller.run("2026-05");
            assertThat(drafted()).hasSize(1).first().asString().contains("25.00");
        }

        @Test
        void a_planned_change_to_another_product_ends_with_its_price() {
            plannedRise();
            subscriptions.change(
                    ref("S"),
                    product("2026-05-01", Effect.NEXT_PERIOD)
                            .unitPrice(seller.money("25.00"))
                            .quantity(BigDecimal.valueOf(3))
                            .build());
            subscriptions.change(
                    ref("S"),
                    TermsChange.builder()
                            .effectiveFrom(LocalDate.parse("2026-04-01"))
                            .productCode("max")
                            .unitPrice(seller.money("40.00"))
                            .build());
            Subscription subscription = subscriptions.find(ref("S")).orElseThrow();
            LocalDate may = LocalDate.parse("2026-05-01");
            assertThat(subscription.productOn(may)).contains("max");
            assertThat(subscription.agreedPriceOn(may)).contains(seller.money("40.00"));
            assertThat(subscription.quantityOn(may))
                    .as("how many is no matter of the product")
                    .isEqualByComparingTo("3");
        }

        @Test
        void what_is_planned_after_the_change_counts() {
            plannedRise();
            subscriptions.change(
                    ref("S"),
                    product("2026-03-16", Effect.AT_ONCE)
                            .unitPrice(seller.money("25.00"))
                            .build());
            subscriptions.changePrice(
                    ref("S"), seller.money("27.00"), LocalDate.parse("2026-05-01"), Effect.NEXT_PERIOD);
            seller.runAndSend("2026-04");
            seller.run("2026-05");
            assertThat(drafted()).hasSize(1).first().asString().contains("27.00");
        }

        @Test
        void a_planned_price_stays_when_it_is_planned_again_after_the_change_of_product() {
            plannedRise();
            TermsChange pro = product("2026-03-16", Effect.AT_ONCE)
                    .unitPrice(seller.money("25.00"))
                    .build();
            List<SubscriptionService.LaterPrice> ended =
                    subscriptions.previewChange(ref("S"), pro).endedPrices();
            subscriptions.change(ref("S"), pro);
            ended.forEach(price -> subscriptions.changePrice(
                    price.subscription(), price.price().orElseThrow(), price.from(), Effect.NEXT_PERIOD));
            seller.runAndSend("2026-04");
            seller.run("2026-05");
            assertThat(drafted()).hasSize(1).first().asString().contains("10.60");
        }

        @Test
        void a_preview_names_each_later_price_that_still_counts() {
            plannedRise();
            TermsChange quantity = TermsChange.builder()
                    .effectiveFrom(LocalDate.parse("2026-04-01"))
                    .quantity(BigDecimal.TEN)
                    .build();
            CustomerReference other = CustomerReference.of("L");
            seller.billing.customers().put(TestBilling.customer("L").build());
            List<SubscriptionService.LaterPrice> later =
                    subscriptions.previewChange(ref("S"), quantity).laterPrices();
            assertThat(later)
                    .containsExactly(new SubscriptionService.LaterPrice(
                            ref("S"), LocalDate.parse("2026-05-01"), Optional.of(seller.money("10.60"))));
            assertThat(subscriptions
                            .previewTransfer(
                                    ref("S"),
                                    new SubscriptionService.Transfer(
                                            other, ref("T"), LocalDate.parse("2026-04-01"), Ending.PAID_UP))
                            .laterPrices())
                    .extracting(SubscriptionService.LaterPrice::subscription)
                    .containsExactly(ref("T"));
        }

        @Test
        void a_change_at_once_to_what_counts_already_cuts_no_period() {
            seller.subscription("2026-03-01", "10.00");
            subscriptions.changePrice(ref("S"), seller.money("10.00"), LocalDate.parse("2026-03-16"), Effect.AT_ONCE);
            seller.run("2026-03");
            assertThat(drafted()).hasSize(1);
        }
    }

    @Nested
    class Terms {
        private TermsChange plan(String day, Effect effect) {
            return TermsChange.builder()
                    .effectiveFrom(LocalDate.parse(day))
                    .effect(effect)
                    .unitPrice(seller.money("30.00"))
                    .quantity(BigDecimal.valueOf(2))
                    .productCode("pro")
                    .description("Hosting Pro")
                    .build();
        }

        @Test
        void another_plan_at_once_is_told_as_what_it_costs_and_as_what_it_brings_a_month() {
            seller.subscription("2026-04-01", "15.00");
            seller.runAndSend("2026-04");
            seller.on("2026-04-11");
            ChangePreview preview = subscriptions.previewChange(ref("S"), plan("2026-04-11", Effect.AT_ONCE));
            assertThat(preview.from()).isEqualTo("2026-04-11");
            assertThat(plain(preview.difference())).isEqualTo("30.00");
            assertThat(plain(preview.monthlyBefore())).isEqualTo("15.00");
            assertThat(plain(preview.monthlyAfter())).isEqualTo("60.00");
            assertThat(seller.subscription().changes()).as("nothing is changed").isEmpty();
            assertThat(seller.billing.pendingLines().waiting(TestBilling.K)).isEmpty();

            subscriptions.change(ref("S"), plan("2026-04-11", Effect.AT_ONCE));
            seller.run("2026-05");
            assertThat(drafted())
                    .containsExactly(
                            "[2026-05-01, 2026-06-01) 60.00",
                            "[2026-04-11, 2026-05-01) -10.00",
                            "[2026-04-11, 2026-05-01) 40.00");
        }

        @Test
        void another_plan_at_the_renewal_costs_nothing_now() {
            seller.subscription("2026-01-15", "120.00", subscription -> subscription.cycleMonths(12));
            seller.runAndSend("2026-02");
            seller.on("2026-04-11");
            ChangePreview preview = subscriptions.previewChange(ref("S"), plan("2026-04-11", Effect.NEXT_PERIOD));
            assertThat(preview.from()).isEqualTo("2027-01-15");
            assertThat(plain(preview.difference())).isEqualTo("0.00");
            assertThat(plain(preview.monthlyBefore())).isEqualTo("10.00");
            assertThat(plain(preview.monthlyAfter())).isEqualTo("5.00");
        }

        @Test
        void what_would_be_refused_is_refused() {
            seller.subscription("2026-01-01", "15.00");
            seller.end("2026-03-01", Ending.CREDIT);
            assertThatThrownBy(() -> subscriptions.previewChange(ref("S"), plan("2026-04-11", Effect.AT_ONCE)))
                    .isInstanceOf(NotAllowedException.class);
        }
    }

    @Nested
    class NewPeriods {
        private Subscription pro(String start) {
            return Subscription.builder()
                    .reference(ref("S-2"))
                    .customer(TestBilling.K)
                    .description("Hosting Pro")
                    .cycleMonths(12)
                    .start(LocalDate.parse(start))
                    .unitPrice(seller.money("240.00"))
                    .build();
        }

        private void basic() {
            seller.subscription("2026-01-01", "120.00", subscription -> subscription.cycleMonths(12));
            seller.runAndSend("2026-01");
            seller.on("2026-04-11");
        }

        @Test
        void a_plan_with_a_new_period_from_today_credits_the_rest_and_charges_the_new_one_whole() {
            basic();
            SuccessionPreview preview = subscriptions.previewReplace(ref("S"), pro("2026-04-11"));
            assertThat(plain(preview.end().credited())).isEqualTo("87.12");
            assertThat(plain(preview.charged())).isEqualTo("240.00");
            assertThat(seller.subscription().end()).as("nothing is changed").isEmpty();

            Succession done = subscriptions.replace(ref("S"), pro("2026-04-11"));
            assertThat(lines(done.ended().creditNotes().get(0))).containsExactly("[2026-04-11, 2027-01-01) -87.12");
            assertThat(subscriptions.replace(ref("S"), pro("2026-04-11")).successor())
                    .as("again")
                    .isEqualTo(done.successor());
            seller.run("2026-05");
            assertThat(drafted()).contains("[2026-04-11, 2027-04-11) 240.00");
            assertThatThrownBy(() -> subscriptions.undoEnd(ref("S")))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.SUCCEEDED));
        }

        @Test
        void another_customers_or_one_that_is_there_is_refused() {
            basic();
            Subscription others = pro("2026-04-11").toBuilder()
                    .customer(CustomerReference.of("L"))
                    .build();
            assertThatThrownBy(() -> subscriptions.replace(ref("S"), others))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("transfer it to another");
            assertThatThrownBy(() -> subscriptions.replace(
                            ref("S"),
                            pro("2026-04-11").toBuilder().reference(ref("S")).build()))
                    .isInstanceOf(ConflictException.class);
            assertThat(seller.subscription().end()).isEmpty();
        }

        @Test
        void days_that_are_charged_whole_are_not_charged_again() {
            TestBilling whole = TestBilling.open(administration -> administration.policies(Policies.builder()
                    .endOfSubscription(EndOfSubscription.WHOLE)
                    .build()));
            whole.on("2026-01-01").subscription("2026-01-01", "120.00", subscription -> subscription.cycleMonths(12));
            assertThatThrownBy(() -> whole.billing.subscriptions().replace(ref("S"), pro("2026-04-11")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("2027-01-01");
            assertThat(whole.billing
                            .subscriptions()
                            .replace(ref("S"), pro("2027-01-01"))
                            .successor()
                            .start())
                    .isEqualTo("2027-01-01");
        }
    }

    @Nested
    class Renewals {
        @Test
        void a_yearly_period_moves_to_the_first_of_april_and_the_days_until_then_are_charged_by_days() {
            seller.subscription("2025-01-15", "365.00", subscription -> subscription.cycleMonths(12));
            seller.runAndSend("2025-02");
            seller.on("2025-12-01");
            LocalDate april = LocalDate.parse("2026-04-01");
            assertThat(plain(subscriptions.previewMoveRenewal(ref("S"), april))).isEqualTo("76.00");
            assertThat(seller.subscription().cycleChanges())
                    .as("nothing is changed")
                    .isEmpty();
            subscriptions.moveRenewal(ref("S"), april);
            seller.runAndSend("2026-01");
            seller.run("2026-04");
            assertThat(seller.documents().stream().flatMap(each -> lines(each).stream()))
                    .containsExactlyInAnyOrder(
                            "[2025-01-15, 2026-01-15) 365.00",
                            "[2026-01-15, 2026-04-01) 76.00",
                            "[2026-04-01, 2027-04-01) 365.00");
        }

        @Test
        void moved_again_before_it_comes_it_is_replaced_and_moved_to_what_is_billed_it_begins_at_once() {
            seller.subscription("2026-01-15", "31.00");
            subscriptions.moveRenewal(ref("S"), LocalDate.parse("2026-03-01"));
            subscriptions.moveRenewal(ref("S"), LocalDate.parse("2026-02-01"));
            seller.run("2026-02");
            assertThat(drafted()).containsExactly("[2026-01-15, 2026-02-01) 17.00", "[2026-02-01, 2026-03-01) 31.00");
            subscriptions.moveRenewal(ref("S"), LocalDate.parse("2026-03-01"));
            assertThat(seller.subscription().cycleChanges()).hasSize(2);
        }

        @Test
        void days_that_are_billed_stay_in_their_period() {
            seller.subscription("2026-01-15", "31.00");
            seller.run("2026-01");
            assertThatThrownBy(() -> subscriptions.moveRenewal(ref("S"), LocalDate.parse("2026-02-01")))
                    .isInstanceOfSatisfying(
                            NotAllowedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.BILLED))
                    .hasMessageContaining("2026-02-15");
        }
    }
}
