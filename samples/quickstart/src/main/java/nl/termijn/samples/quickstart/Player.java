package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.termijn.Billing;
import nl.termijn.administration.Administration;
import nl.termijn.error.InvalidInputException;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.store.memory.InMemoryBillingStore;

/** Lets time go by, day by day: the day's actions, the run on the first of a month, then what is to leave the house. */
final class Player implements Play {

    @Override
    public List<Refusal> play(Input input, Options options, Progress progress) throws IOException, InputException {
        Loader loader = new Loader(input.administration());
        Administration administration = administration(loader);
        PlayClock clock = new PlayClock(administration.timeZone(), options.firstDay());
        Billing billing = Billing.builder()
                .store(new InMemoryBillingStore())
                .administration(Loader.ADMINISTRATION)
                .clock(clock)
                .ids(new SequentialIds()::next)
                .mail(new InMemoryMailbox())
                .actor("quickstart")
                .build();
        billing.open(administration);
        Refusals refusals = new Refusals();
        loader.load(billing, input, refusals);
        RunPlayer runs = new RunPlayer(billing, options.send());
        Actions actions = new Actions(billing, loader, runs, options.send());
        playDays(input, options, progress, clock, billing, refusals, runs, actions);
        customerRefusals(input, runs, refusals);
        List<Refusal> all = new ArrayList<>(input.refusals());
        all.addAll(refusals.found());
        new Report(billing, loader.currency()).write(options.out(), runs, all);
        return refusals.found();
    }

    private static Administration administration(Loader loader) throws InputException {
        try {
            return loader.administration();
        } catch (InvalidInputException e) {
            throw new InputException(e.violations().stream()
                    .map(violation -> new Refusal(
                            AdministrationFile.FILE,
                            0,
                            violation.field(),
                            violation.value(),
                            violation.rule() + "; " + violation.remedy()))
                    .toList());
        }
    }

    private static void playDays(
            Input input,
            Options options,
            Progress progress,
            PlayClock clock,
            Billing billing,
            Refusals refusals,
            RunPlayer runs,
            Actions actions) {
        Map<LocalDate, List<ActionRow>> rowsByDay = new HashMap<>();
        input.actions()
                .forEach(row -> rowsByDay
                        .computeIfAbsent(row.date(), any -> new ArrayList<>())
                        .add(row));
        long days = ChronoUnit.DAYS.between(options.firstDay(), options.lastDay()) + 1;
        for (long done = 0; done < days; done++) {
            LocalDate day = options.firstDay().plusDays(done);
            progress.at(done, days, YearMonth.from(day).toString());
            clock.goTo(day);
            for (ActionRow row : rowsByDay.getOrDefault(day, List.of())) {
                refusals.of(
                        ActionRow.FILE,
                        row.line(),
                        ActionRow.COLUMNS,
                        "subject",
                        row.subject(),
                        () -> actions.act(row));
            }
            if (day.getDayOfMonth() == 1) {
                runs.run(YearMonth.from(day), day);
            }
            if (options.send()) {
                billing.outbox().deliver();
            }
        }
        progress.at(days, days, options.to().toString());
    }

    /** A customer whose data a run could not bill is refused at his row. */
    private static void customerRefusals(Input input, RunPlayer runs, Refusals refusals) {
        Map<String, Integer> lines = new HashMap<>();
        input.customers().forEach(row -> lines.put(row.reference(), row.line()));
        for (RunPlayer.Problem problem : runs.problems()) {
            refusals.add(new Refusal(
                    CustomerRow.FILE,
                    lines.getOrDefault(problem.subject(), 0),
                    "reference",
                    problem.subject(),
                    "run of " + problem.day() + ": " + problem.reason()));
        }
    }

    /** Keys that are the same each time the same input is played. */
    private static final class SequentialIds {
        private long last;

        String next() {
            last++;
            return String.format(Locale.ROOT, "%010d", last);
        }
    }
}
