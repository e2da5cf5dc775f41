package nl.termijn;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.TakeOverReport.BalanceDifference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import nl.termijn.takeover.ImportTable;

/** Goes through the files of one take-over, chunk by chunk, and looks at each row, or takes it over as well. */
final class TakeOverDesk {
    private static final int CHUNK = 500;

    private final Session session;
    private final TakeOver takeOver;
    private final TakeOverChunk.Scope scope;

    private final List<TakeOverReport.Count> counts = new ArrayList<>();
    private final List<TakeOverReport.Fault> faults = new ArrayList<>();
    private final List<TakeOverReport.NextBill> odd = new ArrayList<>();
    private final TakeOverSums sums = new TakeOverSums();
    private long faultCount;

    /** @param saves whether rows are taken over, or only looked at */
    TakeOverDesk(Session session, LedgerDesk ledger, TakeOver takeOver, boolean saves) {
        this.session = session;
        this.takeOver = takeOver;
        this.scope = new TakeOverChunk.Scope(session, ledger, takeOver.system(), saves, sums, new HashMap<>());
    }

    TakeOverReport work() {
        takeOver.files().forEach(this::file);
        boolean done = scope.saves() && faultCount == 0;
        List<BalanceDifference> differences = new ArrayList<>();
        return new TakeOverReport(
                done,
                counts,
                faults,
                faultCount,
                done ? sums.besideOurs(session, differences) : sums.alone(),
                odd,
                differences);
    }

    /** How many rows of one file came to what. */
    private static final class Tally {
        private final TakeOver.File file;
        private long rows;
        private long added;
        private long known;
        private long skipped;

        private Tally(TakeOver.File file) {
            this.file = file;
        }

        ImportTable table() {
            return file.mapping().table();
        }

        void add(boolean isKnown) {
            known += isKnown ? 1 : 0;
            added += isKnown ? 0 : 1;
        }

        TakeOverReport.Count count() {
            return new TakeOverReport.Count(file.name(), table(), rows, added, known, skipped);
        }
    }

    private void file(TakeOver.File file) {
        Tally tally = new Tally(file);
        int faultsBefore = faults.size();
        try (Reader content = file.content().get()) {
            Csv csv = Csv.open(content, file.name());
            refuseMissingColumns(file, csv);
            records(csv, tally);
        } catch (InvalidInputException e) {
            e.violations().forEach(violation -> fault(file, 1, violation));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file.name() + " could not be closed", e);
        }
        counts.add(tally.count());
        faults.subList(faultsBefore, faults.size()).sort(Comparator.comparingInt(TakeOverReport.Fault::line));
    }

    private static void refuseMissingColumns(TakeOver.File file, Csv csv) {
        List<Violation> missing = new ArrayList<>();
        for (String column : file.mapping().table().required()) {
            boolean there = Optional.ofNullable(file.mapping().columns().get(column))
                    .filter(source -> source.columns().stream()
                            .anyMatch(group -> group.stream().anyMatch(csv::has)))
                    .isPresent();
            if (!there) {
                missing.add(new Violation(column, "", "column is missing", "map it to a column that the file has"));
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidInputException(file.name(), missing);
        }
    }

    /** Reads the records and has them done in chunks, the rows of one invoice together. */
    private void records(Csv csv, Tally tally) {
        String key = tally.table().required().get(0);
        Map<String, List<TakeOverRow>> chunk = new LinkedHashMap<>();
        String last = "";
        while (csv.hasNext()) {
            Optional<TakeOverRow> read = row(csv, tally);
            if (read.isEmpty()) {
                continue;
            }
            TakeOverRow row = read.get();
            String value = row.text(key).orElse("");
            boolean goesOn = tally.table() == ImportTable.OPEN_INVOICES && value.equals(last) && !value.isEmpty();
            if (!goesOn) {
                if (chunk.size() == CHUNK) {
                    done(tally, chunk);
                }
                if (!value.isEmpty() && !sums.isNew(tally.table(), value)) {
                    row.refuse(
                            key,
                            value,
                            "stands in more than one row",
                            "keep one, and the rows of one invoice together");
                    faults(tally.file, row);
                    continue;
                }
            }
            last = value;
            // what has no key is refused, each row for itself
            chunk.computeIfAbsent(value.isEmpty() ? "\0" + row.line() : value, any -> new ArrayList<>())
                    .add(row);
        }
        done(tally, chunk);
    }

    private Optional<TakeOverRow> row(Csv csv, Tally tally) {
        Csv.Row next = csv.next();
        tally.rows++;
        Violations found = Violations.of(tally.file.name());
        if (!csv.isWhole(next, found)) {
            found.found().forEach(violation -> fault(tally.file, next.line(), violation));
            return Optional.empty();
        }
        TakeOverRow row = new TakeOverRow(csv, next, tally.file.mapping());
        if (row.isSkipped()) {
            tally.skipped++;
            return Optional.empty();
        }
        return Optional.of(row);
    }

    private void done(Tally tally, Map<String, List<TakeOverRow>> chunk) {
        if (!chunk.isEmpty()) {
            List<List<TakeOverRow>> records = List.copyOf(chunk.values());
            session.work(work -> {
                TakeOverChunk one = new TakeOverChunk(scope, work, tally::add, row -> faults(tally.file, row));
                switch (tally.table()) {
                    case CUSTOMERS -> one.customers(first(records));
                    case SUBSCRIPTIONS ->
                        one.subscriptions(first(records), (row, bill) -> odd(bill.of(tally.file.name(), row.line())));
                    case OPEN_INVOICES -> one.invoices(records);
                    case CREDITS -> one.credits(first(records));
                    case MANDATES -> one.mandates(first(records));
                }
                return tally;
            });
            chunk.clear();
        }
    }

    private void odd(TakeOverReport.NextBill bill) {
        if (odd.size() < TakeOverReport.MOST) {
            odd.add(bill);
        }
    }

    private static List<TakeOverRow> first(List<List<TakeOverRow>> records) {
        return records.stream().map(rows -> rows.get(0)).toList();
    }

    private void faults(TakeOver.File file, TakeOverRow row) {
        row.wrong().forEach(violation -> fault(file, row.line(), violation));
    }

    private void fault(TakeOver.File file, int line, Violation violation) {
        faultCount++;
        if (faults.size() < TakeOverReport.MOST) {
            faults.add(new TakeOverReport.Fault(
                    file.name(), line, violation.field(), violation.value(), violation.rule(), violation.remedy()));
        }
    }
}
