package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.termijn.error.BillingException;
import nl.termijn.error.InvalidInputException;

/**
 * The program: a folder of plain files goes in, time is played month after month, and documents, lists and a report come out.
 *
 * <pre>java -jar samples/quickstart/target/quickstart.jar --in FOLDER --out FOLDER --from 2026-01 --to 2026-12</pre>
 *
 * <p>Exit status: 0 all well; 1 some rows were refused, which are listed on the error stream, and the rest was done; 2
 * nothing could be done. A header with a wrong column counts as that: what stands in its rows cannot be known.
 */
public final class Quickstart {
    private static final int WELL = 0;
    private static final int SOME_REFUSED = 1;
    private static final int NOTHING_DONE = 2;

    // held, because java.util.logging forgets the level of a logger that nobody holds
    private static final Logger MONETA = Logger.getLogger("org.javamoney.moneta");
    private static final Logger MONEY = Logger.getLogger("javax.money");

    private final Play play;
    private final boolean terminal;

    Quickstart(Play play, boolean terminal) {
        this.play = play;
        this.terminal = terminal;
    }

    /** Runs the program and ends the virtual machine with its exit status. */
    public static void main(String[] args) {
        boolean terminal = Progress.isTerminal(System.console());
        System.exit(new Quickstart(player(), terminal).run(args, readable(System.out), readable(System.err)));
    }

    /** A bare container has an ASCII locale, in which Müller would be printed as M?ller: UTF-8 there. */
    private static PrintStream readable(PrintStream stream) {
        return Charset.defaultCharset().equals(StandardCharsets.US_ASCII)
                ? new PrintStream(stream, true, StandardCharsets.UTF_8)
                : stream;
    }

    /** What plays: the one place where the library is connected. */
    private static Play player() {
        return new Player();
    }

    /** Runs the program, printing to {@code out} and {@code err}, and returns its exit status. */
    int run(String[] args, PrintStream out, PrintStream err) {
        MONETA.setLevel(Level.WARNING);
        MONEY.setLevel(Level.WARNING);
        if (Arrays.asList(args).contains("--help")) {
            out.print(Options.USAGE);
            return WELL;
        }
        try {
            Options options = Options.parse(args);
            return run(options, out, err);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.print(Options.USAGE);
            return NOTHING_DONE;
        } catch (InputException e) {
            e.reasons().forEach(err::println);
            return NOTHING_DONE;
        } catch (IOException e) {
            err.println("The output cannot be written: " + e + "; check the folder given with --out");
            return NOTHING_DONE;
        } catch (InvalidInputException e) {
            // of no row: a value that all of the play rests on
            e.violations().forEach(err::println);
            return NOTHING_DONE;
        } catch (BillingException e) {
            err.println(e.getMessage());
            return NOTHING_DONE;
        } catch (RuntimeException e) {
            // a fault of the program, not of the input: the trace is what its maintainers need
            err.println("The program failed; what it wrote is not complete. Please report this:");
            e.printStackTrace(err);
            return NOTHING_DONE;
        }
    }

    private int run(Options options, PrintStream out, PrintStream err) throws InputException, IOException {
        Input input =
                Input.read(options.in().isPresent() ? Source.folder(options.in().get()) : Source.sample());
        Files.createDirectories(options.out());
        Progress progress = Progress.of(out, terminal, options.quiet());
        List<Refusal> refusals = new ArrayList<>(input.refusals());
        refusals.addAll(play.play(input, options, progress));
        progress.end();
        refusals.forEach(err::println);
        if (!options.quiet()) {
            List<String> missing = Player.missingOfSeller(input, options.lastDay());
            if (!missing.isEmpty()) {
                out.println("A dry run: administration.json does not give " + String.join(", ", missing)
                        + ", without which the library sends no invoice.");
            }
            out.println(closing(options, refusals));
        }
        return refusals.isEmpty() ? WELL : SOME_REFUSED;
    }

    private static String closing(Options options, List<Refusal> refusals) {
        long rows = refusals.stream()
                .map(refusal -> refusal.file() + ':' + refusal.line())
                .distinct()
                .count();
        return "Played " + options.from() + " to " + options.to()
                + (options.in().isEmpty() ? " on the shipped sample" : "")
                + (rows == 0 ? "" : "; " + rows + (rows == 1 ? " row was" : " rows were") + " refused")
                + ". Look in " + options.out() + ".";
    }
}
