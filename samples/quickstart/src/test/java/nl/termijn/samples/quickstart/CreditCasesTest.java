package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is credited, what is left of an invoice, and where the money goes. */
class CreditCasesTest extends PlayTest {
    private PlayFolder yearly(String price) {
        return play.subscription("cycleMonths=12", "start=2025-03-15", "unitPrice=" + price);
    }

    @Test
    void a_credited_period_is_not_billed_again() {
        PlayFolder.Played played = play.subscription("cycleMonths=12", "start=2025-08-18", "unitPrice=239.90")
                .actions("2025-08-20,PAY,2025-00001,290.28,", "2025-09-17,END,S,,CREDIT")
                .play("2025-08", "2026-12");
        assertThat(played.invoices("number", "net", "vat", "gross"))
                .containsExactly("2025-00001 239.90 50.38 290.28", "C2025-00001 -220.18 -46.24 -266.42");
        assertThat(played.balances("invoiced", "credited", "paid", "open", "credit"))
                .containsExactly("290.28 266.42 290.28 0.00 266.42");
        assertThat(played.billedThrough()).containsExactly("S 2025-09-17");
    }

    @Test
    void credit_on_an_unpaid_invoice_lowers_what_is_open_and_is_not_spendable() {
        PlayFolder.Played played =
                yearly("120.00").actions("2025-10-01,END,S,,CREDIT").play("2025-03", "2025-12");
        assertThat(played.invoices("net", "vat", "open")).containsExactly("120.00 25.20 79.56", "-54.25 -11.39 0.00");
        assertThat(played.balances("open", "credit")).containsExactly("79.56 0.00");
    }

    @Test
    void credit_on_a_paid_invoice_is_the_customers() {
        PlayFolder.Played played = yearly("120.00")
                .actions("2025-04-01,PAY,2025-00001,145.20,", "2025-10-01,END,S,,CREDIT")
                .play("2025-03", "2025-12");
        assertThat(played.invoices("open")).containsExactly("0.00", "-65.64");
        assertThat(played.balances("open", "credit")).containsExactly("0.00 65.64");
    }

    @Test
    void the_vat_of_four_credits_is_the_vat_of_their_invoice() {
        PlayFolder.Played played = play.pendingLine("date=2025-12-01", "unitPrice=68.33")
                .pendingLine("date=2025-12-02", "unitPrice=68.33")
                .pendingLine("date=2025-12-03", "unitPrice=57.50")
                .pendingLine("date=2025-12-04", "unitPrice=85.00")
                .actions(
                        "2026-01-02,CREDIT,2026-00001,68.33,1",
                        "2026-01-03,CREDIT,2026-00001,57.50,3",
                        "2026-01-04,CREDIT,2026-00001,85.00,4",
                        "2026-01-05,CREDIT,2026-00001,68.33,2",
                        "2026-01-06,CREDIT,2026-00001,0.01,2")
                .play("2026-01", "2026-01");
        assertThat(played.invoices("net", "vat"))
                .containsExactly("279.16 58.62", "-68.33 -14.35", "-57.50 -12.07", "-85.00 -17.85", "-68.33 -14.35");
        assertThat(played.balances("open", "credit")).containsExactly("0.00 0.00");
        assertThat(played.errors()).startsWith("actions.csv:6:").contains("nothing is left of it");
    }

