package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.vat.VatTreatment;

/** Adds up the totals of many documents, per VAT category and rate. Not safe for many threads. */
public final class VatSums {
    private final CurrencyUnit currency;
    private final Map<String, Sum> rows = new TreeMap<>();
    private BigDecimal net;
    private BigDecimal vat;

    /** Taxable amount and VAT of one category and rate. */
    private record Sum(VatTreatment treatment, BigDecimal taxable, BigDecimal vat) {
        Sum plus(Sum other) {
            return new Sum(treatment, taxable.add(other.taxable), vat.add(other.vat));
        }
    }

    /** Nothing yet, in {@code currency}. */
    public VatSums(CurrencyUnit currency) {
        this.currency = currency;
        this.net = Rounding.of(currency).zero();
        this.vat = net;
    }

    /** Adds the totals of a document. */
    public void add(InvoiceTotals totals) {
        net = net.add(Amounts.decimal(totals.net()));
        vat = vat.add(Amounts.decimal(totals.vat()));
        for (VatRow row : totals.rows()) {
            rows.merge(
                    row.category() + " " + row.rate().toPlainString(),
                    new Sum(row.treatment(), Amounts.decimal(row.taxable()), Amounts.decimal(row.vat())),
                    Sum::plus);
        }
    }

    /** All without VAT. */
    public MonetaryAmount net() {
        return Amounts.of(net, currency);
    }

    /** All VAT. */
    public MonetaryAmount vat() {
        return Amounts.of(vat, currency);
    }

    /** All with VAT. */
    public MonetaryAmount gross() {
        return Amounts.of(net.add(vat), currency);
    }

    /** Per category and rate, in their order. */
    public List<VatRow> rows() {
        return rows.values().stream()
                .map(sum -> new VatRow(sum.treatment, Amounts.of(sum.taxable, currency), Amounts.of(sum.vat, currency)))
                .toList();
    }
}
