package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** VAT, totals, currencies and numbers, as the main job shows them. */
class TotalsCasesTest extends PlayTest {
    @Test
    void the_total_is_the_sum_of_what_is_shown() {
        PlayFolder.Played played = play.pendingLine("date=2025-12-01", "quantity=26935.78", "unitPrice=0.25")
                .play("2026-01", "2026-01");
        assertThat(played.invoices("net", "vat", "gross")).containsExactly("6733.95 1414.13 8148.08");
    }

    @Test
    void a_consumer_price_with_vat_stays_what_was_promised() {
        PlayFolder.Played played = play.customer("kind=CONSUMER")
                .pendingLine("date=2025-12-01", "quantity=100", "unitPrice=0.65", "pricing=GROSS")
                .play("2026-01", "2026-01");
        assertThat(played.invoices("net", "vat", "gross")).containsExactly("53.72 11.28 65.00");
    }

    @Test
    void the_nets_of_gross_priced_lines_sum_to_the_taxable_amount() {
        PlayFolder.Played played = play.customer("kind=CONSUMER")
                .pendingLine("date=2025-12-01", "unitPrice=14.95", "pricing=GROSS")
                .pendingLine("date=2025-12-02", "unitPrice=14.95", "pricing=GROSS")
                .pendingLine("date=2025-12-03", "unitPrice=14.95", "pricing=GROSS")
                .play("2026-01", "2026-01");
        // 44.85 × 21/121 = 7.7838; 37.07 over three lines of 12.3553…: the first two get the missing units
        assertThat(played.invoices("net", "vat", "gross")).containsExactly("37.07 7.78 44.85");
        assertThat(played.lines("net")).containsExactly("12.36", "12.36", "12.35");
    }

    @Test
    void exempt_lines_have_a_row_of_their_own() {
        PlayFolder.Played played = play.pendingLine("date=2025-12-01", "unitPrice=100.01")
                .pendingLine("date=2025-12-02", "unitPrice=33.33", "vatKind=REDUCED")
                .pendingLine("date=2025-12-03", "unitPrice=50.00", "vatKind=EXEMPT")
                .pendingLine("date=2025-12-04", "unitPrice=20.00", "vatKind=EXEMPT")
                .play("2026-01", "2026-01");
        assertThat(played.vat("category", "rate", "taxable", "vat"))
                .containsExactlyInAnyOrder("S 21 100.01 21.00", "S 9 33.33 3.00", "E 0 70.00 0.00");
        assertThat(played.invoices("net", "vat", "gross")).containsExactly("203.34 24.00 227.34");
    }

    @Test
    void a_period_across_a_change_of_rate_is_split_or_not_by_policy() {
        play.subscription("cycleMonths=12", "start=2012-04-01", "unitPrice=120.00");
        PlayFolder.Played split = play.play("2012-04", "2012-04");
        assertThat(split.lines("from", "to", "net", "vatRate"))
                .containsExactly("2012-04-01 2012-10-01 60.16 19", "2012-10-01 2013-04-01 59.84 21");
        assertThat(split.invoices("net", "vat", "gross")).containsExactly("120.00 24.00 144.00");
        PlayFolder.Played start =
                play.policies("\"rateChange\": \"PERIOD_START\"").play("2012-04", "2012-04");
        assertThat(start.invoices("net", "vat", "gross")).containsExactly("120.00 22.80 142.80");
    }

    @Test
    void credits_of_a_split_period_keep_the_rate_of_each_part() {
        PlayFolder.Played played = play.subscription("cycleMonths=12", "start=2012-04-01", "unitPrice=120.00")
                .actions("2012-12-01,CREDIT,2012-00001,,")
                .play("2012-04", "2012-12");
        assertThat(played.vat("number", "rate", "taxable", "vat"))
                .contains("C2012-00001 19 -60.16 -11.43", "C2012-00001 21 -59.84 -12.57");
    }