    @Test
    void there_is_no_cent_of_tolerance() {
        PlayFolder.Played played = play.pendingLine("date=2025-12-01", "unitPrice=100.00")
                .actions(
                        "2026-01-02,CREDIT,2026-00001,60.00,1",
                        "2026-01-03,CREDIT,2026-00001,40.01,1",
                        "2026-01-04,CREDIT,2026-00001,40.00,1",
                        "2026-01-05,CREDIT,2026-00001,,",
                        "2026-01-06,CREDIT,2026-00001,0.01,")
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.invoices("net", "vat")).containsExactly("100.00 21.00", "-60.00 -12.60", "-40.00 -8.40");
        assertThat(played.errors().lines())
                .hasSize(3)
                .first()
                .asString()
                .contains("40.01")
                .contains("40.00");
    }

    @Test
    void a_credit_by_amount_takes_the_lines_in_their_order() {
        PlayFolder.Played played = play.pendingLine("date=2025-12-01", "unitPrice=30.00")
                .pendingLine("date=2025-12-02", "unitPrice=50.00", "vatKind=REDUCED")
                .actions("2026-01-02,CREDIT,2026-00001,40.00,")
                .play("2026-01", "2026-01");
        assertThat(played.vat("number", "rate", "taxable", "vat"))
                .contains("C2026-00001 21 -30.00 -6.30", "C2026-00001 9 -10.00 -0.90");
    }

    @Test
    void money_is_set_off_against_several_invoices_the_oldest_first() {
        PlayFolder.Played played = play.seller("\"country\": \"NL\"")
                .actions(
                        "2026-01-01,INVOICE,K,40.00,first",
                        "2026-01-02,INVOICE,K,70.00,second",
                        "2026-01-03,PAY,K,100.00,bank")
                .play("2026-01", "2026-01");
        // 48.40 settled, then 51.60 of 84.70
        assertThat(played.invoices("gross", "open")).containsExactly("48.40 0.00", "84.70 33.10");
        assertThat(played.balances("paid", "open", "credit")).containsExactly("100.00 33.10 0.00");
    }

    @Test
    void money_that_came_first_settles_the_invoices_as_they_are_sent() {
        PlayFolder.Played played = play.actions(
                        "2026-01-01,PAY,K,100.00,bank",
                        "2026-01-02,INVOICE,K,40.00,first",
                        "2026-01-03,INVOICE,K,70.00,second")
                .play("2026-01", "2026-01");
        assertThat(played.invoices("gross", "open")).containsExactly("48.40 0.00", "84.70 33.10");
        assertThat(played.balances("open", "credit")).containsExactly("33.10 0.00");
    }

    @Test
    void ending_what_is_wholly_credited_makes_no_credit_of_zero() {
        PlayFolder.Played played = yearly("120.00")
                .actions("2025-04-01,CREDIT,2025-00001,,", "2025-05-01,END,S,,CREDIT")
                .play("2025-03", "2025-12");
        assertThat(played.invoices("kind", "net")).containsExactly("INVOICE 120.00", "CREDIT_NOTE -120.00");
    }

    @Test
    void an_earlier_end_after_an_end_credits_no_day_twice() {
        PlayFolder.Played played = play.subscription("start=2026-06-01", "unitPrice=30.00")
                .actions("2026-06-16,END,S,,CREDIT", "2026-06-20,END,S,,CREDIT")
                .play("2026-06", "2026-07");
        assertThat(played.invoices("net")).containsExactly("30.00", "-15.00");
        assertThat(played.exit()).isEqualTo(1);
    }

    @Test
    void by_policy_an_early_end_waits_as_a_negative_line() {
        PlayFolder.Played played = play.policies("\"cancellation\": \"PENDING_LINE\"")
                .subscription("start=2026-06-01", "unitPrice=30.00")
                .subscription("reference=T", "start=2026-06-01", "unitPrice=20.00")
                .actions("2026-06-16,END,S,,CREDIT")
                .play("2026-06", "2026-07");
        assertThat(played.invoices("kind", "net")).containsExactly("INVOICE 50.00", "INVOICE 5.00");
    }

    @Test
    void a_part_payment_of_a_withdrawn_invoice_is_the_customers_credit() {
        PlayFolder.Played played = play.actions(
                        "2026-01-02,INVOICE,K,100.00,Work",
                        "2026-01-03,PAY,2026-00001,50.00,bank",
                        "2026-01-04,WITHDRAW,2026-00001,,DROP wrong price",
                        "2026-01-05,INVOICE,K,30.00,Work")
                .play("2026-01", "2026-01");
        assertThat(played.invoices("number", "status", "open"))
                .containsExactly("2026-00001 WITHDRAWN 0.00", "2026-00002 SENT 0.00");
        // 50.00 less the 36.30 of the next invoice
        assertThat(played.balances("invoiced", "paid", "open", "credit")).containsExactly("36.30 50.00 0.00 13.70");
    }

    @Test
    void a_payment_after_a_write_off_takes_it_back_as_far_as_it_reaches() {
        PlayFolder.Played played = play.actions(
                        "2026-01-02,INVOICE,K,100.00,Work",
                        "2026-01-20,WRITE_OFF,2026-00001,,",
                        "2026-01-25,PAY,2026-00001,21.00,bank")
                .play("2026-01", "2026-01");
        assertThat(played.balances("invoiced", "paid", "writtenOff", "open", "credit"))
                .containsExactly("121.00 21.00 100.00 0.00 0.00");
    }
}
