package nl.termijn.figures;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.invoice.VatRow;
import nl.termijn.invoice.VatSums;
import nl.termijn.money.Amounts;
import nl.termijn.run.InvoicePlan;

/**
 * The drafts that the runs of months to come will make when nothing changes: planned by the planner of runs, saved nowhere.
 *
 * @param months in their order
 * @param failures customers whose data cannot be billed; none of their months is in the figures
 */
public record Forecast(List<Month> months, List<Failure> failures) {

    /**
     * One run.
     *
     * @param month its month
     * @param documents how many drafts
     * @param net their sum without VAT
     * @param vat their VAT
     * @param vatRows by VAT category and rate
     * @param netByProduct by product code; empty for lines without
     */
    public record Month(
            YearMonth month,
            int documents,
            MonetaryAmount net,
            MonetaryAmount vat,
            List<VatRow> vatRows,
            Map<String, MonetaryAmount> netByProduct) {
        /** Copies the collections. */
        public Month {
            vatRows = List.copyOf(vatRows);
            netByProduct = Map.copyOf(netByProduct);
        }

        /** With VAT. */
        public MonetaryAmount gross() {
            return Amounts.of(Amounts.decimal(net).add(Amounts.decimal(vat)), net.getCurrency());
        }
    }

    /**
     * A customer who cannot be billed.
     *
     * @param customer who
     * @param reason why, in words
     */
    public record Failure(CustomerReference customer, String reason) {}

    /** Copies the lists. */
    public Forecast {
        months = List.copyOf(months);
        failures = List.copyOf(failures);
    }

    /** Adds customers' plans up. Not safe for many threads. */
    public static final class Collector {
        private final YearMonth first;
        private final CurrencyUnit currency;
        private final List<Sums> months = new ArrayList<>();
        private final Map<CustomerReference, Failure> failures = new LinkedHashMap<>();

        /** What a month adds up to. */
        private static final class Sums {
            private final VatSums vat;
            private final Map<String, BigDecimal> byProduct = new TreeMap<>();
            private int documents;

            Sums(CurrencyUnit currency) {
                vat = new VatSums(currency);
            }

            void add(InvoicePlan.Draft draft) {
                documents++;
                InvoiceTotals totals = draft.totals();
                vat.add(totals);
                for (int i = 0; i < draft.lines().size(); i++) {
                    InvoiceLine line = draft.lines().get(i);
                    byProduct.merge(
                            line.productCode().orElse(""),
                            Amounts.decimal(totals.lineNets().get(i)),
                            BigDecimal::add);
                }
            }

            Month month(YearMonth month, CurrencyUnit currency) {
                Map<String, MonetaryAmount> products = new TreeMap<>();
                byProduct.forEach((product, net) -> products.put(product, Amounts.of(net, currency)));
                return new Month(month, documents, vat.net(), vat.vat(), vat.rows(), products);
            }
        }

        /** Of {@code count} months from {@code first} on, in {@code currency}. */
        public Collector(YearMonth first, int count, CurrencyUnit currency) {
            this.first = first;
            this.currency = currency;
            for (int i = 0; i < count; i++) {
                months.add(new Sums(currency));
            }
        }

        /** Adds a customer's plans, one for each month. */
        public void add(List<InvoicePlan> plans) {
            for (int i = 0; i < plans.size(); i++) {
                if (plans.get(i) instanceof InvoicePlan.Draft draft) {
                    months.get(i).add(draft);
                }
            }
        }

        /** Notes a customer whose plans cannot be made. */
        public void failed(CustomerReference customer, String reason) {
            failures.putIfAbsent(customer, new Failure(customer, reason));
        }

        /** What was added. */
        public Forecast forecast() {
            List<Month> all = new ArrayList<>();
            for (int i = 0; i < months.size(); i++) {
                all.add(months.get(i).month(first.plusMonths(i), currency));
            }
            return new Forecast(all, List.copyOf(failures.values()));
        }
    }
}
