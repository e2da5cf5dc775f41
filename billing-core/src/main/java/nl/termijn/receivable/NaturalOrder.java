package nl.termijn.receivable;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of documents in the order people expect: {@code F9} before {@code F10}. */
final class NaturalOrder implements Comparator<String> {
    static final NaturalOrder INSTANCE = new NaturalOrder();
    private static final Pattern RUN = Pattern.compile("[0-9]+|[^0-9]+");

    private NaturalOrder() {}

    @Override
    public int compare(String left, String right) {
        Matcher leftRuns = RUN.matcher(left);
        Matcher rightRuns = RUN.matcher(right);
        while (leftRuns.find()) {
            if (!rightRuns.find()) {
                return 1;
            }
            int order = compareRuns(leftRuns.group(), rightRuns.group());
            if (order != 0) {
                return order;
            }
        }
        return rightRuns.find() ? -1 : left.compareTo(right);
    }

    private static int compareRuns(String left, String right) {
        return isNumber(left) && isNumber(right)
                ? new BigInteger(left).compareTo(new BigInteger(right))
                : left.compareTo(right);
    }

    private static boolean isNumber(String run) {
        return run.charAt(0) >= '0' && run.charAt(0) <= '9';
    }
}
