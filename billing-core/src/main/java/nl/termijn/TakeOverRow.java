package nl.termijn;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.takeover.ColumnMapping;
import nl.termijn.takeover.ColumnSource;

/** A row of another program's file, seen through a mapping: what stands in our columns, and what is wrong with it. */
final class TakeOverRow {
    private static final Pattern DUTCH_AMOUNT = Pattern.compile("-?[0-9]{1,3}(\\.?[0-9]{3})*,[0-9]+");
    private static final List<DateTimeFormatter> DATES = List.of(strict("uuuu-MM-dd"), strict("dd-MM-uuuu"));
    private static final String NO_DATE = "0000-00-00";

    private final Csv csv;
    private final Csv.Row row;
    private final ColumnMapping mapping;
    private final List<Violation> wrong = new ArrayList<>();

    TakeOverRow(Csv csv, Csv.Row row, ColumnMapping mapping) {
        this.csv = csv;
        this.row = row;
        this.mapping = mapping;
    }

    int line() {
        return row.line();
    }

    List<Violation> wrong() {
        return wrong;
    }

    boolean isSkipped() {
        return mapping.skips(this::theirs);
    }

    private Optional<String> theirs(String column) {
        return csv.has(column)
                ? Optional.of(csv.field(row, column)).filter(text -> !text.isEmpty() && !text.equals(NO_DATE))
                : Optional.empty();
    }

    void refuse(String column, String value, String rule, String remedy) {
        refuse(new Violation(column, value, rule, remedy));
    }

    /** Notes what is wrong with a column, of which one thing is told at a time. */
    void refuse(Violation violation) {
        if (wrong.stream().noneMatch(before -> before.field().equals(violation.field()))) {
            wrong.add(violation);
        }
    }

    Optional<String> text(String column) {
        ColumnSource source = mapping.columns().get(column);
        if (source == null) {
            return Optional.empty();
        }
        try {
            return source.value(
                    their -> theirs(their).map(text -> source.how() == ColumnSource.How.PRODUCT ? plain(text) : text));
        } catch (NumberFormatException e) {
            refuse(
                    column,
                    shown(source),
                    "must be numbers to multiply",
                    "add the word to the mapping, or skip such rows");
            return Optional.empty();
        }
    }

    private String shown(ColumnSource source) {
        return String.join(
                " × ",
                source.columns().get(0).stream()
                        .map(column -> theirs(column).orElse(""))
                        .toList());
    }

    /** What must be there. */
    String required(String column) {
        Optional<String> found = text(column);
        if (found.isEmpty()) {
            refuse(column, "", "must be given", "fill it, or map the column it stands in");
        }
        return found.orElse("");
    }

    Optional<BigDecimal> number(String column) {
        return text(column).flatMap(text -> read(column, text, () -> new BigDecimal(plain(text)), "must be a number"));
    }

    Optional<Integer> whole(String column) {
        return text(column)
                .flatMap(text -> read(
                        column, text, () -> new BigDecimal(plain(text)).intValueExact(), "must be a whole number"));
    }

    Optional<LocalDate> date(String column) {
        List<DateTimeFormatter> patterns =
                mapping.dates().map(pattern -> List.of(strict(pattern))).orElse(DATES);
        return text(column).flatMap(text -> {
            for (DateTimeFormatter pattern : patterns) {
                try {
                    return Optional.of(LocalDate.parse(text, pattern));
                } catch (DateTimeParseException e) {
                    // perhaps the next
                }
            }
            refuse(column, text, "must be a day", "write 2026-01-31, or give the mapping its pattern");
            return Optional.empty();
        });
    }

    <E extends Enum<E>> Optional<E> constant(String column, Class<E> type) {
        return text(column).flatMap(text -> {
            Optional<E> found = Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(text))
                    .findFirst();
            if (found.isEmpty()) {
                refuse(
                        column,
                        text,
                        "must be one of " + Arrays.toString(type.getEnumConstants()),
                        "add the word to the mapping");
            }
            return found;
        });
    }

    /** What a value of ours makes of a text. */
    <T> Optional<T> value(String column, Function<String, T> reader) {
        return text(column).flatMap(text -> built(() -> reader.apply(text)));
    }

    /** What {@code maker} makes, unless something is wrong. */
    <T> Optional<T> built(Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (InvalidInputException e) {
            e.violations().forEach(this::refuse);
            return Optional.empty();
        }
    }

    /** What {@code maker} makes, when nothing is wrong with the row by then. */
    <T> Optional<T> right(Supplier<T> maker) {
        return built(maker).filter(any -> wrong.isEmpty());
    }

    private <T> Optional<T> read(String column, String text, Supplier<T> reader, String rule) {
        try {
            return Optional.of(reader.get());
        } catch (ArithmeticException | NumberFormatException e) {
            refuse(column, text, rule, "write 1234.50, without blanks or signs");
            return Optional.empty();
        }
    }

    /** An amount as Java reads it: a program that writes semicolons writes 1.234,50. */
    private String plain(String text) {
        return csv.separator() == ';' && DUTCH_AMOUNT.matcher(text).matches()
                ? text.replace(".", "").replace(',', '.')
                : text;
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}
