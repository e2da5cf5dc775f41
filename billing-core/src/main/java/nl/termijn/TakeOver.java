package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import nl.termijn.error.Violations;
import nl.termijn.takeover.ColumnMapping;

/**
 * What another program leaves behind, as files with columns.
 *
 * <pre>
 * TakeOver.from("WHMCS")
 *         .with("tblclients.csv", WhmcsExport.CLIENTS, () -&gt; reader("tblclients.csv"))
 *         .with("tblhosting.csv", WhmcsExport.SERVICES, () -&gt; reader("tblhosting.csv"))
 * </pre>
 *
 * Immutable.
 */
public final class TakeOver {
    private final String system;
    private final List<File> files;

    /** A file, which is read more than once. */
    record File(String name, ColumnMapping mapping, Supplier<? extends Reader> content) {}

    private TakeOver(String system, List<File> files) {
        this.system = system;
        this.files = files;
    }

    /** Nothing yet of the program called {@code system}. */
    public static TakeOver from(String system) {
        Violations.of("take-over")
                .check(
                        !given(system, "system").isBlank(),
                        "system",
                        system,
                        "must be given",
                        "say which program it was")
                .throwIfAny();
        return new TakeOver(system, List.of());
    }

    /**
     * With a file more: comma or semicolon between fields, a header row, amounts as {@code 1234.50}, and between semicolons also as
     * {@code 1.234,50}.
     *
     * @param name what it is called in messages
     * @param mapping what it is about, and which of its columns are ours
     * @param content opens it from the start, each time it is asked
     */
    public TakeOver with(String name, ColumnMapping mapping, Supplier<? extends Reader> content) {
        List<File> more = new ArrayList<>(files);
        more.add(new File(given(name, "name"), given(mapping, "mapping"), given(content, "content")));
        return new TakeOver(system, List.copyOf(more));
    }

    String system() {
        return system;
    }

    /** Customers first, then what is theirs. */
    List<File> files() {
        return files.stream()
                .sorted(Comparator.comparing(file -> file.mapping().table()))
                .toList();
    }
}
