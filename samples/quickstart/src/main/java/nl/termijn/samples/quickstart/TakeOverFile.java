package nl.termijn.samples.quickstart;

import java.util.Locale;
import nl.termijn.takeover.ImportTable;

/**
 * A file of another program, which is taken over before the first day is played.
 *
 * @param table what it is about
 * @param text all that is in it
 */
record TakeOverFile(ImportTable table, String text) {
    private static final String FOLDER = "take-over/";

    /** Its name in the input folder: {@code take-over/open-invoices.csv}. */
    String name() {
        return nameOf(table);
    }

    static String nameOf(ImportTable table) {
        return FOLDER + table.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".csv";
    }
}
