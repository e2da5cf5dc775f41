package nl.termijn.store.jdbc;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.ProviderException;
import nl.termijn.error.UnreadableException;
import nl.termijn.store.Unreadable;
import org.jspecify.annotations.Nullable;

/** The rows that a unit of work left out of lists of many, because they are not valid. */
final class Unreadables {
    private final List<Unreadable> leftOut = new ArrayList<>();

    /**
     * A kind of row.
     *
     * @param name of its values
     * @param reference column that names a row
     * @param customer column of its customer, where it has one
     */
    record Kind(String name, String reference, Optional<String> customer) {
        static Kind of(String name, String reference, String customer) {
            return new Kind(name, reference, Optional.of(customer));
        }

        Unreadable unreadable(Row row, RuntimeException fault) {
            Optional<String> whose = customer.flatMap(row::optionalText);
            return unreadable(row.optionalText(reference).orElse(""), whose, fault);
        }

        Unreadable unreadable(String key, Optional<String> whose, RuntimeException fault) {
            return new Unreadable(name, key, whose.flatMap(Kind::customer), reason(fault));
        }

        private static Optional<CustomerReference> customer(String text) {
            try {
                return Optional.of(CustomerReference.of(text));
            } catch (InvalidInputException e) {
                return Optional.empty();
            }
        }
    }

    List<Unreadable> leftOut() {
        return leftOut.stream().distinct().toList();
    }

    void leaveOut(Unreadable row) {
        leftOut.add(row);
    }

    /** What is done with an unreadable row where one customer or one key was asked for. */
    static final Consumer<Unreadable> REFUSE = row -> {
        throw row.exception();
    };

    /** What {@code reading} answers, or none where it fails at what is stored; that goes to {@code faults}. */
    static <T> Optional<T> read(
            Supplier<T> reading, Function<RuntimeException, Unreadable> fault, Consumer<Unreadable> faults) {
        try {
            return Optional.of(reading.get());
        } catch (ProviderException | ConflictException | UnreadableException | NotAllowedException e) {
            throw e;
        } catch (RuntimeException e) {
            faults.accept(fault.apply(e));
            return Optional.empty();
        }
    }

    /** The rows that can be read. */
    static <T> List<T> list(
            Sql sql,
            Kind kind,
            Function<Row, T> reader,
            Consumer<Unreadable> faults,
            String statement,
            @Nullable Object... values) {
        return sql
                .list(
                        statement,
                        row -> read(() -> reader.apply(row), fault -> kind.unreadable(row, fault), faults),
                        values)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** As {@link #list}, of one customer or one key: an unreadable row is refused. */
    static <T> List<T> all(Sql sql, Kind kind, Function<Row, T> reader, String statement, @Nullable Object... values) {
        return list(sql, kind, reader, Unreadables.REFUSE, statement, values);
    }

    /** As {@link #all}, of which there is one at most. */
    static <T> Optional<T> first(
            Sql sql, Kind kind, Function<Row, T> reader, String statement, @Nullable Object... values) {
        return all(sql, kind, reader, statement, values).stream().findFirst();
    }

    /**
     * A page with what can be read. Where nothing in it can be, it is read wider, as an empty page is the end of a list.
     *
     * @param read up to so many rows
     */
    <T> List<T> page(int limit, BiFunction<Integer, Consumer<Unreadable>, List<T>> read) {
        for (int wide = limit; ; wide *= 2) {
            List<Unreadable> met = new ArrayList<>();
            List<T> values = read.apply(wide, met::add);
            if (!values.isEmpty() || met.size() < wide) {
                leftOut.addAll(met);
                return values.size() <= limit ? values : values.subList(0, limit);
            }
        }
    }

    /** The rules that are broken, never the value that breaks them. */
    private static String reason(RuntimeException fault) {
        @Nullable Throwable current = fault;
        while (current != null) {
            if (current instanceof InvalidInputException invalid) {
                return invalid.violations().stream()
                        .map(violation -> violation.field() + " " + violation.rule())
                        .collect(Collectors.joining("; "));
            }
            current = current.getCause();
        }
        // this store's own texts name a column and no value
        return fault instanceof IllegalStateException
                ? Objects.requireNonNullElse(fault.getMessage(), "it is not as it was written")
                : fault instanceof DateTimeException
                        ? "it holds a day or moment that there is not"
                        : "it holds a value that its column cannot have ("
                                + fault.getClass().getSimpleName() + ")";
    }
}
