package nl.termijn.vat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * The rates of all countries, by kind and day. Immutable.
 *
 * <p>A host starts from the built-in table and lays its own rows over it:
 *
 * <pre>
 * VatRates rates = VatRateFile.builtIn()
 *         .with(VatRate.of("CH", STANDARD, new BigDecimal("8.1"), LocalDate.of(2024, 1, 1), "ESTV"));
 * rates.rate("NL", STANDARD, LocalDate.of(2012, 9, 30))    19
 * rates.rate("NL", STANDARD, LocalDate.of(2012, 10, 1))    21
 * </pre>
 */
public final class VatRates {
    private static final Comparator<VatRate> ORDER =
            Comparator.comparing(VatRate::country).thenComparing(VatRate::kind).thenComparing(VatRate::from);

    private final List<VatRate> rows;
    private final Map<String, Map<VatKind, RateLine>> lines;

    /** Takes rows that are in order and do not overlap. */
    private VatRates(List<VatRate> rows) {
        this.rows = List.copyOf(rows);
        this.lines = lines(this.rows);
    }

    /**
     * Makes a table of these rows.
     *
     * @throws InvalidInputException naming every row that overlaps another of its country and kind
     */
    public static VatRates of(Collection<VatRate> rows) {
        List<VatRate> sorted = new ArrayList<>(rows);
        sorted.sort(ORDER);
        Violations found = Violations.of("VAT rates");
        VatRate longest = null;
        for (VatRate row : sorted) {
            if (longest != null && longest.overlaps(row)) {
                found.check(
                        false,
                        "vatRates",
                        row.inWords(),
                        "overlaps " + longest.inWords(),
                        "end the one on the day on which the other begins");
            }
            if (longest == null || !longest.holdsFor(row) || longest.end().isBefore(row.end())) {
                longest = row;
            }
        }
        found.throwIfAny();
        return new VatRates(sorted);
    }

    /**
     * This table with the host's own rows laid over it: on the days of a given row, it replaces what was there; of two given
     * rows for one day, the later one wins.
     *
     * <pre>
     * table:  |------ 19 ------------------------|
     * given:            |-- 16 --|
     * result: |-- 19 ---|-- 16 --|------ 19 -----|
     * </pre>
     */
    public VatRates with(VatRate... given) {
        List<VatRate> result = new ArrayList<>(rows);
        for (VatRate row : given) {
            List<VatRate> kept = new ArrayList<>(result.size() + 2);
            for (VatRate old : result) {
                if (!old.overlaps(row)) {
                    kept.add(old);
                    continue;
                }
                if (old.from().isBefore(row.from())) {
                    kept.add(part(old, old.from(), Optional.of(row.from())));
                }
                if (row.end().isBefore(old.end())) {
                    kept.add(part(old, row.end(), old.to()));
                }
            }
            kept.add(row);
            result = kept;
        }
        result.sort(ORDER);
        return new VatRates(result);
    }

    private static VatRate part(VatRate row, LocalDate from, Optional<LocalDate> to) {
        return new VatRate(row.country(), row.kind(), row.rate(), from, to, row.source());
    }

    /**
     * The rate in percent, without trailing zeros; 0 for {@link VatKind#ZERO} and {@link VatKind#EXEMPT}.
     *
     * @throws InvalidInputException when the table has no such rate on that day
     */
    public BigDecimal rate(String country, VatKind kind, LocalDate day) {
        if (!kind.hasRate()) {
            return BigDecimal.ZERO;
        }
        RateLine line = line(country, kind);
        BigDecimal rate = line == null ? null : line.on(day.toEpochDay());
        if (rate == null) {
            throw missing(country, kind, day);
        }
        return rate;
    }

    /**
     * The days in the open interval ({@code from}, {@code to}) on which the rate differs from the day before, in order.
     * The first day without a rate, and the first with one after such days, count: asking for the rate there says what is
     * missing. Empty for kinds without a rate, and for an interval without days.
     *
     * <pre>
     * changes("DE", STANDARD, 2020-01-01, 2022-01-01)    [2020-07-01, 2021-01-01]
     * </pre>
     */
    public List<LocalDate> changes(String country, VatKind kind, LocalDate from, LocalDate to) {
        RateLine line = kind.hasRate() ? line(country, kind) : null;
        return line == null ? List.of() : line.changes(from.toEpochDay(), to.toEpochDay());
    }

    /** All rows, by country, kind and day. */
    public List<VatRate> rows() {
        return rows;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VatRates table && rows.equals(table.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    @Override
    public String toString() {
        return "VatRates of " + rows.size() + " rows for " + lines.size() + " countries";
    }

    private @Nullable RateLine line(String country, VatKind kind) {
        Map<VatKind, RateLine> kinds = lines.get(country);
        return kinds == null ? null : kinds.get(kind);
    }

    private static InvalidInputException missing(String country, VatKind kind, LocalDate day) {
        return new InvalidInputException(
                "VAT rate",
                List.of(new Violation(
                        "vatRates",
                        country + " " + kind + " on " + day,
                        "the table has no such rate",
                        "add one with VatRates.with(VatRate.of(\"" + country + "\", VatKind." + kind
                                + ", rate, firstDay, source)), or give the product another VAT kind")));
    }

    private static Map<String, Map<VatKind, RateLine>> lines(List<VatRate> rows) {
        Map<String, Map<VatKind, RateLine>> lines = new HashMap<>();
        for (int start = 0; start < rows.size(); ) {
            VatRate first = rows.get(start);
            int end = start + 1;
            while (end < rows.size() && rows.get(end).holdsFor(first)) {
                end++;
            }
            lines.computeIfAbsent(first.country(), country -> new EnumMap<>(VatKind.class))
                    .put(first.kind(), RateLine.of(rows.subList(start, end)));
            start = end;
        }
        return lines;
    }
}
