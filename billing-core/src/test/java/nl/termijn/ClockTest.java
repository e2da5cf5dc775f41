package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.util.List;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A clock that was turned back: nothing is billed twice, and numbers go on following the days. */
class ClockTest {

    @Test
    void a_month_that_was_run_is_not_billed_again_when_the_clock_comes_by_once_more() {
        TestBilling seller = TestBilling.open().subscription("2020-01-01", "10.00");
        seller.runAndSend("2020-01");
        seller.runAndSend("2020-02");
        assertThat(seller.run("2020-01").made()).isZero();
        seller.on("2020-01-10");
        assertThatThrownBy(() -> seller.billing.runs().run(YearMonth.of(2020, 2)))
                .isInstanceOfSatisfying(
                        NotAllowedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MONTH_TO_COME));
        assertThat(seller.run("2020-02").made()).isZero();
        assertThat(seller.billing.invoices().ofCustomer(K)).hasSize(2);
    }

    @Test
    void nothing_is_sent_before_the_day_of_the_last_document_of_its_series() {
        TestBilling seller = TestBilling.open();
        seller.on("2020-03-02");
        seller.sent("1.00");
        InvoiceId draft = seller.manual("2.00").id();
        seller.on("2020-03-01");
        assertThatThrownBy(() -> seller.billing.invoices().send(draft))
                .isInstanceOfSatisfying(
                        NotAllowedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOCK_TURNED_BACK))
                .hasMessageContaining("2020-03-01")
                .hasMessageContaining("2020-03-02");
        BulkReport<InvoiceId> report = seller.billing.invoices().send(List.of(draft));
        assertThat(report.failures()).hasSize(1);
        seller.on("2020-03-02");
        Invoice sent = seller.billing.invoices().send(draft);
        assertThat(sent.issuance().orElseThrow().number().sequence()).isEqualTo(2);
        assertThat(seller.billing.audit().verify().problems()).isEmpty();
    }

    @Test
    void nor_in_the_year_before_the_first_document_of_a_year() {
        TestBilling seller = TestBilling.open().on("2020-12-31");
        seller.sent("1.00");
        seller.on("2021-01-01");
        seller.sent("2.00");
        InvoiceId draft = seller.manual("3.00").id();
        seller.on("2020-12-31");
        assertThatThrownBy(() -> seller.billing.invoices().send(draft))
                .isInstanceOfSatisfying(
                        NotAllowedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOCK_TURNED_BACK))
                .hasMessageContaining("2021-01-01");
        seller.on("2021-01-01");
        assertThat(seller.billing.invoices().send(draft).number()).contains("2021-00002");
    }
}
