package nl.termijn.vat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import nl.termijn.error.InvalidInputException;

class VatRatesProperties {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    @Property
    void a_lookup_finds_the_last_given_row_of_the_day(
            @ForAll @Size(max = 12) List<@net.jqwik.api.From("rows") VatRate> given,
            @ForAll("countries") String country,
            @ForAll("kinds") VatKind kind) {
        VatRates rates = VatRates.of(List.of()).with(given.toArray(VatRate[]::new));
        for (int day = -1; day < 62; day++) {
            assertThat(found(rates, country, kind, START.plusDays(day)))
                    .isEqualTo(scan(given, country, kind, START.plusDays(day)));
        }
        assertThat(VatRates.of(rates.rows())).isEqualTo(rates);
    }

    @Property
    void changes_are_just_the_days_that_differ_from_the_day_before(
            @ForAll @Size(max = 12) List<@net.jqwik.api.From("rows") VatRate> given,
            @ForAll("countries") String country,
            @ForAll("kinds") VatKind kind,
            @ForAll @IntRange(max = 60) int from,
            @ForAll @IntRange(max = 60) int to) {
        VatRates rates = VatRates.of(List.of()).with(given.toArray(VatRate[]::new));
        List<LocalDate> expected = new ArrayList<>();
        for (int day = from + 1; day < to; day++) {
            LocalDate date = START.plusDays(day);
            if (!found(rates, country, kind, date).equals(found(rates, country, kind, date.minusDays(1)))) {
                expected.add(date);
            }
        }
        assertThat(rates.changes(country, kind, START.plusDays(from), START.plusDays(to)))
                .isEqualTo(expected);
    }

    @Property
    void rows_are_refused_just_when_two_share_a_day(
            @ForAll @Size(max = 5) List<@net.jqwik.api.From("rows") VatRate> rows) {
        boolean shared = false;
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                VatRate a = rows.get(i);
                VatRate b = rows.get(j);
                shared |= a.country().equals(b.country())
                        && a.kind() == b.kind()
                        && (holds(a, b.from()) || holds(b, a.from()));
            }
        }
        Throwable thrown = catchThrowable(() -> VatRates.of(rows));
        assertThat(thrown instanceof InvalidInputException).isEqualTo(shared);
    }

    private static Optional<BigDecimal> found(VatRates rates, String country, VatKind kind, LocalDate day) {
        try {
            return Optional.of(rates.rate(country, kind, day));
        } catch (InvalidInputException none) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> scan(List<VatRate> given, String country, VatKind kind, LocalDate day) {
        Optional<BigDecimal> found = Optional.empty();
        for (VatRate row : given) {
            if (row.country().equals(country) && row.kind() == kind && holds(row, day)) {
                found = Optional.of(row.rate());
            }
        }
        return found;
    }

    private static boolean holds(VatRate row, LocalDate day) {
        return !day.isBefore(row.from()) && row.to().map(day::isBefore).orElse(true);
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.of("NL", "DE");
    }

    @Provide
    Arbitrary<VatKind> kinds() {
        return Arbitraries.of(VatKind.STANDARD, VatKind.REDUCED);
    }

    @Provide
    Arbitrary<VatRate> rows() {
        return Combinators.combine(
                        countries(),
                        kinds(),
                        Arbitraries.of("0", "19", "20", "21.0", "25.5"),
                        Arbitraries.integers().between(0, 50),
                        Arbitraries.integers().between(1, 20).optional())
                .as((country, kind, rate, from, days) -> new VatRate(
                        country,
                        kind,
                        new BigDecimal(rate),
                        START.plusDays(from),
                        days.map(n -> START.plusDays(from + n)),
                        "generated"));
    }
}
