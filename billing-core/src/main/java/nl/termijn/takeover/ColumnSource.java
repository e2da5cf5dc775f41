package nl.termijn.takeover;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where one of our columns comes from.
 *
 * <pre>
 * ColumnSource.of("companyname").orElse("firstname", "lastname")    the company, or else both names with a blank between
 * ColumnSource.of("billingcycle").where("Monthly", "1")             another program's word for ours
 * ColumnSource.product("Periods", "Periodic").where("j", "12")      2 × j = 24
 * </pre>
 *
 * @param columns the other program's columns: of several groups the first in which something stands
 * @param how what is made of it
 * @param words its words and ours; a word that is not in it stays as it is
 * @param prefix what is put before what stands there, to keep keys of two of its tables apart
 */
public record ColumnSource(List<List<String>> columns, How how, Map<String, String> words, String prefix) {

    /** What is made of the columns. */
    public enum How {
        /** Their text, with a blank between. */
        TEXT,
        /** Their product. */
        PRODUCT,
        /** {@code yes} where something stands in one of them, and {@code no} otherwise. */
        PRESENT
    }

    /** Copies the collections. */
    public ColumnSource {
        columns = columns.stream().map(List::copyOf).toList();
        words = Map.copyOf(words);
    }

    /** The text of {@code columns}. */
    public static ColumnSource of(String... columns) {
        return new ColumnSource(List.of(List.of(columns)), How.TEXT, Map.of(), "");
    }

    /** The product of {@code columns}. */
    public static ColumnSource product(String... columns) {
        return new ColumnSource(List.of(List.of(columns)), How.PRODUCT, Map.of(), "");
    }

    /** One thing where {@code column} is filled, another where it is empty. */
    public static ColumnSource filled(String column, String yes, String no) {
        return new ColumnSource(List.of(List.of(column)), How.PRESENT, Map.of("yes", yes, "no", no), "");
    }

    /** The text of other columns where nothing stands in those before. */
    public ColumnSource orElse(String... others) {
        List<List<String>> all = new ArrayList<>(columns);
        all.add(List.of(others));
        return new ColumnSource(all, how, words, prefix);
    }

    /** Our word for one of theirs. */
    public ColumnSource where(String theirs, String ours) {
        Map<String, String> all = new java.util.HashMap<>(words);
        all.put(theirs, ours);
        return new ColumnSource(columns, how, all, prefix);
    }

    /** With {@code text} before it. */
    public ColumnSource after(String text) {
        return new ColumnSource(columns, how, words, text);
    }

    /**
     * What stands in our column.
     *
     * @param row what stands in one of their columns; empty where the file has no such column, or nothing stands there
     * @throws NumberFormatException when a product is asked of what is no number
     */
    public Optional<String> value(Function<String, Optional<String>> row) {
        for (List<String> group : columns) {
            List<String> found =
                    group.stream().flatMap(column -> row.apply(column).stream()).toList();
            if (how == How.PRESENT) {
                return Optional.of(word(found.isEmpty() ? "no" : "yes"));
            }
            if (how == How.PRODUCT && found.size() < group.size()) {
                continue;
            }
            if (!found.isEmpty()) {
                String value = how == How.TEXT ? word(String.join(" ", found)) : product(found);
                return Optional.of(value).filter(text -> !text.isEmpty()).map(prefix::concat);
            }
        }
        return Optional.empty();
    }

    private String product(List<String> factors) {
        return factors.stream()
                .map(this::word)
                .map(BigDecimal::new)
                .reduce(BigDecimal.ONE, BigDecimal::multiply)
                .toPlainString();
    }

    private String word(String theirs) {
        return words.getOrDefault(theirs, theirs);
    }
}
