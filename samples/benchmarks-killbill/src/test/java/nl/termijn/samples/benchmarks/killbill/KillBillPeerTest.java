package nl.termijn.samples.benchmarks.killbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.killbill.billing.invoice.api.InvoiceItem;

/** A comparison is fair only when the peer does the whole work: here its invoices are read, line by line. */
class KillBillPeerTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 15);

    @Test
    void the_first_month_has_the_monthly_and_the_yearly_item() {
        assertThat(lines(peer(0), YearMonth.of(2026, 1)))
                .containsExactlyInAnyOrder("monthly 2026-01-15 2026-02-15 10.00", "yearly 2026-01-15 2027-01-15 12.00");
    }

    @Test
    void the_third_month_has_the_monthly_item_only() {
        assertThat(lines(peer(2), YearMonth.of(2026, 3))).containsExactly("monthly 2026-03-15 2026-04-15 10.00");
    }

    @Test
    void the_anniversary_has_the_yearly_item_again() {
        assertThat(lines(peer(12), YearMonth.of(2027, 1)))
                .containsExactlyInAnyOrder("monthly 2027-01-15 2027-02-15 10.00", "yearly 2027-01-15 2028-01-15 12.00");
    }

    @Test
    void the_history_is_used_so_that_a_month_is_billed_once() {
        KillBillPeer peer = peer(2);

        assertThat(peer.invoice(YearMonth.of(2026, 3))).isEqualTo(1);
        assertThat(peer.invoice(YearMonth.of(2026, 3))).isZero();
    }

    @Test
    void a_preview_leaves_no_trace() {
        KillBillPeer peer = peer(2);
        YearMonth march = YearMonth.of(2026, 3);

        assertThat(lines(peer, march)).isEqualTo(lines(peer, march));
        assertThat(peer.invoice(march)).isEqualTo(1);
    }

    @Test
    void ten_years_of_months_have_one_item_each_and_two_on_an_anniversary() {
        KillBillPeer peer = peer(0);
        for (int k = 0; k < 120; k++) {
            assertThat(peer.invoice(YearMonth.of(2026, 1).plusMonths(k)))
                    .as("month %s", k)
                    .isEqualTo(k % 12 == 0 ? 2 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_scenario_has_the_items_it_promises(Scenario scenario) {
        KillBillPeer peer = KillBillPeer.peerWithHistory(
                scenario.monthly(), scenario.yearly(), Scenario.START.atDay(1), scenario.history());

        assertThat(peer.preview(scenario.month())).hasSize(scenario.items());
    }

    private static KillBillPeer peer(int months) {
        return KillBillPeer.peerWithHistory(1, 1, START, months);
    }

    private static List<String> lines(KillBillPeer peer, YearMonth month) {
        return peer.preview(month).stream().map(KillBillPeerTest::line).toList();
    }

    private static String line(InvoiceItem item) {
        return item.getPlanName() + " " + item.getStartDate() + " " + item.getEndDate() + " " + item.getAmount();
    }
}
