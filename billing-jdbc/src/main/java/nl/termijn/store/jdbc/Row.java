package nl.termijn.store.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import javax.money.MonetaryException;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;

/** The row that a query stands on, by the names of its columns. */
final class Row {
    private final ResultSet result;
    /** Those of the rows so far: to look one up by its code takes as long as to read a few columns. */
    private final Map<String, CurrencyUnit> currencies = new HashMap<>();

    Row(ResultSet result) {
        this.result = result;
    }

    private interface Read<T> {
        T read() throws SQLException;
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.read();
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
    }

    private static <T> T present(String column, Optional<T> value) {
        return value.orElseThrow(
                () -> new IllegalStateException("column " + column + " is empty, which the schema rules out"));
    }

    Optional<String> optionalText(String column) {
        return read(() -> Optional.ofNullable(result.getString(column)));
    }

    String text(String column) {
        return present(column, optionalText(column));
    }

    Optional<LocalDate> optionalDate(String column) {
        return read(() -> Optional.ofNullable(result.getObject(column, LocalDate.class)));
    }

    LocalDate date(String column) {
        return present(column, optionalDate(column));
    }

    /** An exact number, without zeros at its end. */
    Optional<BigDecimal> optionalDecimal(String column) {
        return read(() -> Optional.ofNullable(result.getBigDecimal(column))).map(Row::plain);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    BigDecimal decimal(String column) {
        return present(column, optionalDecimal(column));
    }

    int number(String column) {
        return (int) longNumber(column);
    }

    long longNumber(String column) {
        return read(() -> result.getLong(column));
    }

    OptionalInt optionalNumber(String column) {
        return read(() -> {
            int number = result.getInt(column);
            return result.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
        });
    }

    byte[] bytes(String column) {
        return present(column, read(() -> Optional.ofNullable(result.getBytes(column))));
    }

    boolean flag(String column) {
        return read(() -> result.getBoolean(column));
    }

    Optional<Instant> optionalInstant(String column) {
        return read(() -> Optional.ofNullable(result.getObject(column, OffsetDateTime.class)))
                .map(OffsetDateTime::toInstant);
    }

    Instant instant(String column) {
        return present(column, optionalInstant(column));
    }

    <E extends Enum<E>> E constant(String column, Class<E> type) {
        return constant(column, text(column), type);
    }

    <E extends Enum<E>> Optional<E> optionalConstant(String column, Class<E> type) {
        return optionalText(column).map(name -> constant(column, name, type));
    }

    private static <E extends Enum<E>> E constant(String column, String name, Class<E> type) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("column " + column + " holds no " + type.getSimpleName(), e);
        }
    }

    CurrencyUnit currency() {
        return present("currency", optionalCurrency());
    }

    Optional<CurrencyUnit> optionalCurrency() {
        return optionalText("currency").map(code -> currencies.computeIfAbsent(code, Row::currency));
    }

    private static CurrencyUnit currency(String code) {
        try {
            return Monetary.getCurrency(code);
        } catch (MonetaryException e) {
            throw new IllegalStateException("column currency holds no currency", e);
        }
    }

    MonetaryAmount amount(String column, CurrencyUnit currency) {
        return Amounts.of(decimal(column), currency);
    }

    Optional<MonetaryAmount> optionalAmount(String column, CurrencyUnit currency) {
        return optionalDecimal(column).map(number -> Amounts.of(number, currency));
    }

    /** Days from one column up to another. */
    Optional<DateRange> optionalDays() {
        return optionalDate("days_from").map(from -> DateRange.of(from, date("days_to")));
    }

    <T> T json(String column, Class<T> type) {
        return JsonText.read(text(column), type);
    }

    <T> T json(String column, TypeReference<T> type) {
        return JsonText.read(text(column), type);
    }
}
