package nl.termijn.samples.quickstart;

import java.io.Console;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far the work is: a bar on a terminal, a line per stage elsewhere, nothing when quiet.
 *
 * <pre>
 * progress.at(31, 365, "2026-02");     // [##                            ]   8 %  2026-02
 * progress.end();
 * </pre>
 */
sealed interface Progress {

    /**
     * The work has come to {@code done} of {@code total} steps and is in {@code stage}; may be told of every step, it
     * prints only what is new.
     */
    void at(long done, long total, String stage);

    /** Prints a line of its own. */
    void say(String line);

    /** The work is over; what is printed next begins on a fresh line. */
    void end();

    /** Whether {@code console} is a person's terminal; since Java 22 there is a console even where output goes to a file. */
    static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** The kind that fits: {@code terminal} says whether {@code out} is one. */
    static Progress of(PrintStream out, boolean terminal, boolean quiet) {
        if (quiet) {
            return new Quiet();
        }
        return terminal ? new Bar(out) : new Lines(out);
    }

    /** Prints nothing. */
    final class Quiet implements Progress {
        @Override
        public void at(long done, long total, String stage) {}

        @Override
        public void say(String line) {}

        @Override
        public void end() {}
    }

    /** Prints a line when a stage begins. */
    final class Lines implements Progress {
        private final PrintStream out;
        private String last = "";

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public void at(long done, long total, String stage) {
            if (!stage.equals(last)) {
                last = stage;
                out.println(stage);
            }
        }

        @Override
        public void say(String line) {
            out.println(line);
        }

        @Override
        public void end() {
            out.flush();
        }
    }

    /** Draws a bar on one line and draws it anew in the same place. */
    final class Bar implements Progress {
        private static final int WIDTH = 30;

        private final PrintStream out;
        private String drawn = "";

        Bar(PrintStream out) {
            this.out = out;
        }

        @Override
        public void at(long done, long total, String stage) {
            long percent = total <= 0 ? 100 : Math.max(0, Math.min(100, done * 100 / total));
            int full = (int) (percent * WIDTH / 100);
            String bar = "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + " ".repeat(3 - digits(percent))
                    + percent + " %  " + stage;
            if (!bar.equals(drawn)) {
                out.print('\r' + bar + " ".repeat(Math.max(0, drawn.length() - bar.length())));
                out.flush();
                drawn = bar;
            }
        }

        @Override
        public void say(String line) {
            String bar = drawn;
            out.print('\r' + " ".repeat(bar.length()) + '\r');
            out.println(line);
            out.print(bar);
            out.flush();
        }

        @Override
        public void end() {
            if (!drawn.isEmpty()) {
                out.println();
                drawn = "";
            }
        }

        private static int digits(long percent) {
            return Long.toString(percent).length();
        }
    }
}
