package nl.termijn;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatRate;
import nl.termijn.vat.VatRates;

/**
 * Reads VAT rates from CSV: UTF-8, comma, RFC 4180 quotes, a header row whose columns may stand in any order.
 *
 * <pre>
 * country,kind,rate,from,to,source
 * NL,STANDARD,19,2001-01-01,2012-10-01,Commission booklet 2021-06
 * NL,STANDARD,21,2012-10-01,,TEDB 2026-09-23
 * </pre>
 *
 * {@code from} is the first day, {@code to} the first day no longer; {@code to} and {@code source} may be empty.
 */
public final class VatRateFile {
    private static final String BUILT_IN = "/nl/termijn/vat/vat-rates.csv";
    private static final List<String> COLUMNS = List.of("country", "kind", "rate", "from", "to", "source");

    private VatRateFile() {}

    /**
     * The rates of the 27 member states that come with the library: standard rates with their history since about 2010,
     * reduced rates as of 2026 with the changes that are known. Each row names its source.
     */
    public static VatRates builtIn() {
        return BuiltIn.RATES;
    }

    /**
     * Reads all rows; the caller closes the reader.
     *
     * @throws InvalidInputException with every wrong field, each named by line and column ({@code line 3, rate})
     * @throws UncheckedIOException when the reader fails
     */
    public static List<VatRate> read(Reader csv) {
        Csv file = Csv.open(csv, "VAT rate file", COLUMNS, List.of());
        Violations found = Violations.of("VAT rate file");
        List<VatRate> rates = new ArrayList<>();
        file.forEachRemaining(row -> {
            if (file.isWhole(row, found)) {
                rate(file, row, found).ifPresent(rates::add);
            }
        });
        found.throwIfAny();
        return List.copyOf(rates);
    }

    private static Optional<VatRate> rate(Csv file, Csv.Row row, Violations found) {
        Optional<VatKind> kind = kind(file, row, found);
        Optional<BigDecimal> rate = decimal(file, row, found);
        Optional<LocalDate> from = date(file, row, "from", found);
        boolean open = file.field(row, "to").isEmpty();
        Optional<LocalDate> to = open ? Optional.empty() : date(file, row, "to", found);
        if (kind.isEmpty() || rate.isEmpty() || from.isEmpty() || (!open && to.isEmpty())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new VatRate(
                    file.field(row, "country"), kind.get(), rate.get(), from.get(), to, file.field(row, "source")));
        } catch (InvalidInputException wrong) {
            found.addAll(wrong.violations().stream()
                    .map(v -> new Violation(row.where() + ", " + v.field(), v.value(), v.rule(), v.remedy()))
                    .toList());
            return Optional.empty();
        }
    }

    private static Optional<VatKind> kind(Csv file, Csv.Row row, Violations found) {
        String given = file.field(row, "kind");
        Optional<VatKind> kind = Arrays.stream(VatKind.values())
                .filter(value -> value.name().equals(given))
                .findFirst();
        found.check(
                kind.isPresent(),
                row.where() + ", kind",
                given,
                "unknown kind",
                "use STANDARD, REDUCED, SECOND_REDUCED or SUPER_REDUCED");
        return kind;
    }

    private static Optional<BigDecimal> decimal(Csv file, Csv.Row row, Violations found) {
        String given = file.field(row, "rate");
        try {
            return Optional.of(new BigDecimal(given));
        } catch (NumberFormatException e) {
            found.check(false, row.where() + ", rate", given, "must be a number", "write 25.5, with a point");
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(Csv file, Csv.Row row, String column, Violations found) {
        String given = file.field(row, column);
        try {
            return Optional.of(LocalDate.parse(given));
        } catch (DateTimeParseException e) {
            found.check(false, row.where() + ", " + column, given, "must be a date", "write 2026-01-31");
            return Optional.empty();
        }
    }

    /** Read once, when first asked for. */
    private static final class BuiltIn {
        static final VatRates RATES = load();

        private static VatRates load() {
            try (InputStream file = VatRateFile.class.getResourceAsStream(BUILT_IN);
                    Reader reader =
                            new InputStreamReader(Objects.requireNonNull(file, BUILT_IN), StandardCharsets.UTF_8)) {
                return VatRates.of(read(reader));
            } catch (IOException e) {
                throw new UncheckedIOException("The built-in VAT rates could not be read", e);
            }
        }
    }
}
