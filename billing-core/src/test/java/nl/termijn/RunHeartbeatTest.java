package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import nl.termijn.event.BillingEvent;
import nl.termijn.run.InvoicePlan;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A run that stopped halfway is seen, and not only one that never came. */
class RunHeartbeatTest {
    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);

    private static final RunListener DIES = new RunListener() {
        @Override
        public void planned(InvoicePlan plan) {
            throw new IllegalStateException("the host died");
        }
    };
    private static final RunListener CANCELS = new RunListener() {
        @Override
        public boolean isCancelled() {
            return true;
        }
    };

    private final TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
    private final RunService runs = seller.billing.runs();

    private Instant last(Class<? extends BillingEvent> type) {
        return seller.billing.audit().events(0, 100).stream()
                .filter(recorded -> type.isInstance(recorded.event()))
                .reduce((first, second) -> second)
                .orElseThrow()
                .at();
    }

    @Test
    void before_the_first_run_there_is_none_and_a_preview_is_none() {
        runs.preview(JANUARY);
        assertThat(runs.heartbeat()).isEqualTo(new RunHeartbeat(Optional.empty(), Optional.empty()));
    }

    @Test
    void a_complete_run_is_told_with_what_it_did() {
        seller.run("2026-01");
        assertThat(runs.heartbeat())
                .isEqualTo(new RunHeartbeat(
                        Optional.of(new RunHeartbeat.Complete(JANUARY, last(BillingEvent.RunFinished.class), 1, 0, 0)),
                        Optional.empty()));
    }

    @Test
    void a_run_that_died_or_was_cancelled_is_unfinished_until_the_month_is_run_to_its_end() {
        seller.run("2026-01");
        seller.on("2026-02-01");
        assertThatThrownBy(() -> runs.run(FEBRUARY, DIES)).hasMessage("the host died");
        assertThat(runs.heartbeat().lastComplete().orElseThrow().month()).isEqualTo(JANUARY);
        assertThat(runs.heartbeat().unfinished())
                .contains(new RunHeartbeat.Unfinished(FEBRUARY, last(BillingEvent.RunStarted.class), Optional.empty()));

        assertThat(runs.run(FEBRUARY, CANCELS).complete()).isFalse();
        assertThat(runs.heartbeat().unfinished())
                .contains(new RunHeartbeat.Unfinished(
                        FEBRUARY,
                        last(BillingEvent.RunStarted.class),
                        Optional.of(last(BillingEvent.RunCancelled.class))));

        assertThat(runs.run(FEBRUARY).complete()).isTrue();
        assertThat(runs.heartbeat().lastComplete().orElseThrow().month()).isEqualTo(FEBRUARY);
        assertThat(runs.heartbeat().unfinished()).isEmpty();
    }
}
