package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Changes of running subscriptions, pauses and discounts, to the day and the cent. */
class ChangeCasesTest extends PlayTest {
    @Test
    void days_already_billed_are_taken_back_at_the_price_they_were_billed_at() {
        PlayFolder.Played played = play.subscription("start=2026-04-01", "unitPrice=60.00")
                .actions("2026-04-11,PRICE,S,30.00,NOW")
                .play("2026-04", "2026-05");
        assertThat(played.lines("number", "net"))
                .containsExactlyInAnyOrder(
                        "2026-00001 60.00", "2026-00002 30.00", "2026-00002 -40.00", "2026-00002 20.00");
        assertThat(played.invoices("net", "vat", "gross")).containsExactly("60.00 12.60 72.60", "10.00 2.10 12.10");
    }

    @Test
    void an_upgrade_charges_the_difference_for_the_days_left() {
        PlayFolder.Played played = play.subscription("start=2026-04-01", "unitPrice=30.00")
                .actions("2026-04-11,QUANTITY,S,3,NOW")
                .play("2026-04", "2026-05");
        // 20 of 30 days: −20.00 + 60.00, and May at 90.00
        assertThat(played.invoices("net")).containsExactly("30.00", "130.00");
    }

    @Test
    void two_changes_in_one_period_rest_on_each_other() {
        PlayFolder.Played played = play.subscription("start=2026-04-01", "unitPrice=30.00")
                .actions("2026-04-11,PRICE,S,60.00,NOW", "2026-04-21,PRICE,S,90.00,NOW")
                .play("2026-04", "2026-05");
        // 20 days −20 + 40; then 10 days −20 + 30; May 90
        assertThat(played.lines("number", "net").stream().filter(line -> line.startsWith("2026-00002")))
                .containsExactlyInAnyOrder(
                        "2026-00002 90.00",
                        "2026-00002 -20.00",
                        "2026-00002 40.00",
                        "2026-00002 -20.00",
                        "2026-00002 30.00");
        assertThat(played.invoices("net")).containsExactly("30.00", "120.00");
    }

    @Test
    void a_change_with_the_next_period_leaves_what_is_billed() {
        PlayFolder.Played played = play.subscription("cycleMonths=3", "start=2026-01-15", "unitPrice=90.00")
                .actions("2026-02-01,PRICE,S,120.00,NEXT_PERIOD")
                .play("2026-01", "2026-07");
        assertThat(played.lines("from", "to", "net"))
                .containsExactly(
                        "2026-01-15 2026-04-15 90.00", "2026-04-15 2026-07-15 120.00", "2026-07-15 2026-10-15 120.00");
    }

    @Test
    void from_monthly_to_yearly_the_day_of_the_change_is_charged_once() {
        PlayFolder.Played played = play.subscription("start=2026-04-01", "unitPrice=10.00")
                .subscription("reference=Y", "cycleMonths=12", "start=2026-04-16", "unitPrice=100.00")
                .actions("2026-04-16,END,S,,CREDIT")
                .play("2026-04", "2026-06");
        assertThat(played.invoices("number", "net", "vat", "gross"))
                .containsExactly("2026-00001 110.00 23.10 133.10", "C2026-00001 -5.00 -1.05 -6.05");
        assertThat(played.billedThrough()).containsExactly("S 2026-04-16", "Y 2027-04-16");
    }

    @Test
    void a_pause_known_before_billing_leaves_two_pieces_of_the_days_served() {
        PlayFolder.Played played = play.subscription("timing=ARREARS", "start=2026-07-01", "unitPrice=31.00")
                .actions("2026-07-10,PAUSE,S,,", "2026-07-23,RESUME,S,,")
                .play("2026-07", "2026-09");
        assertThat(played.lines("number", "from", "to", "net"))
                .containsExactly(
                        "2026-00001 2026-07-01 2026-07-10 9.00",
                        "2026-00001 2026-07-23 2026-08-01 9.00",
                        "2026-00002 2026-08-01 2026-09-01 31.00");
        assertThat(played.invoices("gross")).containsExactly("21.78", "37.51");
    }

    @Test
    void a_pause_after_billing_credits_nothing_by_itself_and_moves_no_anchor() {
        PlayFolder.Played played = play.subscription("start=2026-07-01", "unitPrice=31.00")
                .actions("2026-07-10,PAUSE,S,,", "2026-07-23,RESUME,S,,", "2026-07-23,PRICE,S,62.00,NOW")
                .play("2026-07", "2026-08");
        assertThat(played.lines("number", "from", "to", "net"))
                .contains("2026-00001 2026-07-01 2026-08-01 31.00", "2026-00002 2026-08-01 2026-09-01 62.00");
        assertThat(played.lines("number", "net")).contains("2026-00002 -9.00", "2026-00002 18.00");
        assertThat(played.invoices("net")).containsExactly("31.00", "71.00");
    }

