package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Pricing;
import nl.termijn.money.Amounts;

/**
 * VAT rows and totals of a document (rules D2 to D5). The only place where VAT is computed.
 *
 * <pre>
 * net-priced    12 × 9.99, 1 × 14.50, 3 × 4.333 at 21 %    147.38 + 30.95 = 178.33
 * gross-priced  14.95 at 21 %                               12.36 +  2.59 =  14.95
 * </pre>
 *
 * @param rows one per VAT category and rate, in the order of the categories, higher rates first
 * @param lineNets what each line is without VAT, in the order of the lines; they sum to {@code net}
 * @param net sum of the taxable amounts
 * @param vat sum of the VAT
 * @param gross what the customer pays: net and VAT
 */
public record InvoiceTotals(
        List<VatRow> rows,
        List<MonetaryAmount> lineNets,
        MonetaryAmount net,
        MonetaryAmount vat,
        MonetaryAmount gross) {

    static final Comparator<VatRow> ROW_ORDER =
            Comparator.comparing(VatRow::category).thenComparing(VatRow::rate, Comparator.reverseOrder());

    /** Copies the lists. */
    public InvoiceTotals {
        rows = List.copyOf(rows);
        lineNets = List.copyOf(lineNets);
    }

    /** The totals of {@code lines}, all in {@code currency}. */
    public static InvoiceTotals of(List<InvoiceLine> lines, CurrencyUnit currency) {
        List<VatGroup> groups = VatGroup.of(lines, currency);
        BigDecimal[] nets = new BigDecimal[lines.size()];
        for (VatGroup group : groups) {
            group.spreadNets(group.vat(), nets);
        }
        List<BigDecimal> vats = new ArrayList<>(groups.size());
        groups.forEach(group -> vats.add(group.vat()));
        return of(lines, groups, vats, nets, currency);
    }

    /** Totals of groups whose VAT is given; groups of one category and rate become one row (rule D4). */
    static InvoiceTotals of(
            List<InvoiceLine> lines,
            List<VatGroup> groups,
            List<BigDecimal> vats,
            BigDecimal[] nets,
            CurrencyUnit currency) {
        List<VatRow> rows = new ArrayList<>(groups.size());
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal vat = BigDecimal.ZERO;
        for (int g = 0; g < groups.size(); g++) {
            VatGroup group = groups.get(g);
            BigDecimal taxable = group.taxable(vats.get(g));
            net = net.add(taxable);
            vat = vat.add(vats.get(g));
            addRow(rows, group, taxable, vats.get(g), currency);
        }
        rows.sort(ROW_ORDER);
        List<MonetaryAmount> lineNets = new ArrayList<>(nets.length);
        for (int i = 0; i < nets.length; i++) {
            InvoiceLine line = lines.get(i);
            lineNets.add(line.pricing() == Pricing.NET ? line.amount() : Amounts.of(nets[i], currency));
        }
        VatRow only = rows.size() == 1 ? rows.get(0) : null;
        return new InvoiceTotals(
                rows,
                lineNets,
                only == null ? Amounts.of(net, currency) : only.taxable(),
                only == null ? Amounts.of(vat, currency) : only.vat(),
                Amounts.of(net.add(vat), currency));
    }

    private static void addRow(
            List<VatRow> rows, VatGroup group, BigDecimal taxable, BigDecimal vat, CurrencyUnit currency) {
        for (int r = 0; r < rows.size(); r++) {
            VatRow row = rows.get(r);
            if (group.isOfRow(row.category(), row.rate())) {
                rows.set(
                        r,
                        new VatRow(
                                row.treatment(),
                                Amounts.of(Amounts.decimal(row.taxable()).add(taxable), currency),
                                Amounts.of(Amounts.decimal(row.vat()).add(vat), currency)));
                return;
            }
        }
        rows.add(new VatRow(group.treatment(), Amounts.of(taxable, currency), Amounts.of(vat, currency)));
    }
}
