package nl.termijn;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.run.InvoicePlan;
import nl.termijn.run.SkipReason;
import nl.termijn.vat.VatTreatment;

/** Adds up a run. */
final class RunTally {
    private final YearMonth month;
    private final CurrencyUnit currency;
    private final List<InvoiceId> drafts = new ArrayList<>();
    private final Map<String, Sum> rows = new TreeMap<>();
    private final Map<SkipReason, List<CustomerReference>> skipped = new EnumMap<>(SkipReason.class);
    private final List<RunReport.Waiting> waiting = new ArrayList<>();
    private final List<RunReport.Failure> failures = new ArrayList<>();
    private int made;
    private BigDecimal net;
    private BigDecimal vat;
    private long done;

    /** Taxable amount and VAT of one category and rate. */
    private record Sum(VatTreatment treatment, BigDecimal taxable, BigDecimal vat) {
        Sum plus(Sum other) {
            return new Sum(treatment, taxable.add(other.taxable), vat.add(other.vat));
        }
    }

    RunTally(YearMonth month, CurrencyUnit currency) {
        this.month = month;
        this.currency = currency;
        this.net = Rounding.of(currency).zero();
        this.vat = net;
    }

    void draft(InvoiceId id) {
        drafts.add(id);
    }

    void plan(InvoicePlan plan) {
        done++;
        if (plan instanceof InvoicePlan.Draft draft) {
            made++;
            totals(draft.totals());
        } else if (plan instanceof InvoicePlan.Skip skip) {
            skipped.computeIfAbsent(skip.reason(), any -> new ArrayList<>()).add(skip.customer());
            skip.waiting()
                    .ifPresent(total -> waiting.add(new RunReport.Waiting(
                            skip.customer(), skip.reason(), total, skip.since().orElseThrow())));
        }
    }

    private void totals(InvoiceTotals totals) {
        net = net.add(Amounts.decimal(totals.net()));
        vat = vat.add(Amounts.decimal(totals.vat()));
        for (VatRow row : totals.rows()) {
            rows.merge(
                    row.category() + " " + row.rate().toPlainString(),
                    new Sum(row.treatment(), Amounts.decimal(row.taxable()), Amounts.decimal(row.vat())),
                    Sum::plus);
        }
    }

    void failure(CustomerReference customer, String reason) {
        done++;
        failures.add(new RunReport.Failure(customer, reason));
    }

    long done() {
        return done;
    }

    MonetaryAmount gross() {
        return Amounts.of(net.add(vat), currency);
    }

    RunReport report(boolean complete) {
        return new RunReport(
                month,
                made,
                List.copyOf(drafts),
                rows.values().stream()
                        .map(sum -> new VatRow(
                                sum.treatment, Amounts.of(sum.taxable, currency), Amounts.of(sum.vat, currency)))
                        .toList(),
                Amounts.of(net, currency),
                Amounts.of(vat, currency),
                gross(),
                Map.copyOf(skipped),
                List.copyOf(waiting),
                List.copyOf(failures),
                complete);
    }
}
