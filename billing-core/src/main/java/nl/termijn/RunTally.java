package nl.termijn;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.VatSums;
import nl.termijn.run.InvoicePlan;
import nl.termijn.run.SkipReason;

/** Adds up a run. */
final class RunTally {
    private final YearMonth month;
    private final List<InvoiceId> drafts = new ArrayList<>();
    private final VatSums sums;
    private final Map<SkipReason, List<CustomerReference>> skipped = new EnumMap<>(SkipReason.class);
    private final List<RunReport.Waiting> waiting = new ArrayList<>();
    private final Map<CustomerReference, String> failures = new LinkedHashMap<>();
    private int made;
    private long done;

    RunTally(YearMonth month, CurrencyUnit currency) {
        this.month = month;
        this.sums = new VatSums(currency);
    }

    void draft(InvoiceId id) {
        drafts.add(id);
    }

    void plan(InvoicePlan plan) {
        done++;
        if (plan instanceof InvoicePlan.Draft draft) {
            made++;
            sums.add(draft.totals());
        } else if (plan instanceof InvoicePlan.Skip skip) {
            skipped.computeIfAbsent(skip.reason(), any -> new ArrayList<>()).add(skip.customer());
            skip.waiting()
                    .ifPresent(total -> waiting.add(new RunReport.Waiting(
                            skip.customer(), skip.reason(), total, skip.since().orElseThrow())));
        }
    }

    void failure(CustomerReference customer, String reason) {
        if (failures.putIfAbsent(customer, reason) == null) {
            done++;
        }
    }

    long done() {
        return done;
    }

    MonetaryAmount gross() {
        return sums.gross();
    }

    RunReport report(boolean complete) {
        return new RunReport(
                month,
                made,
                List.copyOf(drafts),
                sums.rows(),
                sums.net(),
                sums.vat(),
                gross(),
                Map.copyOf(skipped),
                List.copyOf(waiting),
                failures.entrySet().stream()
                        .map(failed -> new RunReport.Failure(failed.getKey(), failed.getValue()))
                        .toList(),
                complete);
    }
}
