package nl.termijn.samples.quickstart;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cells of one row, read as typed values; every fault of the row is kept.
 *
 * <p>Each reading answers empty for a cell that is not given (no such column, empty, or blanks only), and also for a faulty one, which then is among
 * {@link #faults()}. Blanks around a value are passed over, except in {@link #text}. Used within one thread, for one row.
 *
 * <pre>
 * Optional&lt;LocalDate&gt; start = cells.date("start");            // '2026-02-30' is a fault
 * return cells.ifFaultless(() -&gt; new Row(start.orElseThrow()));   // required by the columns, so given
 * </pre>
 */
final class Cells {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,10})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern ISO_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final List<String> YES = List.of("true", "yes", "1");
    private static final List<String> NO = List.of("false", "no", "0");

    private final String file;
    private final CsvTable.Row row;
    private final List<String> header;
    private final List<Refusal> faults = new ArrayList<>();

    Cells(String file, CsvTable.Columns columns, List<String> header, CsvTable.Row row) {
        this.file = file;
        this.row = row;
        this.header = header;
        for (String column : columns.required()) {
            if (cell(column).isEmpty()) {
                fault(column, "must be given; fill it in");
            }
        }
    }

    /** The line on which the row starts. */
    int line() {
        return row.line();
    }

    /** Whether no cell of the row is given, as in the rows of commas that spreadsheets leave at the end. */
    boolean isBlank() {
        return row.cells().stream().allMatch(String::isBlank);
    }

    /** A text as it stands, with any blanks around it. */
    Optional<String> text(String column) {
        return cell(column);
    }

    /** A name or code: a text on one line, without blanks around it. */
    Optional<String> word(String column) {
        Optional<String> given = stripped(column);
        if (given.isPresent() && given.get().chars().anyMatch(Character::isISOControl)) {
            return fault(column, "has a line break or control character; write it on one line");
        }
        return given;
    }

    /** A decimal number with a point, such as {@code 0.0045} or {@code -12.50}. */
    Optional<BigDecimal> decimal(String column) {
        Optional<String> given = stripped(column);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (!DECIMAL.matcher(given.get()).matches()) {
            return fault(
                    column,
                    given.get().contains(",")
                            ? "is not a decimal number; write a point before the decimals and nothing between thousands"
                            : "is not a decimal number; write digits and at most one point, such as 12.50");
        }
        return given.map(BigDecimal::new);
    }

    /** A percentage from 0 to 100. */
    Optional<BigDecimal> percent(String column) {
        Optional<BigDecimal> given = decimal(column);
        if (given.isPresent() && (given.get().signum() < 0 || given.get().compareTo(BigDecimal.valueOf(100)) > 0)) {
            return fault(column, "must be 0 to 100; write 12.5 for 12.5 %");
        }
        return given;
    }

    /** A whole number from {@code least} to {@code most}. */
    Optional<Integer> whole(String column, int least, int most) {
        Optional<String> given = stripped(column);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (!WHOLE.matcher(given.get()).matches()) {
            return fault(column, "is not a whole number; write digits only, such as 12");
        }
        int number = Integer.parseInt(given.get());
        if (number < least || number > most) {
            return fault(
                    column,
                    most == Integer.MAX_VALUE
                            ? "must be " + least + " or more; write a larger number"
                            : "must be " + least + " to " + most + "; write a number in between");
        }
        return Optional.of(number);
    }

    /** A day, written as {@code 2026-01-31}. */
    Optional<LocalDate> date(String column) {
        Optional<String> given = stripped(column);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (!ISO_DATE.matcher(given.get()).matches()) {
            return fault(column, "is not a date; write year-month-day, such as 2026-01-31");
        }
        try {
            return given.map(LocalDate::parse);
        } catch (DateTimeException e) {
            return fault(column, "is not a day of the calendar; write year-month-day, such as 2026-01-31");
        }
    }

    /** One of the names of an enum, in capitals. */
    <E extends Enum<E>> Optional<E> choice(String column, Class<E> type) {
        Optional<String> given = stripped(column);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Optional<E> found = named(type, given.get());
        return found.isPresent() ? found : fault(column, notNamed(type, given.get()));
    }

    /** Yes or no: {@code true}, {@code yes} or {@code 1}; {@code false}, {@code no} or {@code 0}; in any case. */
    Optional<Boolean> flag(String column) {
        Optional<String> given = stripped(column).map(text -> text.toLowerCase(Locale.ROOT));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (YES.contains(given.get())) {
            return Optional.of(true);
        }
        return NO.contains(given.get())
                ? Optional.of(false)
                : fault(column, "is neither yes nor no; write true or false");
    }

    /** Keeps a fault of the cell in {@code column}, and answers empty. */
    <T> Optional<T> fault(String column, String rule) {
        int index = header.indexOf(column);
        faults.add(new Refusal(
                file, row.line(), column, index < 0 ? "" : row.cells().get(index), rule));
        return Optional.empty();
    }

    /** The faults found so far, in the order of the file's columns. */
    List<Refusal> faults() {
        return faults.stream()
                .sorted(Comparator.comparingInt(f -> header.indexOf(f.column())))
                .toList();
    }

    /** What {@code make} makes of the row; empty, without asking it, when the row has a fault. */
    <T> Optional<T> ifFaultless(Supplier<T> make) {
        return faults.isEmpty() ? Optional.of(make.get()) : Optional.empty();
    }

    /** The constant of {@code type} that is called exactly {@code name}. */
    static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equals(name))
                .findFirst();
    }

    /** Why {@code name} is no constant of {@code type}, and what to write. */
    static <E extends Enum<E>> String notNamed(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equalsIgnoreCase(name))
                .findFirst()
                .map(e -> "must be in capitals; write " + e.name())
                .orElseGet(() -> "is unknown; write one of "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
    }

    private Optional<String> stripped(String column) {
        return cell(column).map(String::strip);
    }

    private Optional<String> cell(String column) {
        int index = header.indexOf(column);
        return index < 0
                ? Optional.empty()
                : Optional.of(row.cells().get(index)).filter(text -> !text.isBlank());
    }
}
