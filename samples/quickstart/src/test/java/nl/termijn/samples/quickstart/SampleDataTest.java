package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.termijn.samples.quickstart.ActionRow.Action;
import nl.termijn.samples.quickstart.SubscriptionRow.Timing;
import org.junit.jupiter.api.Test;

class SampleDataTest {
    private static final Path SHIPPED = Path.of("data");
    private static final Map<String, String> MADE = SampleYear.files();

    @Test
    void theShippedFilesAreWhatTheGeneratorMakes() throws IOException {
        for (Map.Entry<String, String> file : MADE.entrySet()) {
            Path shipped = SHIPPED.resolve(file.getKey());
            byte[] made = file.getValue().getBytes(StandardCharsets.UTF_8);
            if (Boolean.getBoolean("sample.write")) {
                Files.write(shipped, made);
            }
            assertThat(Files.readAllBytes(shipped))
                    .as("%s; write it anew with -Dsample.write=true", file.getKey())
                    .isEqualTo(made);
        }
    }

    @Test
    void everyRowIsRightInForm() throws InputException {
        assertThat(made().refusals()).isEmpty();
    }

    @Test
    void thePackagedSampleIsTheShippedOne() throws InputException {
        assertThat(Input.read(Source.sample())).isEqualTo(made());
    }

    @Test
    void itIsLargeAndHasTheOddCases() throws InputException {
        Input input = made();
        assertThat(input.customers()).hasSizeGreaterThanOrEqualTo(260);
        assertThat(input.subscriptions()).hasSizeGreaterThanOrEqualTo(750);
        assertThat(input.pendingLines()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(input.actions()).hasSizeGreaterThan(1_000);
        assertThat(input.actions().stream().map(ActionRow::action).distinct().toList())
                .as("deleting wants --no-send; plans and campaigns are played by the second sample")
                .containsExactlyInAnyOrder(EnumSet.complementOf(EnumSet.of(Action.DELETE, Action.PLAN, Action.CAMPAIGN))
                        .toArray(Action[]::new));
        assertThat(input.customers()).extracting(CustomerRow::scheduleMonths).contains(1, 2, 3, 4, 6, 12);
        assertThat(input.customers())
                .extracting(CustomerRow::country)
                .contains("NL", "BE", "DE", "FR", "PL", "GR", "LU", "GB", "CH", "US");
        assertThat(input.customers()).extracting(CustomerRow::onHold).contains(true);
        assertThat(input.subscriptions())
                .extracting(SubscriptionRow::cycleMonths)
                .contains(1, 3, 6, 12, 24, 36);
        assertThat(input.subscriptions()).extracting(SubscriptionRow::vatKind).contains(VatKind.values());
        assertThat(input.subscriptions()).extracting(SubscriptionRow::start).contains(LocalDate.of(2024, 2, 29));
        assertThat(input.subscriptions()).anyMatch(s -> s.start().getDayOfMonth() == 31);
        assertThat(input.subscriptions()).anyMatch(s -> s.unitPrice().scale() > 2);
        assertThat(input.subscriptions())
                .anyMatch(s -> s.trialPeriods() > 0 && s.billedThrough().isEmpty());
        assertThat(input.pendingLines()).anyMatch(p -> p.date().getDayOfMonth() == 1);
        assertThat(input.pendingLines()).anyMatch(p -> p.unitPrice().signum() < 0);
    }

    @Test
    void whatIsNamedIsThere() throws InputException {
        Input input = made();
        Set<String> customers =
                input.customers().stream().map(CustomerRow::reference).collect(Collectors.toSet());
        Set<String> subjects = new HashSet<>(customers);
        input.subscriptions().forEach(s -> subjects.add(s.reference()));
        assertThat(input.subscriptions()).allMatch(s -> customers.contains(s.customer()));
        assertThat(input.pendingLines()).allMatch(p -> customers.contains(p.customer()));
        assertThat(input.actions())
                .allMatch(a -> subjects.contains(a.subject())
                        || a.subject().equals("ALL")
                        || a.subject().startsWith("2026-"));
    }

    @Test
    void whatWasTakenOverIsBilledThroughAboutTheTakeover() throws InputException {
        for (SubscriptionRow s : made().subscriptions()) {
            LocalDate billed = s.billedThrough().orElse(s.start());
            if (s.start().isBefore(LocalDate.of(2025, 12, 1)) && s.timing() == Timing.ADVANCE) {
                assertThat(billed).as(s.reference()).isAfterOrEqualTo(LocalDate.of(2026, 1, 1));
            }
            assertThat(s.end().map(billed::isBefore).orElse(true))
                    .as(s.reference())
                    .isTrue();
            if (s.timing() == Timing.ARREARS && s.billedThrough().isPresent()) {
                assertThat(billed).as(s.reference()).isBeforeOrEqualTo(LocalDate.of(2026, 1, 1));
            }
        }
    }

    @Test
    void theActionsFollowEachOther() throws InputException {
        List<ActionRow> actions = made().actions();
        assertThat(actions).extracting(ActionRow::date).isSorted();
        Map<String, Action> last = new HashMap<>();
        for (ActionRow action : actions) {
            Optional<Action> before = Optional.ofNullable(last.put(action.subject(), action.action()));
            assertThat(before).as(action.toString()).isNotEqualTo(Optional.of(Action.END));
            if (action.action() == Action.RESUME) {
                assertThat(before).contains(Action.PAUSE);
            }
        }
    }

    private static Input made() throws InputException {
        return SampleYear.read(MADE);
    }
}
