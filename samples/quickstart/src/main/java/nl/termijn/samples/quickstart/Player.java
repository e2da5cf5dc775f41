package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import nl.termijn.administration.Administration;
import nl.termijn.error.InvalidInputException;
import nl.termijn.invoice.SellerReadiness;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Theme;
import nl.termijn.pdf.ThemeFiles;

/** Lets time go by, day by day: the day's actions, the run on the first of a month, then what is to leave the house. */
final class Player implements Play {

    @Override
    public List<Refusal> play(Input input, Options options, Progress progress) throws IOException, InputException {
        Loader loader = new Loader(input.administration());
        Administration administration = administration(loader);
        PdfDocuments documents = documents(options);
        try (PlayStore store = PlayStore.open(input, options)) {
            return new Playing(input, options, loader, administration, documents, store).play(progress);
        }
    }

    /** The seller's theme, or Clear: which shows a question mark for what no font has, since this is a trial. */
    private static PdfDocuments documents(Options options) throws IOException, InputException {
        if (options.theme().isEmpty()) {
            return PdfDocuments.of(Theme.clear().toBuilder()
                    .missingLetter(Theme.MissingLetter.REPLACE)
                    .build());
        }
        Path folder = options.theme().get();
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder.toString(), "is not a folder; give one with a theme.json with --theme");
        }
        try {
            return PdfDocuments.in(folder);
        } catch (InvalidInputException e) {
            throw new InputException(refusals(ThemeFiles.THEME, e));
        }
    }

    /** The details of the seller that an invoice would have to show and that the file does not give. */
    static List<String> missingOfSeller(Input input, LocalDate day) {
        Administration seller = new Loader(input.administration()).administration();
        return SellerReadiness.of(seller, day).stream()
                .map(SellerReadiness.Missing::field)
                .toList();
    }

    private static Administration administration(Loader loader) throws InputException {
        try {
            return loader.administration();
        } catch (InvalidInputException e) {
            throw new InputException(refusals(AdministrationFile.FILE, e));
        }
    }

    private static List<Refusal> refusals(String file, InvalidInputException e) {
        return e.violations().stream()
                .map(violation -> new Refusal(
                        file, 0, violation.field(), violation.value(), violation.rule() + "; " + violation.remedy()))
                .toList();
    }
}
