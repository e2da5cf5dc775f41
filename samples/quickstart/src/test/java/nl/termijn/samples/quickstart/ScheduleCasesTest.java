package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a run takes, and what it leaves for a later one. */
class ScheduleCasesTest extends PlayTest {
    @Test
    void missed_months_catch_up_on_one_line_dated_today() {
        PlayFolder.Played played = play.subscription("start=2026-01-01", "billedThrough=2026-02-01", "unitPrice=10.00")
                .play("2026-04", "2026-04");
        assertThat(played.lines("from", "to", "periods", "net")).containsExactly("2026-02-01 2026-05-01 3 30.00");
        assertThat(played.invoices("issueDate", "gross")).containsExactly("2026-04-01 36.30");
        assertThat(played.billedThrough()).containsExactly("S 2026-05-01");
    }

    @Test
    void months_on_hold_catch_up_when_the_hold_is_lifted() {
        PlayFolder.Played played = play.subscription("start=2026-01-01", "unitPrice=10.00")
                .actions("2026-01-15,HOLD,K,,", "2026-03-15,RELEASE,K,,")
                .play("2026-01", "2026-04");
        assertThat(played.lines("from", "to", "periods", "net"))
                .containsExactly("2026-01-01 2026-02-01 1 10.00", "2026-02-01 2026-05-01 3 30.00");
        assertThat(played.text("report.json")).contains("ON_HOLD");
    }

    @Test
    void a_run_that_is_repeated_makes_nothing_twice() {
        PlayFolder.Played played = play.subscription("start=2026-01-01", "unitPrice=10.00")
                .actions("2026-01-01,RUN,ALL,,2026-01", "2026-01-01,RUN,ALL,,2026-01", "2026-01-20,RUN,ALL,,2026-01")
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isZero();
        assertThat(played.invoices("runMonth", "gross")).containsExactly("2026-01 12.10");
        assertThat(played.text("report.json")).contains("ALREADY_INVOICED");
        assertThat(played.text("log.txt").lines().filter(line -> line.contains("was made for customer K")))
                .hasSize(1);
    }

    @Test
    void billing_now_neither_uses_up_nor_pushes_the_months_run() {
        PlayFolder.Played played = play.subscription("start=2026-06-15", "unitPrice=20.00")
                // on hold on the first: as if the subscription came on the 18th
                .actions("2026-06-01,HOLD,K,,", "2026-06-18,RELEASE,K,,", "2026-06-20,BILL_NOW,K,,")
                .play("2026-06", "2026-08");
        assertThat(played.lines("number", "from", "to", "net"))
                .containsExactly(
                        "2026-00001 2026-06-15 2026-07-15 20.00",
                        "2026-00002 2026-07-15 2026-08-15 20.00",
                        "2026-00003 2026-08-15 2026-09-15 20.00");
        assertThat(played.invoices("runMonth", "issueDate"))
                .containsExactly(" 2026-06-20", "2026-07 2026-07-01", "2026-08 2026-08-01");
    }

    @Test
    void a_change_of_schedule_leaves_no_stale_next_date() {
        PlayFolder.Played played = play.subscription("start=2026-01-01", "unitPrice=10.00")
                .actions("2026-01-20,SCHEDULE,K,3,")
                .play("2026-01", "2026-12");
        assertThat(played.lines("number", "from", "to", "periods", "net"))
                .containsExactly(
                        "2026-00001 2026-01-01 2026-02-01 1 10.00",
                        "2026-00002 2026-02-01 2026-07-01 5 50.00",
                        "2026-00003 2026-07-01 2026-10-01 3 30.00",
                        "2026-00004 2026-10-01 2027-01-01 3 30.00");
        assertThat(played.invoices("runMonth", "gross"))
                .containsExactly("2026-01 12.10", "2026-04 60.50", "2026-07 36.30", "2026-10 36.30");
        assertThat(played.text("report.json")).contains("NOT_SCHEDULED");
    }

    @Test
    void a_change_back_to_each_month_bills_nothing_twice() {
        PlayFolder.Played played = play.customer("scheduleMonths=3")
                .subscription("start=2026-01-01", "unitPrice=10.00")
                .actions("2026-01-20,SCHEDULE,K,1,")
                .play("2026-01", "2026-05");
        assertThat(played.invoices("runMonth", "net"))
                .containsExactly("2026-01 30.00", "2026-04 10.00", "2026-05 10.00");
    }

    @Test
    void lead_days_bill_before_the_period_begins() {
        PlayFolder.Played played = play.subscription(
                        "reference=A",
                        "cycleMonths=12",
                        "start=2025-07-10",
                        "billedThrough=2026-07-10",
                        "unitPrice=15.00",
                        "leadDays=30")
                .subscription(
                        "reference=B",
                        "cycleMonths=12",
                        "start=2025-07-10",
                        "billedThrough=2026-07-10",
                        "unitPrice=15.00",
                        "leadDays=45")
                .play("2026-01", "2026-12");
        assertThat(played.lines("number", "subscription", "from", "to", "net"))
                .containsExactly(
                        "2026-00001 B 2026-07-10 2027-07-10 15.00", "2026-00002 A 2026-07-10 2027-07-10 15.00");
        assertThat(played.invoices("runMonth", "gross")).containsExactly("2026-05 18.15", "2026-06 18.15");
    }

