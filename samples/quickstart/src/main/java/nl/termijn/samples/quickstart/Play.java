package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.util.List;

/**
 * Lets time go by over an input, day by day, and writes what comes of it to {@link Options#out()}, which is there.
 *
 * <p>The seam between the files and the library: what stands before it knows nothing of billing.
 */
@FunctionalInterface
interface Play {

    /**
     * Plays from {@link Options#firstDay()} to {@link Options#lastDay()}.
     *
     * @return what was refused on top of {@link Input#refusals()}: rows that the rules refuse, and forbidden actions
     * @throws IOException when the output cannot be written
     */
    List<Refusal> play(Input input, Options options, Progress progress) throws IOException, InputException;
}
