package nl.termijn.samples.quickstart;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a store remembers of being played, beside what the library keeps in it.
 *
 * @param administration fingerprint of the seller
 * @param send whether documents were sent
 * @param from the first month played
 * @param through the last day played
 * @param rows fingerprint of customers, subscriptions and pending lines
 * @param actions fingerprint of all actions
 * @param played fingerprint of the actions up to {@code through}
 * @param ids the last key that was given
 * @param refusals what was refused
 * @param runs what the runs made
 * @param problems what runs could not bill or send
 */
record Memory(
        String administration,
        boolean send,
        YearMonth from,
        LocalDate through,
        String rows,
        String actions,
        String played,
        long ids,
        List<Refusal> refusals,
        List<RunPlayer.Outcome> runs,
        List<RunPlayer.Problem> problems) {

    /** The same with other lists. */
    Memory with(List<Refusal> refused, List<RunPlayer.Outcome> made, List<RunPlayer.Problem> wrong) {
        return new Memory(administration, send, from, through, rows, actions, played, ids, refused, made, wrong);
    }

    /** What a play of {@code input} that has not begun remembers. */
    static Memory before(Input input, Options options) {
        LocalDate before = options.firstDay().minusDays(1);
        return new Memory(
                Fingerprint.of(Stream.of(input.administration())),
                options.send(),
                options.from(),
                before,
                Fingerprint.of(rows(input)),
                Fingerprint.of(input.actions().stream()),
                played(input, before),
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private static Stream<Record> rows(Input input) {
        return Stream.of(input.customers(), input.subscriptions(), input.pendingLines(), input.takeOver())
                .flatMap(List::stream);
    }

    /** Of the actions up to a day. */
    static String played(Input input, LocalDate through) {
        return Fingerprint.of(input.actions().stream().filter(row -> !row.date().isAfter(through)));
    }

    /** Why a play of {@code input} does not go on from here; empty text when it does. */
    String whyNot(Input input, Options options) {
        Memory asked = before(input, options);
        if (!administration.equals(asked.administration) || send != asked.send) {
            return "it was played with another administration.json, or with --no-send";
        }
        if (through.isAfter(options.lastDay())) {
            return "it was played through " + through + " already";
        }
        if (from.equals(options.from())) {
            return rows.equals(asked.rows) && actions.equals(asked.actions)
                    ? ""
                    : "it was played from " + from + " with other rows";
        }
        if (!through.plusDays(1).equals(options.firstDay())) {
            return "it was played through " + through + ", so --from must be " + YearMonth.from(through.plusDays(1));
        }
        boolean none = input.actions().stream().allMatch(row -> row.date().isAfter(through));
        return none || played.equals(played(input, through))
                ? ""
                : "actions up to " + through + " differ from those that were played";
    }
}
