package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nl.termijn.Billing;
import nl.termijn.TakeOver;
import nl.termijn.TakeOverReport;
import nl.termijn.takeover.ColumnMapping;

/** Takes over what another program left in the input, all of it or, when anything is wrong, nothing. */
final class TakingOver {
    static final String REPORT = "take-over.csv";

    private TakingOver() {}

    /**
     * Takes {@code files} over and writes the sums of both sides to {@link #REPORT} in {@code out}.
     *
     * @return what is wrong
     */
    static List<Refusal> bring(Billing billing, List<TakeOverFile> files, Path out) throws IOException {
        if (files.isEmpty()) {
            return List.of();
        }
        TakeOver takeOver = TakeOver.from("the program before");
        for (TakeOverFile file : files) {
            takeOver =
                    takeOver.with(file.name(), ColumnMapping.same(file.table()), () -> new StringReader(file.text()));
        }
        TakeOverReport report = billing.takeOver().bring(takeOver);
        CsvOutput.write(out.resolve(REPORT), List.of("figure", "before", "after", "agrees"), rows -> {
            for (TakeOverReport.Sum sum : report.sums()) {
                rows.row(sum.figure(), sum.before(), sum.after(), String.valueOf(sum.agrees()));
            }
        });
        List<Refusal> refusals = new ArrayList<>();
        report.faults()
                .forEach(fault -> refusals.add(new Refusal(
                        fault.file(),
                        fault.line(),
                        fault.column(),
                        fault.value(),
                        fault.rule() + "; " + fault.remedy())));
        return refusals;
    }
}