    @Test
    void a_line_dated_on_the_first_waits_for_the_next_run() {
        PlayFolder.Played played = play.pendingLine("date=2026-03-31", "unitPrice=5.00")
                .pendingLine("date=2026-04-01", "unitPrice=7.00")
                .play("2026-04", "2026-05");
        assertThat(played.invoices("runMonth", "net")).containsExactly("2026-04 5.00", "2026-05 7.00");
    }

    @Test
    void interim_lines_are_billed_each_month_or_wait_for_the_schedule_by_policy() {
        play.customer("scheduleMonths=3")
                .subscription("start=2026-01-01", "unitPrice=10.00")
                .pendingLine("date=2026-01-15", "unitPrice=5.00");
        assertThat(play.play("2026-01", "2026-04").invoices("runMonth", "net"))
                .containsExactly("2026-01 30.00", "2026-02 5.00", "2026-04 30.00");
        play.policies("\"interimLines\": \"WITH_SCHEDULE\"");
        assertThat(play.play("2026-01", "2026-04").invoices("runMonth", "net"))
                .containsExactly("2026-01 30.00", "2026-04 35.00");
    }

    @Test
    void a_negative_line_bigger_than_the_month_waits_until_it_is_covered_and_stops_nobody_else() {
        PlayFolder.Played played = play.customer()
                .customer("reference=L")
                .subscription("start=2026-01-01", "unitPrice=8.00")
                .subscription("reference=T", "customer=L", "start=2026-01-01", "unitPrice=8.00")
                .pendingLine("date=2025-12-15", "unitPrice=-20.00")
                .play("2026-01", "2026-03");
        assertThat(played.invoices("customer", "runMonth", "net", "gross"))
                .containsExactly(
                        "L 2026-01 8.00 9.68", "L 2026-02 8.00 9.68", "K 2026-03 4.00 4.84", "L 2026-03 8.00 9.68");
        assertThat(played.lines("subscription", "pendingLine", "periods", "net"))
                .contains("S  3 24.00", " L1 1 -20.00");
        assertThat(played.billedThrough()).containsExactly("S 2026-04-01", "T 2026-04-01");
    }

    @Test
    void what_nothing_will_ever_set_off_becomes_a_credit_note() {
        PlayFolder.Played played = play.subscription("start=2026-01-01", "end=2026-02-01", "unitPrice=8.00")
                .pendingLine("date=2026-01-15", "unitPrice=-20.00")
                .play("2026-01", "2026-02");
        assertThat(played.invoices("kind", "net", "gross"))
                .containsExactly("INVOICE 8.00 9.68", "CREDIT_NOTE -20.00 -24.20");
        assertThat(played.balances("open", "credit")).containsExactly("0.00 14.52");
    }

    @Test
    void a_total_of_zero_is_an_invoice_born_settled_or_none_by_policy_and_is_used_up_either_way() {
        play.subscription("start=2026-01-01", "unitPrice=8.00").pendingLine("date=2025-12-15", "unitPrice=-8.00");
        PlayFolder.Played shown = play.play("2026-01", "2026-02");
        assertThat(shown.invoices("runMonth", "status", "gross", "open"))
                .containsExactly("2026-01 SENT 0.00 0.00", "2026-02 SENT 9.68 9.68");
        assertThat(shown.lines("number", "net"))
                .containsExactly("2026-00001 8.00", "2026-00001 -8.00", "2026-00002 8.00");
        PlayFolder.Played skipped = play.policies("\"zeroTotal\": \"SKIP\"").play("2026-01", "2026-02");
        assertThat(skipped.invoices("runMonth", "gross")).containsExactly("2026-02 9.68");
        assertThat(skipped.billedThrough()).containsExactly("S 2026-03-01");
    }

    @Test
    void what_was_entered_first_makes_no_difference() {
        PlayFolder.Played played = play.customer("reference=A", "name=January")
                .customer("reference=B", "name=July")
                .pendingLine("customer=B", "date=2026-10-31", "unitPrice=5.00")
                .pendingLine("customer=A", "date=2026-10-31", "unitPrice=5.00")
                .play("2026-10", "2026-12");
        assertThat(played.invoices("customer", "runMonth", "gross"))
                .containsExactly("A 2026-11 6.05", "B 2026-11 6.05");
    }

    @Test
    void thousands_of_customers_are_billed_in_one_run_without_a_limit_that_leaves_some_out() {
        for (int i = 0; i < 3_000; i++) {
            String customer = String.format("K%05d", i);
            play.customer("reference=" + customer)
                    .subscription(
                            "reference=S" + customer, "customer=" + customer, "start=2026-01-01", "unitPrice=10.00");
        }
        PlayFolder.Played played = play.play("2026-01", "2026-01");
        assertThat(played.invoices("net", "vat")).hasSize(3_000).containsOnly("10.00 2.10");
        assertThat(played.text("report.json")).contains("36300.00");
    }
}
