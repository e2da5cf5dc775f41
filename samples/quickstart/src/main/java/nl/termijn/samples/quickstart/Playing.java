package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.termijn.Billing;
import nl.termijn.administration.Administration;
import nl.termijn.invoice.SellerReadiness;
import nl.termijn.mail.smtp.EmlFolder;
import nl.termijn.mail.smtp.MailTemplates;
import nl.termijn.mail.smtp.Sender;
import nl.termijn.pdf.PdfDocuments;

/**
 * One play in its store. Each day on which something happens is one transaction, which also remembers that the day was
 * played: so a play that is killed goes on with the day after the last whole one, and ends as if nothing had been.
 */
final class Playing {
    private final Input input;
    private final Options options;
    private final Loader loader;
    private final Administration administration;
    private final PlayStore store;
    private final PlayClock clock;
    private final Billing billing;
    private final RunPlayer runs;
    private final Actions actions;
    private final Refusals refusals = new Refusals();
    private long lastId;

    Playing(
            Input input,
            Options options,
            Loader loader,
            Administration administration,
            PdfDocuments documents,
            PlayStore store) {
        this.input = input;
        this.options = options;
        this.loader = loader;
        this.administration = administration;
        this.store = store;
        clock = new PlayClock(administration.timeZone(), options.firstDay());
        Billing.Builder builder = Billing.builder()
                .store(new FileOnlyStore(store.billing()))
                .archive(store.billing().documents())
                .administration(Loader.ADMINISTRATION)
                .clock(clock)
                .ids(this::nextId)
                .documents(documents)
                .mailTexts(MailTemplates.standard())
                .mail(new EmlFolder(mailFolder(), sender(administration), clock))
                .actor("quickstart");
        if (!SellerReadiness.of(administration, options.lastDay()).isEmpty()) {
            // a trial of what months come to needs no more than a name
            builder.dryRun();
        }
        billing = builder.build();
        runs = new RunPlayer(billing, options.send());
        actions = new Actions(billing, loader, runs, options.send());
    }

    private Path mailFolder() {
        return options.out().resolve("mail");
    }

    private static Sender sender(Administration administration) {
        return Sender.builder()
                .address(administration.email().orElse("billing@seller.example"))
                .build();
    }

    /** The mail of an earlier play that this one does not go on with. */
    private void removeEarlierMail() throws IOException {
        if (Files.isDirectory(mailFolder())) {
            try (DirectoryStream<Path> earlier = Files.newDirectoryStream(mailFolder(), "*.eml")) {
                for (Path file : earlier) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Keys that are the same each time the same input is played. */
    private String nextId() {
        lastId++;
        return String.format(Locale.ROOT, "%010d", lastId);
    }

    List<Refusal> play(Progress progress) throws IOException {
        playDays(progress, begin());
        customerRefusals();
        List<Refusal> all = new ArrayList<>(input.refusals());
        all.addAll(refusals.found());
        all.addAll(new Report(billing, loader.currency(), options.to()).write(options.out(), runs, all));
        PriceChanges.write(billing, input.actions(), options.out());
        return all.subList(input.refusals().size(), all.size());
    }

    /** Opens the store, or goes on with what it remembers; then loads the rows that are new to it. */
    private Memory begin() throws IOException {
        Memory asked = Memory.before(input, options);
        Optional<Memory> before = store.memory();
        if (before.isEmpty()) {
            removeEarlierMail();
            billing.open(administration);
            TakingOver.bring(billing, input.takeOver(), options.out()).forEach(refusals::add);
            loader.load(billing, input, refusals);
            return remember(asked, asked.through());
        }
        Memory memory = before.get();
        lastId = memory.ids();
        runs.remember(memory.runs(), memory.problems());
        memory.refusals().forEach(refusals::add);
        if (memory.from().equals(options.from())) {
            return memory;
        }
        clock.goTo(options.firstDay());
        loader.load(billing, input, refusals);
        return remember(asked, memory.through());
    }

    private Memory remember(Memory asked, LocalDate through) throws IOException {
        Memory memory = new Memory(
                asked.administration(),
                asked.send(),
                asked.from(),
                through,
                asked.rows(),
                asked.actions(),
                Memory.played(input, through),
                lastId,
                refusals.found(),
                runs.outcomes(),
                runs.problems());
        store.commit(memory);
        return memory;
    }

    private void playDays(Progress progress, Memory begun) throws IOException {
        Map<LocalDate, List<ActionRow>> rowsByDay = new HashMap<>();
        input.actions()
                .forEach(row -> rowsByDay
                        .computeIfAbsent(row.date(), any -> new ArrayList<>())
                        .add(row));
        Memory memory = begun;
        long days = ChronoUnit.DAYS.between(options.firstDay(), options.lastDay()) + 1;
        for (long done = 0; done < days; done++) {
            LocalDate day = options.firstDay().plusDays(done);
            progress.at(done, days, YearMonth.from(day).toString());
            if (day.isAfter(memory.through())) {
                List<ActionRow> rows = rowsByDay.getOrDefault(day, List.of());
                play(day, rows);
                if (!rows.isEmpty() || day.getDayOfMonth() == 1) {
                    memory = remember(memory, day);
                }
            }
        }
        progress.at(days, days, options.to().toString());
        if (memory.through().isBefore(options.lastDay())) {
            remember(memory, options.lastDay());
        }
    }

    private void play(LocalDate day, List<ActionRow> rows) {
        clock.goTo(day);
        for (ActionRow row : rows) {
            refusals.of(
                    ActionRow.FILE, row.line(), ActionRow.COLUMNS, "subject", row.subject(), () -> actions.act(row));
        }
        if (day.getDayOfMonth() == 1) {
            runs.run(YearMonth.from(day), day);
        }
        if (options.send()) {
            billing.outbox().deliver();
        }
    }

    /** A customer whose data a run could not bill is refused at his row. */
    private void customerRefusals() {
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
}
