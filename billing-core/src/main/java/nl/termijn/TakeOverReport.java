package nl.termijn;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.takeover.ImportTable;

/**
 * What a take-over found and did.
 *
 * @param saved whether it was done; false for a dry run, and where there were faults
 * @param files what each file holds
 * @param faults what is wrong, at most {@value TakeOverReport#MOST}
 * @param faultCount how much is wrong in all
 * @param sums the other program's sums beside ours
 * @param odd new subscriptions that are not simply billed for the next whole period since their start, at most
 *     {@value TakeOverReport#MOST}, with the days and the amount that are billed next
 * @param differences customers whose balance here is not what they owed there, at most {@value TakeOverReport#MOST}; empty in a
 *     dry run
 */
public record TakeOverReport(
        boolean saved,
        List<Count> files,
        List<Fault> faults,
        long faultCount,
        List<Sum> sums,
        List<NextBill> odd,
        List<BalanceDifference> differences) {
    /** How many faults, odd subscriptions and differences are listed. */
    public static final int MOST = 1_000;

    /** Copies the lists. */
    public TakeOverReport {
        files = List.copyOf(files);
        faults = List.copyOf(faults);
        sums = List.copyOf(sums);
        odd = List.copyOf(odd);
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

    /** Why a subscription is not simply billed for the next whole period since its start. */
    public enum Oddity {
        /** The other program's next day lies inside of a period counted from the start: periods begin on it from now on. */
        NEW_ANCHOR,
        /** It ends within the days that are billed next: only those until then are billed. */
        CUT_BY_END,
        /** More than one period is due already; they are billed together. */
        SEVERAL_PERIODS,
        /** It ends by the day through which the other program billed it: nothing more is billed, and nothing given back. */
        ENDED
    }

    /**
     * The next bill of an odd subscription.
     *
     * @param file the file's name
     * @param line the line on which the record begins
     * @param subscription which one
     * @param oddities what is odd about it
     * @param from first day that is billed next
     * @param to first day after those; {@code from} where nothing is billed
     * @param net their price without VAT, after discount
     */
    public record NextBill(
            String file,
            int line,
            SubscriptionReference subscription,
            Set<Oddity> oddities,
            LocalDate from,
            LocalDate to,
            MonetaryAmount net) {
        /** Copies the oddities. */
        public NextBill {
            oddities = Collections.unmodifiableSet(EnumSet.copyOf(oddities));
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
