package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.util.List;
import nl.termijn.administration.Administration;
import nl.termijn.error.InvalidInputException;

/** Lets time go by, day by day: the day's actions, the run on the first of a month, then what is to leave the house. */
final class Player implements Play {

    @Override
    public List<Refusal> play(Input input, Options options, Progress progress) throws IOException, InputException {
        Loader loader = new Loader(input.administration());
        Administration administration = administration(loader);
        try (PlayStore store = PlayStore.open(input, options)) {
            return new Playing(input, options, loader, administration, store).play(progress);
        }
    }

    private static Administration administration(Loader loader) throws InputException {
        try {
            return loader.administration();
        } catch (InvalidInputException e) {
            throw new InputException(e.violations().stream()
                    .map(violation -> new Refusal(
                            AdministrationFile.FILE,
                            0,
                            violation.field(),
                            violation.value(),
                            violation.rule() + "; " + violation.remedy()))
                    .toList());
        }
    }
}
