package nl.termijn.testkit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineOrigin.Credit.Basis;
import nl.termijn.invoice.LineOrigin.Service.Cause;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.money.Amounts;
import nl.termijn.period.Cycle;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatTreatment;

/**
 * Of one customer: which line charges which day of which subscription, what gave it back, and what is left of each line.
 * It reads documents and waiting lines as data and knows the rules from the page; it asks nothing of the engine.
 */
final class DayLedger {
    private static final VatTreatment UNKNOWN =
            new VatTreatment(VatCategory.O, BigDecimal.ZERO, "NL", VatReason.DOMESTIC_EXEMPT);

    private final Map<LineReference, Line> byReference = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<SubscriptionReference, List<Line>> ofSubscription = new HashMap<>();

    /** A line that counts, on a document or waiting. */
    static final class Line {
        private final Optional<Invoice> document;
        private final Optional<PendingLine> waiting;
        private final int number;
        private final InvoiceLine line;
        private final List<Line> credits = new ArrayList<>();
        private final List<Line> takenBackBy = new ArrayList<>();
        private Optional<Line> takesBackOf = Optional.empty();

        private Line(Invoice document, int number) {
            this.document = Optional.of(document);
            this.waiting = Optional.empty();
            this.number = number;
            this.line = document.lines().get(number - 1);
        }

        private Line(PendingLine waiting) {
            this.document = Optional.empty();
            this.waiting = Optional.of(waiting);
            this.number = 0;
            this.line = waiting.toInvoiceLine(waiting.fixedVat().orElse(UNKNOWN));
        }

        InvoiceLine data() {
            return line;
        }

        Optional<Invoice> document() {
            return document;
        }

        List<Line> credits() {
            return credits;
        }

        /** The lines of changes at once that took days of it back. */
        List<Line> takenBackBy() {
            return takenBackBy;
        }

        Optional<Line> takesBackOf() {
            return takesBackOf;
        }

        Optional<VatTreatment> vat() {
            return waiting.isPresent() ? waiting.get().fixedVat() : Optional.of(line.vat());
        }

        boolean isSent() {
            return document.filter(each -> each.status() == InvoiceStatus.SENT).isPresent();
        }

        Optional<LineOrigin.Service> service() {
            return line.origin() instanceof LineOrigin.Service service ? Optional.of(service) : Optional.empty();
        }

        /** Whether it charges days: as due, or anew by a change. */
        boolean charges() {
            return service()
                    .filter(each -> each.cause() != Cause.CHANGE_TAKES_BACK)
                    .isPresent();
        }

        boolean takesBack() {
            return service()
                    .filter(each -> each.cause() == Cause.CHANGE_TAKES_BACK)
                    .isPresent();
        }

        Optional<Basis> basis() {
            return line.origin() instanceof LineOrigin.Credit credit ? Optional.of(credit.basis()) : Optional.empty();
        }

        DateRange days() {
            return line.days().orElseThrow();
        }

        BigDecimal amount() {
            return Amounts.decimal(line.amount());
        }

        /** It less its credits. */
        BigDecimal notCredited() {
            BigDecimal left = amount();
            for (Line credit : credits) {
                left = left.add(credit.amount());
            }
            return left;
        }

        /** What is left of it (rule E1): less its credits, less what changes took back and nothing charged again. */
        BigDecimal left() {
            BigDecimal left = notCredited();
            for (Line back : takenBackBy) {
                left = left.add(back.left());
            }
            return left;
        }

        /**
         * What is left of it when an early end counted days that changes took back as charged again (rule E4), and set what that
         * comes to off against this line and not against theirs: of such a change only the days before the end count.
         */
        BigDecimal leftAtEnd() {
            Optional<LocalDate> end = credits.stream()
                    .filter(credit -> credit.basis().equals(Optional.of(Basis.EARLY_END)))
                    .map(credit -> credit.days().from())
                    .min(Comparator.naturalOrder());
            if (end.isEmpty()) {
                return left();
            }
            BigDecimal left = left();
            for (Line back : takenBackBy) {
                int days = back.takes().countIn(back.days().from(), back.days().to());
                int after = end.get().isBefore(back.days().to())
                        ? back.takes()
                                .countIn(
                                        end.get().isAfter(back.days().from())
                                                ? end.get()
                                                : back.days().from(),
                                        back.days().to())
                        : 0;
                if (!back.has(Basis.EARLY_END) && days > 0) {
                    left = left.subtract(back.left().multiply(fraction(after, days)));
                }
            }
            return left;
        }

        /** The days of it that credits gave back. */
        Days credited() {
            Days gone = new Days();
            for (Line credit : credits) {
                switch (credit.basis().orElseThrow()) {
                    case WHOLE -> line.days().ifPresent(gone::add);
                    case DAYS, PERIODS, EARLY_END ->
                        credit.line
                                .days()
                                .flatMap(range -> range.intersection(days()))
                                .ifPresent(gone::add);
                    default -> {
                        // of a quantity or an amount no day is given back
                    }
                }
            }
            return gone;
        }