    @Test
    void a_payment_after_a_change_of_rate_leaves_the_document_as_it_was() {
        PlayFolder paid = play.seller("\"country\": \"EE\"")
                .customer("country=EE", "kind=CONSUMER")
                .actions("2023-12-20,INVOICE,K,5.00,Work", "2024-02-14,PAY,2023-00001,6.00,bank");
        PlayFolder.Played before = paid.play("2023-12", "2023-12");
        String document = before.text("documents/2023-00001.pdf");
        PlayFolder.Played after = paid.play("2023-12", "2024-02");
        assertThat(after.invoices("net", "vat", "gross", "open")).containsExactly("5.00 1.00 6.00 0.00");
        assertThat(after.text("documents/2023-00001.pdf")).isEqualTo(document);
    }

    @Test
    void yen_have_no_hundredths_and_a_unit_price_may_be_finer_than_the_currency() {
        PlayFolder.Played played = play.seller("\"currency\": \"JPY\"")
                .customer("scheduleMonths=3")
                .subscription("start=2026-01-01", "unitPrice=980", "vatKind=ZERO")
                .subscription(
                        "reference=T",
                        "alignment=CALENDAR",
                        "start=2026-01-22",
                        "end=2026-02-01",
                        "unitPrice=980",
                        "vatKind=ZERO")
                .pendingLine("date=2025-12-01", "quantity=12346", "unitPrice=4.5", "vatKind=ZERO")
                .play("2026-01", "2026-01");
        assertThat(played.lines("subscription", "periods", "net")).containsExactly("S 3 2940", "T 1 316", " 1 55557");
        assertThat(played.invoices("currency", "net", "vat", "gross")).containsExactly("JPY 58813 0 58813");
    }

    @Test
    void a_unit_price_of_parts_of_a_cent_is_rounded_after_it_is_multiplied() {
        PlayFolder.Played played = play.pendingLine("date=2025-12-01", "quantity=12346", "unitPrice=0.0045")
                .play("2026-01", "2026-01");
        assertThat(played.lines("net")).containsExactly("55.56");
    }

    @Test
    void a_dinar_has_thousandths() {
        PlayFolder.Played played = play.seller("\"currency\": \"KWD\"")
                .subscription("alignment=CALENDAR", "start=2026-01-22", "unitPrice=9.950", "vatKind=ZERO")
                .play("2026-01", "2026-01");
        assertThat(played.lines("net")).containsExactly("3.210");
    }

    @Test
    void a_new_year_begins_its_numbers_anew_by_the_date_of_issue() {
        PlayFolder.Played played = play.subscription("start=2025-12-01", "unitPrice=10.00")
                .actions("2025-12-31,INVOICE,K,5.00,Old", "2026-01-01,INVOICE,K,6.00,New")
                .play("2025-12", "2026-01");
        assertThat(played.invoices("number", "issueDate", "net"))
                .containsExactly(
                        "2025-00001 2025-12-01 10.00",
                        "2025-00002 2025-12-31 5.00",
                        "2026-00001 2026-01-01 6.00",
                        "2026-00002 2026-01-01 10.00");
        assertThat(played.out().resolve("documents/2026-00002.pdf")).exists();
        assertThat(played.text("documents/2025-00002.pdf")).startsWith("%PDF");
    }

    @Test
    void a_document_that_is_sent_again_is_the_same_and_has_no_second_number() {
        PlayFolder.Played once =
                play.actions("2026-01-02,INVOICE,K,100.00,Work").play("2026-01", "2026-02");
        String document = once.text("documents/2026-00001.pdf");
        PlayFolder.Played again = play.actions("2026-02-02,RESEND,2026-00001,,").play("2026-01", "2026-02");
        assertThat(again.exit()).isZero();
        assertThat(again.text("documents/2026-00001.pdf")).isEqualTo(document);
        assertThat(again.invoices("number")).containsExactly("2026-00001");
    }

    @Test
    void the_term_counts_from_the_day_of_issue() {
        PlayFolder.Played played = play.customer("paymentTermDays=30")
                .actions("2026-02-10,INVOICE,K,100.00,Work")
                .play("2026-01", "2026-02");
        assertThat(played.invoices("issueDate", "dueDate")).containsExactly("2026-02-10 2026-03-12");
    }
}
