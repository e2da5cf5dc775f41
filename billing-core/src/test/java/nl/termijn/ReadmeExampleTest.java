package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {
    private static final Path EXAMPLE = Path.of("src/test/java/nl/termijn/readme/FirstInvoice.java");
    private static final Path README = Path.of("../README.md");

    @Test
    void from_an_empty_class_to_a_sent_invoice() {
        assertThat(nl.termijn.readme.FirstInvoice.send().number()).isPresent();
    }

    @Test
    void the_readme_shows_exactly_that_in_at_most_25_lines() throws IOException {
        List<String> source = Files.readAllLines(EXAMPLE);
        int from = source.indexOf("// tag::quickstart[]") + 1;
        int to = source.indexOf("// end::quickstart[]");
        List<String> example = source.subList(from, to);
        assertThat(example).hasSizeLessThanOrEqualTo(25);
        assertThat(Files.readString(README)).contains("```java\n" + String.join("\n", example) + "\n```");
    }
}