    @Test
    void a_period_wholly_paused_is_skipped() {
        PlayFolder.Played played = play.subscription("start=2026-01-01", "unitPrice=10.00")
                .actions("2026-01-31,PAUSE,S,,", "2026-04-01,RESUME,S,,")
                .play("2026-01", "2026-04");
        assertThat(played.lines("from", "to", "net"))
                .containsExactly("2026-01-01 2026-02-01 10.00", "2026-04-01 2026-05-01 10.00");
    }

    @Test
    void a_trial_does_not_eat_the_months_of_a_discount() {
        PlayFolder.Played played = play.subscription(
                        "start=2026-01-01",
                        "unitPrice=20.00",
                        "trialPeriods=1",
                        "discountPercent=50",
                        "discountPeriods=3")
                .play("2026-01", "2026-06");
        assertThat(played.lines("from", "discount", "net"))
                .containsExactly(
                        "2026-02-01 10.00 10.00",
                        "2026-03-01 10.00 10.00",
                        "2026-04-01 10.00 10.00",
                        "2026-05-01 0.00 20.00",
                        "2026-06-01 0.00 20.00");
        assertThat(played.balances("invoiced")).containsExactly("84.70");
    }

    @Test
    void the_months_of_a_discount_end_inside_a_quarter() {
        PlayFolder.Played played = play.customer("scheduleMonths=3")
                .subscription("start=2026-01-01", "unitPrice=20.00", "discountPercent=50", "discountPeriods=2")
                .play("2026-01", "2026-01");
        assertThat(played.lines("from", "to", "periods", "discount", "net"))
                .containsExactly("2026-01-01 2026-03-01 2 20.00 20.00", "2026-03-01 2026-04-01 1 0.00 20.00");
    }

    @Test
    void a_discount_is_taken_off_the_line_not_the_unit_price() {
        PlayFolder.Played played = play.subscription(
                        "start=2026-01-01", "quantity=7", "unitPrice=9.99", "discountPercent=15")
                .play("2026-01", "2026-01");
        assertThat(played.lines("quantity", "unitPrice", "discount", "net")).containsExactly("7 9.99 10.49 59.44");
        assertThat(played.invoices("vat", "gross")).containsExactly("12.48 71.92");
    }

    @Test
    void a_discount_of_an_amount_is_taken_before_vat() {
        PlayFolder.Played played = play.seller("\"country\": \"AT\"")
                .customer("kind=CONSUMER", "country=AT")
                .subscription("start=2026-01-01", "unitPrice=10.00", "discountAmount=5.00")
                .play("2026-01", "2026-01");
        assertThat(played.invoices("net", "vat", "gross")).containsExactly("5.00 1.00 6.00");
    }

    @Test
    void the_customers_general_discount_applies_where_the_subscription_has_none_of_its_own() {
        PlayFolder.Played played = play.customer("discountPercent=10")
                .subscription("reference=A", "start=2026-01-01", "unitPrice=100.00", "setUpFee=25.00")
                .subscription(
                        "reference=B",
                        "start=2026-01-01",
                        "unitPrice=100.00",
                        "discountPercent=20",
                        "discountPeriods=1")
                .pendingLine("date=2025-12-31", "unitPrice=50.00")
                .play("2026-01", "2026-02");
        assertThat(played.lines("number", "subscription", "discount", "net"))
                .containsExactly(
                        "2026-00001 A 10.00 90.00",
                        "2026-00001 A 0.00 25.00",
                        "2026-00001 B 20.00 80.00",
                        "2026-00001  0.00 50.00",
                        "2026-00002 A 10.00 90.00",
                        "2026-00002 B 10.00 90.00");
    }

    @Test
    void a_second_change_of_credited_days_refers_to_their_invoice_and_settles_it_first() {
        PlayFolder.Played played = play.policies("\"negativeTotal\": \"CREDIT_NOTE\"")
                .subscription(
                        "cycleMonths=6", "alignment=CALENDAR", "start=2026-12-03", "unitPrice=120.00", "quantity=7")
                .actions("2027-01-29,QUANTITY,S,5,NOW", "2027-05-06,PRICE,S,1.00,NOW")
                .play("2026-12", "2027-06");
        assertThat(played.invoices("number", "open", "refersTo"))
                .containsExactly(
                        "2026-00001 160.19 ",
                        "2027-00001 548.17 ",
                        "C2027-00001 0.00 2027-00001",
                        "C2027-00002 0.00 2027-00001");
    }
}
