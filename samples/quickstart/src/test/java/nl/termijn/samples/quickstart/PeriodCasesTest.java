package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The bounds of periods and the figures of their parts, as the main job shows them. */
class PeriodCasesTest extends PlayTest {
    @Test
    void a_short_month_has_bounds_of_its_own() {
        PlayFolder.Played played =
                play.subscription("start=2024-01-30", "unitPrice=30.00").play("2024-01", "2024-03");
        assertThat(played.lines("number", "from", "to", "net"))
                .containsExactly(
                        "2024-00001 2024-01-30 2024-02-29 30.00",
                        "2024-00002 2024-02-29 2024-03-30 30.00",
                        "2024-00003 2024-03-30 2024-04-30 30.00");
    }

    @Test
    void an_end_in_the_period_after_a_short_month_credits_the_days_left_newest_invoice_first() {
        PlayFolder.Played played = play.subscription("start=2024-01-30", "unitPrice=30.00")
                .actions("2024-03-15,END,S,,CREDIT")
                .play("2024-01", "2024-03");
        assertThat(played.invoices("number", "net", "vat", "gross", "refersTo"))
                .contains("C2024-00001 -30.00 -6.30 -36.30 2024-00003", "C2024-00002 -15.00 -3.15 -18.15 2024-00002");
        assertThat(played.lines("number", "from", "to", "net"))
                .contains("C2024-00001 2024-03-30 2024-04-30 -30.00", "C2024-00002 2024-03-15 2024-03-30 -15.00");
        assertThat(played.billedThrough()).containsExactly("S 2024-03-15");
    }

    @Test
    void the_31st_never_drifts() {
        PlayFolder.Played played =
                play.subscription("start=2026-01-31", "unitPrice=31.00").play("2026-01", "2026-05");
        assertThat(played.lines("from", "to", "net"))
                .containsExactly(
                        "2026-01-31 2026-02-28 31.00",
                        "2026-02-28 2026-03-31 31.00",
                        "2026-03-31 2026-04-30 31.00",
                        "2026-04-30 2026-05-31 31.00",
                        "2026-05-31 2026-06-30 31.00");
    }

    @Test
    void a_leap_day_comes_back_and_no_year_is_lost() {
        PlayFolder.Played played = play.subscription("cycleMonths=12", "start=2024-02-29", "unitPrice=25.00")
                .play("2024-01", "2028-12");
        assertThat(played.lines("number", "from", "to", "net"))
                .containsExactly(
                        "2024-00001 2024-02-29 2025-02-28 25.00",
                        "2025-00001 2025-02-28 2026-02-28 25.00",
                        "2026-00001 2026-02-28 2027-02-28 25.00",
                        "2027-00001 2027-02-28 2028-02-29 25.00",
                        "2028-00001 2028-02-29 2029-02-28 25.00");
        assertThat(played.invoices("runMonth")).containsExactly("2024-02", "2025-02", "2026-02", "2027-02", "2028-02");
    }

    @Test
    void two_years_from_a_leap_day_end_on_the_28th_and_the_next_pair_on_the_29th() {
        PlayFolder.Played played = play.subscription("cycleMonths=24", "start=2024-02-29", "unitPrice=48.00")
                .play("2024-01", "2026-12");
        assertThat(played.lines("from", "to", "net"))
                .containsExactly("2024-02-29 2026-02-28 48.00", "2026-02-28 2028-02-29 48.00");
    }

    @Test
    void a_broken_first_month_is_a_part_of_its_own_month() {
        PlayFolder.Played played = play.subscription("alignment=CALENDAR", "start=2025-02-17", "unitPrice=12.50")
                .play("2025-02", "2025-03");
        // [02-01, 03-01) has 28 days: 12.50 − round(12.50 × 16/28)
        assertThat(played.lines("from", "to", "net"))
                .containsExactly("2025-02-17 2025-03-01 5.36", "2025-03-01 2025-04-01 12.50");
    }

    @Test
    void a_broken_first_year_is_a_part_of_the_year_that_ends_with_it() {
        PlayFolder.Played played = play.subscription(
                        "cycleMonths=12", "alignment=CALENDAR", "start=2026-01-17", "unitPrice=365.00")
                .play("2026-01", "2026-02");
        // [2025-02-01, 2026-02-01) has 365 days, of which 15 are served
        assertThat(played.lines("from", "to", "net"))
                .containsExactly("2026-01-17 2026-02-01 15.00", "2026-02-01 2027-02-01 365.00");
    }

    @Test
    void the_first_paid_period_after_a_trial_is_one_period_long() {
        PlayFolder.Played played = play.subscription("start=2026-01-31", "trialPeriods=1", "unitPrice=15.00")
                .play("2026-01", "2026-03");
        assertThat(played.lines("number", "from", "to", "net"))
                .containsExactly("2026-00001 2026-02-28 2026-03-31 15.00", "2026-00002 2026-03-31 2026-04-30 15.00");
        assertThat(played.invoices("runMonth")).containsExactly("2026-02", "2026-03");
        assertThat(played.text("report.json")).contains("NOTHING_DUE");
    }

    @Test
    void an_end_at_the_end_of_what_is_paid_gives_no_credit_of_a_day() {
        PlayFolder.Played played = play.seller("\"timeZone\": \"America/Los_Angeles\"")
                .subscription("cycleMonths=12", "start=2026-01-19", "unitPrice=39.90")
                .actions("2026-12-10,END,S,,PAID_UP")
                .play("2026-01", "2027-12");
        assertThat(played.invoices("kind", "net")).containsExactly("INVOICE 39.90");
        assertThat(played.billedThrough()).containsExactly("S 2027-01-19");
    }

    @Test
    void with_credit_on_that_very_day_there_is_nothing_to_credit_either() {
        PlayFolder.Played played = play.subscription("cycleMonths=12", "start=2026-01-19", "unitPrice=39.90")
                .actions("2026-12-31,END,S,,PAID_UP", "2027-01-19,END,S,,CREDIT")
                .play("2026-01", "2027-12");
        assertThat(played.invoices("kind", "net")).containsExactly("INVOICE 39.90");
    }

    @Test
    void in_arrears_a_period_is_billed_by_the_run_on_the_day_it_ends() {
        PlayFolder.Played played = play.subscription(
                        "timing=ARREARS", "start=2026-01-01", "end=2026-03-11", "unitPrice=31.00")
                .play("2026-01", "2026-06");
        // the last piece has 10 of the 31 days of March
        assertThat(played.invoices("runMonth", "net"))
                .containsExactly("2026-02 31.00", "2026-03 31.00", "2026-04 10.00");
    }

    @Test
    void under_the_policy_whole_the_last_piece_is_charged_as_if_it_ran_on() {
        PlayFolder.Played played = play.policies("\"endOfSubscription\": \"WHOLE\"")
                .subscription("start=2026-01-01", "end=2026-03-11", "unitPrice=31.00")
                .play("2026-01", "2026-06");
        assertThat(played.lines("from", "to", "net"))
                .containsExactly(
                        "2026-01-01 2026-02-01 31.00", "2026-02-01 2026-03-01 31.00", "2026-03-01 2026-03-11 31.00");
    }
}
