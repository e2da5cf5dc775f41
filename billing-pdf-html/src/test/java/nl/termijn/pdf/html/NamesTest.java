package nl.termijn.pdf.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Samples;
import nl.termijn.pdf.Sheet;
import nl.termijn.pdf.Theme;
import org.junit.jupiter.api.Test;

/** The names of templates: all documented, and each column of each document among them. */
class NamesTest {
    private static final Path DOCUMENT = Path.of("../docs/html-layouts.md");
    private static final String BEGIN = "<!-- names: begin -->\n";
    private static final String END = "<!-- names: end -->";

    /** Recorded anew by {@code -Dnames.record=true}. */
    @Test
    void theDocumentationListsThem() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        String tables = tables();
        if (Boolean.getBoolean("names.record")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + tables + document.substring(end));
            document = Files.readString(DOCUMENT);
            end = document.indexOf(END);
        }
        assertThat(document.substring(begin, end)).isEqualTo(tables);
    }

    private static String tables() {
        StringBuilder text = new StringBuilder();
        Set<Names<?>> seen = new LinkedHashSet<>();
        Deque<Map.Entry<String, Names<?>>> todo = new ArrayDeque<>();
        todo.add(Map.entry("", SheetNames.SHEET));
        while (!todo.isEmpty()) {
            Map.Entry<String, Names<?>> next = todo.poll();
            if (!seen.add(next.getValue())) {
                continue;
            }
            text.append("\n### ")
                    .append(next.getKey().isEmpty() ? "The document" : "In `" + next.getKey() + "`")
                    .append("\n\n| name | kind | says |\n|---|---|---|\n");
            next.getValue().entries().forEach((name, entry) -> {
                text.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(kind(entry.kind()))
                        .append(" | ")
                        .append(entry.says().replace("|", "\\|"))
                        .append(" |\n");
                entry.inner()
                        .ifPresent(inner -> todo.add(
                                Map.entry(next.getKey().isEmpty() ? name : next.getKey() + "." + name, inner)));
            });
        }
        return text.append('\n').toString();
    }

    private static String kind(Names.Kind kind) {
        return switch (kind) {
            case TEXT -> "text";
            case FLAG -> "yes or no";
            case TEXTS -> "list of texts";
            case EACH -> "list";
            case PART -> "part";
        };
    }

    @Test
    void everyColumnOfEveryDocumentHasAName() {
        PdfDocuments documents = PdfDocuments.of(Theme.letter());
        List<Sheet> sheets = new java.util.ArrayList<>(
                Samples.letters().stream().map(documents::sheet).toList());
        sheets.add(documents.sheet(Samples.invoice(Samples.lines(1))));
        sheets.add(documents.sheet(Samples.creditNote()));
        Names<?> in = inner(inner(inner(SheetNames.SHEET, "table"), "rows"), "in");
        for (Sheet sheet : sheets) {
            sheet.table().columns().forEach(column -> assertThat(in.entries()).containsKey(column.name()));
            sheet.annexes()
                    .forEach(annex -> annex.columns()
                            .forEach(column -> assertThat(in.entries()).containsKey(column.name())));
        }
    }

    private static Names<?> inner(Names<?> names, String name) {
        return Objects.requireNonNull(names.entries().get(name)).inner().orElseThrow();
    }
}
