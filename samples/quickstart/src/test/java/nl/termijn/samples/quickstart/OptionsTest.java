package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void withoutAnythingTheSampleYearIsPlayed() throws UsageException {
        assertThat(Options.parse())
                .isEqualTo(new Options(
                        Optional.empty(),
                        Path.of("quickstart-out"),
                        YearMonth.of(2026, 1),
                        YearMonth.of(2026, 12),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        false));
        assertThat(Options.parse().storeFile())
                .isEqualTo(Path.of("quickstart-out.store").toAbsolutePath());
    }

    @Test
    void everyOptionIsUnderstood() throws UsageException {
        Options options = Options.parse(
                "--quiet",
                "--to",
                "2026-02",
                "--in",
                "some/in",
                "--no-send",
                "--out",
                "out",
                "--from",
                "2025-12",
                "--store",
                "kept",
                "--theme",
                "our-theme");
        assertThat(options)
                .isEqualTo(new Options(
                        Optional.of(Path.of("some/in")),
                        Path.of("out"),
                        YearMonth.of(2025, 12),
                        YearMonth.of(2026, 2),
                        false,
                        Optional.of(Path.of("kept")),
                        Optional.of(Path.of("our-theme")),
                        true));
        assertThat(options.storeFile()).isEqualTo(Path.of("kept"));
        assertThat(options.firstDay()).isEqualTo(LocalDate.of(2025, 12, 1));
        assertThat(options.lastDay()).isEqualTo(LocalDate.of(2026, 2, 28));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--into x | '--into' is not an option; see the options below",
                "x | 'x' is not an option; see the options below",
                "--in | --in needs a value; write --in FOLDER",
                "--in --out x | --in needs a value; write --in FOLDER",
                "--quiet --quiet | --quiet is given twice; leave one out",
                "--in x --out y --from 2026-01 | --to is missing; with --in also give --to YYYY-MM",
                "--in x | --out is missing; with --in also give --out FOLDER",
                "--from 2026-13 | --from '2026-13' is not a month; write it as 2026-01",
                "--from 2026-1 | --from '2026-1' is not a month; write it as 2026-01",
                "--from 2026-03 --to 2026-02 | --from '2026-03' is after --to '2026-02': time goes forward only; exchange the two",
                "--store | --store needs a value; write --store FILE"
            })
    void whatIsWrongIsSaidInOneLine(String line, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(line.split(" ", -1)))
                .withMessage(message);
    }
}
