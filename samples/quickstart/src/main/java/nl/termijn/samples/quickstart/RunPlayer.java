package nl.termijn.samples.quickstart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.termijn.Billing;
import nl.termijn.BulkReport;
import nl.termijn.RunReport;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.money.Amounts;
import nl.termijn.run.SkipReason;

/** Runs months, sends what they make unless drafts are to stay, and remembers what came of it. */
final class RunPlayer {
    private final Billing billing;
    private final boolean send;
    private final Map<YearMonth, Outcome> outcomes = new TreeMap<>();
    private final Map<String, Problem> problems = new TreeMap<>();

    RunPlayer(Billing billing, boolean send) {
        this.billing = billing;
        this.send = send;
    }

    /** What waits for a customer who was skipped, and since when. */
    record Waiting(String customer, SkipReason reason, BigDecimal gross, LocalDate since) {}

    /** What the runs of one month made together. */
    record Outcome(
            YearMonth month,
            int invoices,
            BigDecimal net,
            BigDecimal vat,
            BigDecimal gross,
            Map<SkipReason, Integer> skipped,
            List<Waiting> waiting) {

        /**
         * A repeated run adds what was missing, and the customers it found invoiced already; why the others were
         * skipped the first run knows best.
         */
        Outcome plus(Outcome repeated) {
            Map<SkipReason, Integer> reasons = new EnumMap<>(SkipReason.class);
            reasons.putAll(skipped);
            Integer already = repeated.skipped.get(SkipReason.ALREADY_INVOICED);
            if (already != null) {
                reasons.merge(SkipReason.ALREADY_INVOICED, already, Math::max);
            }
            return new Outcome(
                    month,
                    invoices + repeated.invoices,
                    net.add(repeated.net),
                    vat.add(repeated.vat),
                    gross.add(repeated.gross),
                    reasons,
                    waiting);
        }
    }

    /** Something that a run could not bill or send. */
    record Problem(LocalDate day, String subject, String reason) {}

    /** Goes on after what was run and went wrong before. */
    void remember(List<Outcome> before, List<Problem> wrong) {
        before.forEach(outcome -> outcomes.put(outcome.month(), outcome));
        wrong.forEach(this::add);
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes.values());
    }

    /** What could not be billed or sent, each once. */
    List<Problem> problems() {
        return new ArrayList<>(problems.values());
    }

    void run(YearMonth month, LocalDate day) {
        RunReport report = billing.runs().run(month);
        outcomes.merge(month, outcome(report), Outcome::plus);
        report.failures().forEach(failure -> problem(day, failure.customer().value(), failure.reason()));
        if (send) {
            BulkReport<InvoiceId> sent = billing.invoices().send(report.drafts());
            sent.failures().forEach(failure -> problem(day, failure.subject().value(), failure.reason()));
        }
    }

    private void problem(LocalDate day, String subject, String reason) {
        add(new Problem(day, subject, reason));
    }

    private void add(Problem problem) {
        problems.putIfAbsent(problem.subject() + '\n' + problem.reason(), problem);
    }

    private static Outcome outcome(RunReport report) {
        Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
        report.skipped().forEach((reason, customers) -> skipped.put(reason, customers.size()));
        return new Outcome(
                report.month(),
                report.made(),
                Amounts.decimal(report.net()),
                Amounts.decimal(report.vat()),
                Amounts.decimal(report.gross()),
                skipped,
                report.waiting().stream()
                        .map(waiting -> new Waiting(
                                waiting.customer().value(),
                                waiting.reason(),
                                Amounts.decimal(waiting.total()),
                                waiting.since()))
                        .toList());
    }
}
