package nl.termijn;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.takeover.ImportTable;

/**
 * What a take-over found and did.
 *
 * @param saved whether it was done; false for a dry run, and where there were faults
 * @param files what each file holds
 * @param faults what is wrong, at most {@value TakeOverReport#MOST}
 * @param faultCount how much is wrong in all
 * @param sums the other program's sums beside ours
 * @param differences customers whose balance here is not what they owed there, at most {@value TakeOverReport#MOST}; empty in a
 *     dry run
 */
public record TakeOverReport(
        boolean saved,
        List<Count> files,
        List<Fault> faults,
        long faultCount,
        List<Sum> sums,
        List<BalanceDifference> differences) {
    /** How many faults and differences are listed. */
    public static final int MOST = 1_000;

    /** Copies the lists. */
    public TakeOverReport {
        files = List.copyOf(files);
        faults = List.copyOf(faults);
        sums = List.copyOf(sums);
        differences = List.copyOf(differences);
    }

    /**
     * One file.
     *
     * @param file its name
     * @param table what it is about
     * @param rows how many records it has
     * @param added how many were new here, or would be
     * @param known how many were here already
     * @param skipped how many its mapping leaves out
     */
    public record Count(String file, ImportTable table, long rows, long added, long known, long skipped) {}

    /**
     * Something wrong in one row.
     *
     * @param file the file's name
     * @param line the line on which the record begins
     * @param column our name of the column
     * @param value what stands there
     * @param rule what it breaks
     * @param remedy what to do
     */
    public record Fault(String file, int line, String column, String value, String rule, String remedy) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + column + ": '" + value + "': " + rule + "; " + remedy;
        }
    }

    /** What is added up on both sides. */
    public enum Figure {
        /** How many customers. */
        CUSTOMERS,
        /** How many subscriptions. */
        SUBSCRIPTIONS,
        /** What one period of each subscription costs before discount. */
        PRICE_OF_PERIODS,
        /** What customers owe, less what they are owed. */
        OPEN,
        /** How many mandates, each of the same account. */
        MANDATES
    }

    /**
     * A sum over all files, beside what is stored of the same customers and subscriptions.
     *
     * @param figure of what
     * @param before in the files
     * @param after here; nothing in a dry run
     */
    public record Sum(Figure figure, BigDecimal before, Optional<BigDecimal> after) {
        /** Whether both are equal. */
        public boolean agrees() {
            return after.filter(here -> here.compareTo(before) == 0).isPresent();
        }
    }

    /**
     * A customer whose balance is not what the files say.
     *
     * @param customer who
     * @param before what he owed there, less what he was owed
     * @param after the same here
     */
    public record BalanceDifference(CustomerReference customer, BigDecimal before, BigDecimal after) {}

    /** Whether it was done and every sum is the same before and after, customer by customer. */
    public boolean isReconciled() {
        return saved && differences.isEmpty() && sums.stream().allMatch(Sum::agrees);
    }
}
