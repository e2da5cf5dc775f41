package nl.termijn.store.jdbc;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.money.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection: values in as they are in the domain, rows out. In a statement {@code {s}} stands for the
 * schema.
 *
 * <p>The statement of a page is ordered by all columns of the index that it walks, those that are the same in all its rows
 * too: else H2 reads all that follows and sorts it.
 */
final class Sql {
    private static final int FETCH = 500;
    private static final int BATCH = 500;

    private final Connection connection;
    private final Texts texts;
    private boolean bulk;

    Sql(Connection connection, Texts texts) {
        this.connection = connection;
        this.texts = texts;
    }

    /** The statements of a store as its database and schema want them; many connections share them. */
    static final class Texts {
        private final Dialect dialect;
        private final String schema;
        private final Map<String, String> inSchema = new ConcurrentHashMap<>();
        /** How many units of work inserted many rows. */
        private final AtomicInteger bulks = new AtomicInteger();

        Texts(Dialect dialect, String schema) {
            this.dialect = dialect;
            this.schema = schema;
        }

        private String of(String statement) {
            return inSchema.computeIfAbsent(statement, text -> text.replace("{s}", '"' + schema + '"'));
        }

        /** All that were asked for so far. */
        Set<String> all() {
            return Set.copyOf(inSchema.values());
        }
    }

    /**
     * The beginning of a query for the rows whose {@code column} is one of an array of keys; its values begin with the
     * array and the administration. A left join, so that H2 looks each key up by the index and does not begin with all rows of
     * the administration, as it does for {@code any(?)} and for an inner join: what follows must rule out a row of nulls.
     *
     * @param table its name and alias: {@code invoice i}
     * @param column with the alias: {@code i.id}
     */
    static String byKeys(String columns, String table, String column) {
        String alias = column.substring(0, column.indexOf('.'));
        return "select " + columns + " from unnest(cast(? as varchar array)) as k(id) left join {s}." + table + " on "
                + alias + ".administration = ? and " + column + " = k.id";
    }

    Dialect dialect() {
        return texts.dialect;
    }

    /**
     * Before many rows are inserted on PostgreSQL: now and then lets the connection forget how it planned to check their foreign
     * keys. A plan made while a table was nearly empty reads all of it for each row, until the server has counted it anew,
     * which on the day of a take-over is too late. Done at the first bulk of a store, the second, the fourth and so on, as
     * planning anew takes time too.
     */
    void forgetPlans() {
        if (!bulk) {
            bulk = true;
            if (Integer.bitCount(texts.bulks.incrementAndGet()) == 1) {
                change("discard plans");
            }
        }
    }

    private PreparedStatement prepare(String statement) throws SQLException {
        return connection.prepareStatement(texts.of(statement));
    }

    <T> List<T> list(String statement, Function<Row, T> reader, @Nullable Object... values) {
        try (PreparedStatement prepared = prepare(statement)) {
            prepared.setFetchSize(FETCH);
            bind(prepared, values);
            try (ResultSet result = prepared.executeQuery()) {
                List<T> all = new ArrayList<>();
                Row row = new Row(result);
                while (result.next()) {
                    all.add(reader.apply(row));
                }
                return all;
            }
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
    }

    <T> Optional<T> first(String statement, Function<Row, T> reader, @Nullable Object... values) {
        List<T> all = list(statement, reader, values);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** Changes rows; answers how many. */
    int change(String statement, @Nullable Object... values) {
        try (PreparedStatement prepared = prepare(statement)) {
            bind(prepared, values);
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
    }

    /** The same statement for many sets of values; answers for each how many rows it changed. */
    int[] batch(String statement, Collection<@Nullable Object[]> sets) {
        if (sets.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement prepared = prepare(statement)) {
            int[] counts = new int[0];
            int waiting = 0;
            for (@Nullable Object[] values : sets) {
                bind(prepared, values);
                prepared.addBatch();
                waiting++;
                if (waiting == BATCH) {
                    counts = join(counts, prepared.executeBatch());
                    waiting = 0;
                }
            }
            return waiting == 0 ? counts : join(counts, prepared.executeBatch());
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
    }

    private static int[] join(int[] left, int[] right) {
        int[] all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }

    private static void bind(PreparedStatement prepared, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String[] texts) {
                prepared.setArray(i + 1, prepared.getConnection().createArrayOf("varchar", texts));
            } else {
                prepared.setObject(i + 1, stored(values[i]));
            }
        }
    }

    /** A value of the domain as the driver takes it. */
    static @Nullable Object stored(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? stored(optional.get()) : null;
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        if (value == null || value instanceof String || value instanceof BigDecimal || value instanceof LocalDate) {
            return value;
        }
        if (value instanceof MonetaryAmount amount) {
            return Amounts.decimal(amount);
        }
        if (value instanceof Instant instant) {
            // what a column keeps, so that a driver does not round
            return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CurrencyUnit currency) {
            return currency.getCurrencyCode();
        }
        if (value instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        if (value instanceof YearMonth || value instanceof ZoneId) {
            return value.toString();
        }
        return value;
    }
}
