package nl.termijn.pdf.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import nl.termijn.pdf.Pages;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Samples;
import nl.termijn.pdf.Theme;
import org.junit.jupiter.api.Test;

/**
 * Whatever a layout is, a document comes of it within the limits, or a refusal that says why. Other seeds than the build's:
 * {@code mvn -pl billing-pdf-html -am test -Dtest=LayoutFuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.from=1000000
 * -Dfuzz.count=100000}.
 */
class LayoutFuzzTest {
    private static final Limits LIMITS = new Limits(300, Duration.ofSeconds(3));

    @Test
    void aLayoutIsDrawnWithinItsLimitsOrRefused() throws IOException {
        long from = Long.getLong("fuzz.from", 1);
        long count = Long.getLong("fuzz.count", 250);
        int drawn = 0;
        int refused = 0;
        for (long seed = from; seed < from + count; seed++) {
            if (isDrawn(seed)) {
                drawn++;
            } else {
                refused++;
            }
        }
        // both ends are reached
        assertThat(drawn).as("drawn").isGreaterThan((int) (count / 20));
        assertThat(refused).as("refused").isGreaterThan((int) (count / 20));
    }

    private static boolean isDrawn(long seed) throws IOException {
        try {
            HtmlLayout layout = HtmlLayout.of(LayoutFuzz.layout(seed), LIMITS);
            byte[] pdf = PdfDocuments.of(Theme.letter())
                    .drawnBy(layout)
                    .render(Samples.invoice(Samples.lines(1 + (int) (seed % 300))))
                    .content();
            assertThat(Pages.count(pdf)).as("pages of seed %d", seed).isBetween(1, LIMITS.pages());
            return true;
        } catch (InvalidInputException refusal) {
            assertThat(refusal.violations()).as("seed %d", seed).hasSizeBetween(1, 101);
            return false;
        } catch (ProviderException refusal) {
            assertThat(refusal.retry()).as("seed %d", seed).isEqualTo(ProviderException.Retry.NEVER);
            return false;
        } catch (RuntimeException | Error e) {
            return fail("seed " + seed + ": " + e, e);
        }
    }
}