        /** The days that it takes back still: those of it that were not credited, and so charged again. */
        Days takes() {
            Days days = Days.of(days());
            days.remove(credited());
            return days;
        }

        /** The days that it charges still. */
        Days charged() {
            Days days = Days.of(days());
            days.remove(credited());
            takenBackBy.forEach(back -> days.remove(back.takes()));
            return days;
        }

        /** The days that changes took back and a credit of their lines charges again, at the terms that it had. */
        Days chargedAgain() {
            Days days = new Days();
            takenBackBy.forEach(back -> days.add(back.credited()));
            return days;
        }

        /** Whether the order of two acts decides what is left, which no document tells: then only the bounds are checked. */
        boolean dependsOnOrder() {
            boolean whole = has(Basis.WHOLE);
            return takenBackBy.stream()
                    .anyMatch(back ->
                            !back.credits.isEmpty() && (whole || back.has(Basis.AMOUNT) || back.has(Basis.QUANTITY)));
        }

        boolean has(Basis basis) {
            return credits.stream().anyMatch(credit -> credit.basis().equals(Optional.of(basis)));
        }

        private BigDecimal credited(Basis basis, boolean quantity) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Line credit : credits) {
                if (credit.basis().equals(Optional.of(basis))) {
                    sum = sum.add(
                            quantity
                                    ? credit.line.quantity().abs()
                                    : credit.amount().abs());
                }
            }
            return sum;
        }

        /**
         * What must be left of it by rules E1 and E4: its amount, spread evenly over its periods and in each over its days, for
         * the quantity and the days that nobody gave back, less amounts that were credited, and never beyond zero.
         *
         * @param through no day from this one on is charged
         */
        BigDecimal mustBeLeft(LocalDate through) {
            Days kept = charged();
            BigDecimal share = BigDecimal.ZERO;
            BigDecimal periods = BigDecimal.valueOf(line.periods());
            for (DateRange period : periods()) {
                LocalDate to = period.to().isBefore(through) ? period.to() : through;
                int days = to.isAfter(period.from()) ? kept.countIn(period.from(), to) : 0;
                boolean chargedOn = days().to().isBefore(period.to())
                        && kept.contains(days().to().minusDays(1))
                        && !through.isBefore(days().to());
                days += chargedOn ? (int) ChronoUnit.DAYS.between(days().to(), period.to()) : 0;
                share = share.add(fraction(days, period.days()).divide(periods, MathContext.DECIMAL128));
            }
            BigDecimal quantity = line.quantity().abs();
            BigDecimal units =
                    quantity.subtract(credited(Basis.QUANTITY, true)).divide(quantity, MathContext.DECIMAL128);
            BigDecimal left = amount().abs()
                    .multiply(share)
                    .multiply(units)
                    .subtract(credited(Basis.AMOUNT, false))
                    .max(BigDecimal.ZERO);
            return amount().signum() < 0 ? left.negate() : left;
        }

        private List<DateRange> periods() {
            if (line.periods() == 1) {
                // a last period that is charged whole: a change splits what is charged, not the days served
                LocalDate to = takenBackBy.isEmpty()
                        ? days().to()
                        : service().orElseThrow().chargedTo();
                return List.of(DateRange.of(days().from(), to));
            }
            Cycle cycle = service().orElseThrow().cycle();
            long first = service().orElseThrow().index();
            List<DateRange> periods = new ArrayList<>();
            for (long i = first; i < first + line.periods(); i++) {
                periods.add(DateRange.of(
                        cycle.anchor().plusMonths(i * cycle.months()),
                        cycle.anchor().plusMonths((i + 1) * cycle.months())));
            }
            return periods;
        }

        /** How many roundings are in what is left of it. */
        int roundings() {
            return 1
                    + credits.size()
                    + takenBackBy.size()
                    + takenBackBy.stream().mapToInt(back -> back.credits.size()).sum();
        }

        /**
         * What it must cost by rules C2 to C4, whoever set its price; nothing where it is no due or charged line.
         *
         * @param chargedTo the day to which its period is charged, where it is a part of one
         */
        BigDecimal mustCost(PlainCalendar.Period period, LocalDate chargedTo) {
            BigDecimal price = Amounts.decimal(line.unitPrice());
            BigDecimal each = line.quantity().multiply(price);
            boolean whole = line.periods() > 1
                    || (days().from().equals(period.fullFrom()) && chargedTo.equals(period.fullTo()));
            BigDecimal periods = BigDecimal.valueOf(line.periods());
            BigDecimal charge = whole ? cents(each.multiply(periods)) : part(each, period, days().from(), chargedTo);
            BigDecimal discount = line.discountRule()
                    .map(rule -> switch (rule.kind()) {
                        case PERCENT -> cents(charge.multiply(rule.value()).divide(BigDecimal.valueOf(100)));
                        case AMOUNT_PER_PERIOD ->
                            charge.min(
                                    whole
                                            ? cents(rule.value().multiply(periods))
                                            : part(rule.value(), period, days().from(), chargedTo));
                    })
                    .orElse(BigDecimal.ZERO);
            return charge.subtract(discount);
        }

        private BigDecimal part(BigDecimal whole, PlainCalendar.Period period, LocalDate x, LocalDate y) {
            long u = ChronoUnit.DAYS.between(period.fullFrom(), x);
            long v = ChronoUnit.DAYS.between(period.fullFrom(), y);
            return cents(whole.multiply(BigDecimal.valueOf(v)), period.length())
                    .subtract(cents(whole.multiply(BigDecimal.valueOf(u)), period.length()));
        }

        private BigDecimal cents(BigDecimal exact) {
            return exact.setScale(digits(), RoundingMode.HALF_UP);
        }

        private BigDecimal cents(BigDecimal part, long of) {
            return part.divide(BigDecimal.valueOf(of), digits(), RoundingMode.HALF_UP);
        }

        int digits() {
            return line.amount().getCurrency().getDefaultFractionDigits();
        }

        private static BigDecimal fraction(long part, long of) {
            return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(of), MathContext.DECIMAL128);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(document.map(each -> "line " + number + " of " + each.name())
                    .orElseGet(() -> "waiting line " + waiting.orElseThrow().reference()));
            text.append(" (").append(line.days().map(days -> days + " ").orElse(""));
            text.append(amount()).append(", ").append(cause());
            for (Line credit : credits) {
                text.append(", credited ").append(credit.cause()).append(' ').append(credit.amount());
                credit.line.days().ifPresent(days -> text.append(' ').append(days));
            }
            for (Line back : takenBackBy) {
                text.append(", taken back ").append(back.amount()).append(' ').append(back.days());
                if (!back.credits.isEmpty()) {
                    text.append(" of which is left ").append(back.left());
                }
            }
            return text.append(')').toString();
        }

        private String cause() {
            return service()
                    .map(each -> each.cause().name())
                    .or(() -> basis().map(Basis::name))
                    .orElse(line.origin().getClass().getSimpleName());
        }
    }

    private DayLedger() {}

    static DayLedger of(Books.Account account) {
        DayLedger ledger = new DayLedger();
        for (Invoice document : account.documents()) {
            if (document.status() != InvoiceStatus.WITHDRAWN) {
                for (int number = 1; number <= document.lines().size(); number++) {
                    Line line = new Line(document, number);
                    ledger.byReference.put(new LineReference(document.id(), number), line);
                    ledger.add(line);
                }
            }
        }
        account.waiting().forEach(waiting -> ledger.add(new Line(waiting)));
        ledger.joinCredits();
        account.subscriptions().forEach(ledger::joinChanges);
        return ledger;
    }

    private void add(Line line) {
        lines.add(line);
        line.service()
                .ifPresent(service -> ofSubscription
                        .computeIfAbsent(service.subscription(), any -> new ArrayList<>())
                        .add(line));
    }

    private void joinCredits() {
        for (Line line : lines) {
            if (line.line.origin() instanceof LineOrigin.Credit credit) {
                Optional.ofNullable(byReference.get(credit.line())).ifPresent(of -> of.credits.add(line));
            }
        }
    }

    /** Change by change: what one takes back is of the line that charged those days by the change that it names. */
    private void joinChanges(Subscription subscription) {
        List<Line> own = ofSubscription.getOrDefault(subscription.reference(), List.of());
        List<Line> byChange = new ArrayList<>(own);
        byChange.sort(
                Comparator.comparingInt(line -> line.service().orElseThrow().change()));
        for (Line back : byChange) {
            if (back.takesBack()) {
                int change = back.service().orElseThrow().change();
                Optional<Line> source = byChange.stream()
                        .filter(line -> line.charges()
                                && line.service().orElseThrow().change() < change
                                && line.days().contains(back.days().from()))
                        .max(Comparator.comparing((Line line) ->
                                        line.service().orElseThrow().change()
                                                == back.service().orElseThrow().takenFrom())
                                .thenComparing(line -> sameTerms(line, back))
                                .thenComparing(
                                        line -> line.service().orElseThrow().change()));
                source.ifPresent(line -> {
                    line.takenBackBy.add(back);
                    back.takesBackOf = Optional.of(line);
                });
            }
        }
    }

    private static boolean sameTerms(Line line, Line back) {
        return line.line.unitPrice().equals(back.line.unitPrice())
                && line.line.quantity().negate().compareTo(back.line.quantity()) == 0
                && line.line.productCode().equals(back.line.productCode())
                && line.line.description().equals(back.line.description());
    }

    /** All lines that count. */
    List<Line> lines() {
        return lines;
    }

    /** The lines of days of a subscription. */
    List<Line> of(Subscription subscription) {
        return ofSubscription.getOrDefault(subscription.reference(), List.of());
    }

    Optional<Line> find(LineReference reference) {
        return Optional.ofNullable(byReference.get(reference));
    }
}
