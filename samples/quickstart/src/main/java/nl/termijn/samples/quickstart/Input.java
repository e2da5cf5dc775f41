package nl.termijn.samples.quickstart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nl.termijn.samples.quickstart.CsvTable.Columns;
import nl.termijn.takeover.ImportTable;

/**
 * All that the input files hold and that is right in form, each list in the order of its file.
 *
 * <p>Whether a subscription's customer is there, a VAT id is right, or an action is allowed is not looked at here.
 *
 * @param takeOver what another program left, to be taken over before the first day
 * @param refusals the faults of the rows that are left out, file by file
 */
record Input(
        AdministrationFile administration,
        List<CustomerRow> customers,
        List<SubscriptionRow> subscriptions,
        List<PendingLineRow> pendingLines,
        List<ActionRow> actions,
        List<TakeOverFile> takeOver,
        List<Refusal> refusals) {

    Input {
        takeOver = List.copyOf(takeOver);
        customers = List.copyOf(customers);
        subscriptions = List.copyOf(subscriptions);
        pendingLines = List.copyOf(pendingLines);
        actions = List.copyOf(actions);
        refusals = List.copyOf(refusals);
    }

    /**
     * Reads everything; a table that is not there is empty.
     *
     * @throws InputException when there is no usable administration, or a file cannot be read or has a wrong header;
     *     every such file is named
     */
    static Input read(Source source) throws InputException {
        Reading reading = new Reading(source);
        Optional<AdministrationFile> administration = reading.administration();
        List<CustomerRow> customers = reading.rows(CustomerRow.FILE, CustomerRow.COLUMNS, CustomerRow::read);
        List<SubscriptionRow> subscriptions =
                reading.rows(SubscriptionRow.FILE, SubscriptionRow.COLUMNS, SubscriptionRow::read);
        List<PendingLineRow> pendingLines =
                reading.rows(PendingLineRow.FILE, PendingLineRow.COLUMNS, PendingLineRow::read);
        List<ActionRow> actions = reading.rows(ActionRow.FILE, ActionRow.COLUMNS, ActionRow::read);
        List<TakeOverFile> takeOver = reading.takeOver();
        if (administration.isEmpty() || !reading.fatal.isEmpty()) {
            throw new InputException(reading.fatal);
        }
        return new Input(
                administration.get(), customers, subscriptions, pendingLines, actions, takeOver, reading.refusals);
    }

    private static final class Reading {
        private final Source source;
        private final List<Refusal> fatal = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();

        Reading(Source source) {
            this.source = source;
        }

        Optional<AdministrationFile> administration() {
            try {
                Optional<String> text = source.text(AdministrationFile.FILE);
                if (text.isEmpty()) {
                    throw new InputException(
                            AdministrationFile.FILE, "is not there; write one with at least {\"name\": \"…\"}");
                }
                return Optional.of(AdministrationFile.parse(text.get()));
            } catch (InputException e) {
                fatal.addAll(e.reasons());
                return Optional.empty();
            }
        }

        List<TakeOverFile> takeOver() {
            List<TakeOverFile> files = new ArrayList<>();
            for (ImportTable table : ImportTable.values()) {
                try {
                    source.text(TakeOverFile.nameOf(table)).ifPresent(text -> files.add(new TakeOverFile(table, text)));
                } catch (InputException e) {
                    fatal.addAll(e.reasons());
                }
            }
            return files;
        }

        <T> List<T> rows(String file, Columns columns, Function<Cells, Optional<T>> read) {
            List<T> rows = new ArrayList<>();
            try {
                Optional<String> text = source.text(file);
                if (text.isPresent()) {
                    CsvTable table = CsvTable.parse(file, text.get(), columns);
                    List<Refusal> found = new ArrayList<>(table.refusals());
                    Map<String, Integer> lines = new HashMap<>();
                    for (CsvTable.Row row : table.rows()) {
                        Cells cells = new Cells(file, columns, table.header(), row);
                        if (!cells.isBlank()) {
                            refuseSecond(cells, lines);
                            read.apply(cells).ifPresent(rows::add);
                            found.addAll(cells.faults());
                        }
                    }
                    // malformed rows were set apart first
                    found.sort(Comparator.comparingInt(Refusal::line));
                    refusals.addAll(found);
                }
            } catch (InputException e) {
                fatal.addAll(e.reasons());
            }
            return rows;
        }

        /** A reference belongs to the row that has it first, even when that row is refused: it cannot mean two things. */
        private static void refuseSecond(Cells cells, Map<String, Integer> lines) {
            cells.word("reference").ifPresent(reference -> {
                Integer first = lines.putIfAbsent(reference, cells.line());
                if (first != null) {
                    cells.fault("reference", "is used on line " + first + " already; give each row its own");
                }
            });
        }
    }
}
