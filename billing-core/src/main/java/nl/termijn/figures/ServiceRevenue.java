package nl.termijn.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.TopUp;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;

/**
 * What of the revenue invoiced up to the end of a day was earned by then, and what is deferred to the days to come. A line is
 * spread over its days, each as much as another: cumulative and rounded once, so that the last day takes what is left. A
 * line without days is earned on the day of its supply. A document that was withdrawn counts no more from that day on.
 *
 * <pre>
 * domain, 12.00 for [2026-03-15, 2027-03-15), at the end of 2026: earned 9.60, deferred 2.40
 * </pre>
 *
 * @param on the day
 * @param total of all products
 * @param byProduct by product code; empty for lines without
 */
public record ServiceRevenue(LocalDate on, Part total, Map<String, Part> byProduct) {

    /**
     * Amounts without VAT.
     *
     * @param invoiced what stands on documents, less credit
     * @param earned what of it was for days up to the day
     */
    public record Part(MonetaryAmount invoiced, MonetaryAmount earned) {
        /** What of it is for days to come; below zero where service goes before its invoice. */
        public MonetaryAmount deferred() {
            return Amounts.of(Amounts.decimal(invoiced).subtract(Amounts.decimal(earned)), invoiced.getCurrency());
        }
    }

    /** Copies the map. */
    public ServiceRevenue {
        byProduct = Map.copyOf(byProduct);
    }

    /** What of {@code net} of {@code line} was earned at the end of {@code day}. */
    public static BigDecimal earned(InvoiceLine line, BigDecimal net, LocalDate day) {
        Rounding rounding = Rounding.of(line.amount().getCurrency());
        if (TopUp.isTopUp(line) || TopUp.isDrawn(line)) {
            // what is paid ahead is earned by what it is used for
            return rounding.zero();
        }
        if (line.days().isEmpty()) {
            return day.isBefore(line.suppliedOn()) ? rounding.zero() : net;
        }
        DateRange days = line.days().get();
        if (day.isBefore(days.from())) {
            return rounding.zero();
        }
        if (!day.isBefore(days.last())) {
            return net;
        }
        long served = ChronoUnit.DAYS.between(days.from(), day) + 1;
        return rounding.divide(net.multiply(BigDecimal.valueOf(served)), BigDecimal.valueOf(days.days()));
    }

    /** Adds documents up. Not safe for many threads. */
    public static final class Collector {
        private final LocalDate on;
        private final CurrencyUnit currency;
        private final Map<String, BigDecimal[]> byProduct = new TreeMap<>();
        private final Set<LineReference> topUps = new HashSet<>();
        private final List<Credit> credits = new ArrayList<>();

        /** Of the revenue up to {@code on}, in {@code currency}. */
        public Collector(LocalDate on, CurrencyUnit currency) {
            this.on = on;
            this.currency = currency;
        }

        /** Adds a document, if it counts on the day. */
        public void add(Invoice document) {
            if (!counts(document, on)) {
                return;
            }
            for (int i = 0; i < document.lines().size(); i++) {
                InvoiceLine line = document.lines().get(i);
                BigDecimal net = Amounts.decimal(document.totals().lineNets().get(i));
                BigDecimal[] sums = byProduct.computeIfAbsent(
                        line.productCode().orElse(""), key -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
                sums[0] = sums[0].add(net);
                if (TopUp.isTopUp(line)) {
                    topUps.add(new LineReference(document.id(), i + 1));
                }
                BigDecimal earned = earned(line, net, on);
                Optional<LineReference> credited =
                        line.days().isEmpty() ? line.origin().corrected() : Optional.empty();
                if (credited.isEmpty()) {
                    sums[1] = sums[1].add(earned);
                } else if (earned.signum() != 0) {
                    credits.add(new Credit(credited.get(), sums, earned));
                }
            }
        }

        /** What a credit takes from what was earned, unless it is one of a top-up, which may be read after it. */
        @SuppressWarnings("ArrayRecordComponent") // the sums that it is taken from
        private record Credit(LineReference line, BigDecimal[] sums, BigDecimal earned) {}

        private void settleCredits() {
            for (Credit credit : credits) {
                if (!topUps.contains(credit.line)) {
                    credit.sums[1] = credit.sums[1].add(credit.earned);
                }
            }
            credits.clear();
        }

        /** What was added. */
        public ServiceRevenue revenue() {
            settleCredits();
            BigDecimal invoiced = Rounding.of(currency).zero();
            BigDecimal earned = invoiced;
            Map<String, Part> parts = new TreeMap<>();
            for (Map.Entry<String, BigDecimal[]> product : byProduct.entrySet()) {
                BigDecimal[] sums = product.getValue();
                invoiced = invoiced.add(sums[0]);
                earned = earned.add(sums[1]);
                parts.put(product.getKey(), part(sums[0], sums[1]));
            }
            return new ServiceRevenue(on, part(invoiced, earned), parts);
        }

        private Part part(BigDecimal invoiced, BigDecimal earned) {
            return new Part(Amounts.of(invoiced, currency), Amounts.of(earned, currency));
        }
    }

    /** Whether a document stands in the figures of {@code day}: it was sent by its end, and not withdrawn. */
    public static boolean counts(Invoice document, LocalDate day) {
        boolean sent = document.issuance()
                .map(issuance -> !issuance.issuedOn().isAfter(day))
                .orElse(false);
        boolean withdrawn = document.withdrawal()
                .map(withdrawal -> !withdrawal.withdrawnOn().isAfter(day))
                .orElse(false);
        return sent && !withdrawn;
    }
}
