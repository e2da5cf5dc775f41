package nl.termijn.samples.quickstart;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command line, understood.
 *
 * <p>Without {@code --in} the shipped sample is played, and each of the others has a default: the year 2026, and the
 * folder {@code quickstart-out}. With {@code --in} the folder to write to and both months must be given, since nobody
 * wants to find out afterwards which months were played with his own files.
 *
 * @param in the input folder; empty for the shipped sample
 * @param out the folder to write to, made when it is not there
 * @param from the first month played
 * @param to the last month played, not before {@code from}
 * @param send whether drafts are sent
 * @param store the file to keep everything in; beside the folder to write to unless given
 * @param theme the folder with a seller's theme; the shipped theme Clear unless given
 * @param quiet whether only refusals are printed
 */
record Options(
        Optional<Path> in,
        Path out,
        YearMonth from,
        YearMonth to,
        boolean send,
        Optional<Path> store,
        Optional<Path> theme,
        boolean quiet) {
    static final String USAGE = """
            Usage: java -jar quickstart.jar [--in FOLDER] [--out FOLDER] [--from YYYY-MM] [--to YYYY-MM]
                                            [--no-send] [--store FILE] [--theme FOLDER] [--quiet] [--help]
              --in FOLDER     administration.json, customers.csv, subscriptions.csv, pending-lines.csv, actions.csv;
                              without it the shipped sample is played
              --out FOLDER    where to write; needed with --in, otherwise quickstart-out
              --from YYYY-MM  first month to play; needed with --in, otherwise 2026-01
              --to YYYY-MM    last month to play; needed with --in, otherwise 2026-12
              --no-send       leave what the runs and actions make as drafts
              --store FILE    the H2 file that everything is kept in, FILE.mv.db; a play goes on where it, or the
                              month before it, ended. Without it OUT.store is used, and begun anew for another input
              --theme FOLDER  theme.json, and the logo, letterhead and fonts it names: how documents look
              --quiet         print nothing but refusals
              --help          print this
            Exit status: 0 all well, 1 some rows were refused, 2 nothing could be done.
            """;

    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

    private enum Name {
        IN("--in", "FOLDER"),
        OUT("--out", "FOLDER"),
        FROM("--from", "YYYY-MM"),
        TO("--to", "YYYY-MM"),
        NO_SEND("--no-send", ""),
        STORE("--store", "FILE"),
        THEME("--theme", "FOLDER"),
        QUIET("--quiet", "");

        private final String text;
        private final String value;

        Name(String text, String value) {
            this.text = text;
            this.value = value;
        }

        static Optional<Name> of(String text) {
            for (Name name : values()) {
                if (name.text.equals(text)) {
                    return Optional.of(name);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Understands {@code args}.
     *
     * @throws UsageException at the first thing that is wrong
     */
    static Options parse(String... args) throws UsageException {
        Map<Name, String> given = given(args);
        boolean own = given.containsKey(Name.IN);
        Options options = new Options(
                own ? Optional.of(path(Name.IN, given, "")) : Optional.empty(),
                path(Name.OUT, given, own ? "" : "quickstart-out"),
                month(Name.FROM, given, own ? "" : "2026-01"),
                month(Name.TO, given, own ? "" : "2026-12"),
                !given.containsKey(Name.NO_SEND),
                given.containsKey(Name.STORE) ? Optional.of(path(Name.STORE, given, "")) : Optional.empty(),
                given.containsKey(Name.THEME) ? Optional.of(path(Name.THEME, given, "")) : Optional.empty(),
                given.containsKey(Name.QUIET));
        if (options.from.isAfter(options.to)) {
            throw new UsageException("--from '" + options.from + "' is after --to '" + options.to
                    + "': time goes forward only; exchange the two");
        }
        return options;
    }

    /** Where everything is kept, without the ending that H2 appends. */
    Path storeFile() {
        return store.orElseGet(() -> {
            Path folder = out.toAbsolutePath().normalize();
            return folder.resolveSibling(folder.getFileName() + ".store");
        });
    }

    /** The first day played. */
    LocalDate firstDay() {
        return from.atDay(1);
    }

    /** The last day played. */
    LocalDate lastDay() {
        return to.atEndOfMonth();
    }

    private static Map<Name, String> given(String... args) throws UsageException {
        Map<Name, String> given = new EnumMap<>(Name.class);
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            Name name = Name.of(arg)
                    .orElseThrow(() -> new UsageException("'" + arg + "' is not an option; see the options below"));
            String value = "";
            if (!name.value.isEmpty()) {
                i++;
                if (i == args.length || args[i].isEmpty() || Name.of(args[i]).isPresent()) {
                    throw new UsageException(arg + " needs a value; write " + arg + " " + name.value);
                }
                value = args[i];
            }
            if (given.put(name, value) != null) {
                throw new UsageException(arg + " is given twice; leave one out");
            }
        }
        return given;
    }

    private static Path path(Name name, Map<Name, String> given, String byDefault) throws UsageException {
        String text = value(name, given, byDefault);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(name.text + " '" + text + "' is not a path; give a " + name.value);
        }
    }

    private static YearMonth month(Name name, Map<Name, String> given, String byDefault) throws UsageException {
        String text = value(name, given, byDefault);
        if (!MONTH.matcher(text).matches()) {
            throw new UsageException(name.text + " '" + text + "' is not a month; write it as 2026-01");
        }
        return YearMonth.parse(text);
    }

    private static String value(Name name, Map<Name, String> given, String byDefault) throws UsageException {
        String text = given.getOrDefault(name, byDefault);
        if (text.isEmpty()) {
            throw new UsageException(name.text + " is missing; with --in also give " + name.text + " " + name.value);
        }
        return text;
    }
}
