package nl.termijn.samples.quickstart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.samples.quickstart.CsvTable.Columns;

/**
 * One row of {@code subscriptions.csv}, right in form; whether its content obeys the rules, the library says.
 *
 * @param line the line on which the row starts
 * @param customer the reference of a row of {@code customers.csv}
 * @param end first day not served
 * @param unitPrice per cycle, not rounded
 * @param pricing not given: the administration's
 * @param discountPeriods how many periods the discount lasts; not given: always
 * @param billedThrough first day not yet billed by the system taken over from
 */
record SubscriptionRow(
        int line,
        String reference,
        String customer,
        Optional<String> product,
        String description,
        int cycleMonths,
        Timing timing,
        Alignment alignment,
        LocalDate start,
        Optional<LocalDate> end,
        BigDecimal quantity,
        BigDecimal unitPrice,
        Optional<Pricing> pricing,
        VatKind vatKind,
        Optional<BigDecimal> setUpFee,
        int trialPeriods,
        Optional<BigDecimal> discountPercent,
        Optional<BigDecimal> discountAmount,
        Optional<Integer> discountPeriods,
        int leadDays,
        Optional<LocalDate> billedThrough) {

    static final String FILE = "subscriptions.csv";
    static final Columns COLUMNS = new Columns(
            List.of("reference", "customer", "description", "cycleMonths", "start", "unitPrice"),
            List.of(
                    "product",
                    "timing",
                    "alignment",
                    "end",
                    "quantity",
                    "pricing",
                    "vatKind",
                    "setUpFee",
                    "trialPeriods",
                    "discountPercent",
                    "discountAmount",
                    "discountPeriods",
                    "leadDays",
                    "billedThrough"));

    /** Whether a period is billed before it starts or after it ends. */
    enum Timing {
        ADVANCE,
        ARREARS
    }

    /** Whether periods count from the start, or from the first of the month after it. */
    enum Alignment {
        ANNIVERSARY,
        CALENDAR
    }

    static Optional<SubscriptionRow> read(Cells cells) {
        Optional<String> reference = cells.word("reference");
        Optional<String> customer = cells.word("customer");
        Optional<String> product = cells.word("product");
        Optional<String> description = cells.text("description");
        Optional<Integer> cycleMonths = cells.whole("cycleMonths", 1, Integer.MAX_VALUE);
        Timing timing = cells.choice("timing", Timing.class).orElse(Timing.ADVANCE);
        Alignment alignment = cells.choice("alignment", Alignment.class).orElse(Alignment.ANNIVERSARY);
        Optional<LocalDate> start = cells.date("start");
        Optional<LocalDate> end = cells.date("end");
        BigDecimal quantity = cells.decimal("quantity").orElse(BigDecimal.ONE);
        Optional<BigDecimal> unitPrice = cells.decimal("unitPrice");
        Optional<Pricing> pricing = cells.choice("pricing", Pricing.class);
        VatKind vatKind = cells.choice("vatKind", VatKind.class).orElse(VatKind.STANDARD);
        Optional<BigDecimal> setUpFee = cells.decimal("setUpFee");
        int trialPeriods = cells.whole("trialPeriods", 0, Integer.MAX_VALUE).orElse(0);
        Optional<BigDecimal> discountPercent = cells.percent("discountPercent");
        Optional<BigDecimal> discountAmount = cells.decimal("discountAmount");
        Optional<Integer> discountPeriods = cells.whole("discountPeriods", 1, Integer.MAX_VALUE);
        int leadDays = cells.whole("leadDays", 0, Integer.MAX_VALUE).orElse(0);
        Optional<LocalDate> billedThrough = cells.date("billedThrough");
        if (discountPercent.isPresent() && discountAmount.isPresent()) {
            cells.fault("discountAmount", "stands beside a discountPercent; give one of the two");
        }
        return cells.ifFaultless(() -> new SubscriptionRow(
                cells.line(),
                reference.orElseThrow(),
                customer.orElseThrow(),
                product,
                description.orElseThrow(),
                cycleMonths.orElseThrow(),
                timing,
                alignment,
                start.orElseThrow(),
                end,
                quantity,
                unitPrice.orElseThrow(),
                pricing,
                vatKind,
                setUpFee,
                trialPeriods,
                discountPercent,
                discountAmount,
                discountPeriods,
                leadDays,
                billedThrough));
    }
}
