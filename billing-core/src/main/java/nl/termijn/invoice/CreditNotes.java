package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Pricing;
import nl.termijn.error.BillingException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.Violation;
import nl.termijn.error.Violations;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;
import nl.termijn.period.DaySet;

/**
 * Makes the lines and totals of credit notes (section E). Nothing is ever credited above what is left of a line, and the
 * VAT is that of the original, cumulative, so that an invoice and its notes sum to zero in every VAT row.
 */
public final class CreditNotes {
    private final Corrections corrections;
    private final Invoice invoice;
    private final CurrencyUnit currency;
    private final Rounding rounding;
    private final BigDecimal[] left;
    /** Credited by this note, per line index, negative for a positive line. */
    private final TreeMap<Integer, InvoiceLine> lines = new TreeMap<>();

    private CreditNotes(Corrections corrections) {
        this.corrections = corrections;
        this.invoice = corrections.invoice();
        this.currency = invoice.currency();
        this.rounding = Rounding.of(currency);
        this.left = corrections.left();
    }

    /**
     * The lines of a credit note for {@code requests}.
     *
     * @throws NotAllowedException when the invoice cannot be credited, more is asked than is left, or the note would raise
     *     what the customer owes
     */
    public static List<InvoiceLine> lines(Corrections corrections, List<CreditRequest> requests) {
        corrections.mayCredit().orThrow(corrections.invoice().name());
        CreditNotes note = new CreditNotes(corrections);
        List<BillingException> refusals = new ArrayList<>();
        for (CreditRequest request : requests) {
            try {
                note.add(request);
            } catch (InvalidInputException | NotAllowedException e) {
                refusals.add(e);
            }
        }
        refuse(corrections.invoice(), refusals);
        note.refuseWhatIsNoCredit();
        return List.copyOf(note.lines.values());
    }

    /** All that is wrong with the requests at once: one refusal as it is, several in one message. */
    private static void refuse(Invoice invoice, List<BillingException> refusals) {
        if (refusals.size() == 1) {
            throw refusals.get(0);
        }
        String all = refusals.stream().map(BillingException::getMessage).collect(Collectors.joining(" | "));
        Optional<NotAllowedException> first = refusals.stream()
                .filter(NotAllowedException.class::isInstance)
                .map(NotAllowedException.class::cast)
                .findFirst();
        if (first.isPresent()) {
            throw new NotAllowedException(first.get().reason(), invoice.name(), all);
        }
        List<Violation> violations = refusals.stream()
                .flatMap(refusal -> ((InvalidInputException) refusal).violations().stream())
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidInputException("credit", violations);
        }
    }

    /**
     * The line that credits the days of line {@code number} that lie in {@code days} (rule E4), if anything of them is left. What a
     * change at once took back of these days counts as charged again, since an end credits the change's own lines with it.
     */
    public static Optional<InvoiceLine> unusedDays(Corrections corrections, int number, DateRange days) {
        CreditNotes note = new CreditNotes(corrections);
        InvoiceLine line = note.invoice.line(number);
        if (!(line.origin() instanceof LineOrigin.Service)) {
            return Optional.empty();
        }
        Optional<DateRange> unused = line.days().orElseThrow().intersection(days);
        BigDecimal credit = unused.map(corrections.balanceOf(number)::unusedIn).orElse(BigDecimal.ZERO);
        return credit.signum() == 0
                ? Optional.empty()
                : Optional.of(note.partLine(number, credit, unused, LineOrigin.Credit.Basis.EARLY_END));
    }

    /** The line that credits {@code amount} of line {@code number}, of which as much is left. */
    public static InvoiceLine amountOf(Corrections corrections, int number, BigDecimal amount) {
        CreditNotes note = new CreditNotes(corrections);
        note.refuseAbove(number, amount);
        return note.partLine(number, amount, corrections.invoice().line(number).days(), LineOrigin.Credit.Basis.AMOUNT);
    }

    /**
     * The credit lines {@code lines}, reduced from the first on until they come to {@code amount} together; {@code amount}
     * is negative and no larger than their sum. (What changes at once cost on newer invoices is taken off here, rule E4.)
     */
    public static List<InvoiceLine> reducedTo(List<InvoiceLine> lines, BigDecimal amount) {
        BigDecimal excess = amount;
        for (InvoiceLine line : lines) {
            excess = excess.subtract(Amounts.decimal(line.amount()));
        }
        List<InvoiceLine> reduced = new ArrayList<>(lines.size());
        for (InvoiceLine line : lines) {
            BigDecimal own = Amounts.decimal(line.amount());
            BigDecimal off = own.signum() < 0 ? excess.min(own.negate()) : BigDecimal.ZERO;
            excess = excess.subtract(off);
            BigDecimal left = own.add(off);
            if (left.signum() != 0) {
                reduced.add(
                        off.signum() == 0
                                ? line
                                : line.toBuilder()
                                        .unitPrice(Amounts.of(
                                                left.negate(), line.amount().getCurrency()))
                                        .amount(Amounts.of(left, line.amount().getCurrency()))
                                        .build());
            }
        }
        return reduced;
    }

    /**
     * The totals of a note with {@code lines} on the invoice of {@code corrections} (rules E2, E3). What the notes in
     * {@code corrections} credited counts as credited before.
     */
    public static InvoiceTotals totals(Corrections corrections, List<InvoiceLine> lines) {
        Invoice invoice = corrections.invoice();
        List<VatGroup> originals = VatGroup.of(invoice.lines(), invoice.currency());
        List<VatGroup> groups = VatGroup.of(lines, invoice.currency());
        BigDecimal[] nets = new BigDecimal[lines.size()];
        List<BigDecimal> vats = new ArrayList<>(groups.size());
        for (VatGroup group : groups) {
            InvoiceLine sample = lines.get(group.indexes().get(0));
            VatGroup original = originals.stream()
                    .filter(candidate -> candidate.holds(sample))
                    .findFirst()
                    .orElseThrow();
            vats.add(creditGroup(corrections, lines, group, original, nets));
        }
        return InvoiceTotals.of(lines, groups, vats, nets, invoice.currency());
    }

    /** VAT of one group of the note, negative; writes the nets of its lines. */
    private static BigDecimal creditGroup(
            Corrections corrections, List<InvoiceLine> lines, VatGroup group, VatGroup original, BigDecimal[] nets) {
        BigDecimal before = corrections.credits().stream()
                .filter(original::holds)
                .map(line -> Amounts.decimal(line.amount()).negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal vat =
                vatBefore(corrections, original, before).subtract(original.vatOfCredited(before.subtract(group.sum())));
        if (!completesMirror(corrections, lines, original)) {
            group.spreadNets(vat, nets);
            return vat;
        }
        // the mirror of what is left: nets as the notes before left them (rule E3)
        for (int index : group.indexes()) {
            nets[index] = netLeft(corrections, Corrections.creditedLine(lines.get(index)))
                    .negate();
        }
        return vat;
    }

    /**
     * The VAT that was credited of {@code original} before, {@code credited} in its pricing. It stands on the notes, also
     * when one between them was withdrawn since; only for lines on run invoices, whose VAT is that of a row with other
     * lines, it is reckoned.
     */
    private static BigDecimal vatBefore(Corrections corrections, VatGroup original, BigDecimal credited) {
        BigDecimal vat = BigDecimal.ZERO;
        BigDecimal elsewhere = credited;
        for (Invoice note : corrections.notes()) {
            if (!note.lines().isEmpty() && note.lines().stream().allMatch(corrections::creditsThis)) {
                vat = vat.subtract(vatOf(note, original));
                for (InvoiceLine line : note.lines()) {
                    elsewhere = original.holds(line) ? elsewhere.add(Amounts.decimal(line.amount())) : elsewhere;
                }
            }
        }
        return vat.add(original.vatOfCredited(elsewhere));
    }

    /** The VAT of the lines of {@code note} that are of {@code group}'s category, rate and pricing. */
    private static BigDecimal vatOf(Invoice note, VatGroup group) {
        BigDecimal row = BigDecimal.ZERO;
        for (VatRow candidate : note.totals().rows()) {
            row = group.isOfRow(candidate.category(), candidate.rate()) ? Amounts.decimal(candidate.vat()) : row;
        }
        BigDecimal inGross = BigDecimal.ZERO;
        for (int i = 0; i < note.lines().size(); i++) {
            InvoiceLine line = note.lines().get(i);
            if (line.pricing() == Pricing.GROSS
                    && group.isOfRow(line.vat().category(), line.vat().rate())) {
                inGross = inGross.add(Amounts.decimal(line.amount()))
                        .subtract(Amounts.decimal(note.totals().lineNets().get(i)));
            }
        }
        return group.pricing() == Pricing.GROSS ? inGross : row.subtract(inGross);
    }

    /**
     * Whether the note completes the mirror of a gross-priced group: every line that has something left is credited by it
     * in full. (Net-priced nets mirror by themselves; lines that were credited on a run invoice took their VAT there, and
     * leave no mirror to complete.)
     */
    private static boolean completesMirror(Corrections corrections, List<InvoiceLine> lines, VatGroup original) {
        if (original.pricing() == Pricing.NET || !corrections.creditedByNotesOnly() || corrections.isTakenBack()) {
            return false;
        }
        BigDecimal[] left = corrections.left();
        Set<Integer> credited = new HashSet<>();
        for (InvoiceLine line : lines) {
            int index = Corrections.creditedLine(line) - 1;
            credited.add(index);
            left[index] = left[index].add(Amounts.decimal(line.amount()));
        }
        return original.indexes().stream()
                .allMatch(index -> left[index].signum() == 0
                        && (credited.contains(index)
                                || netLeft(corrections, index + 1).signum() == 0));
    }

    private static BigDecimal netLeft(Corrections corrections, int number) {
        BigDecimal net =
                Amounts.decimal(corrections.invoice().totals().lineNets().get(number - 1));
        for (Invoice note : corrections.notes()) {
            for (int i = 0; i < note.lines().size(); i++) {
                InvoiceLine line = note.lines().get(i);
                if (corrections.creditsThis(line) && Corrections.creditedLine(line) == number) {
                    net = net.add(Amounts.decimal(note.totals().lineNets().get(i)));
                }
            }
        }
        return net;
    }

    private void add(CreditRequest request) {
        if (request instanceof CreditRequest.Whole) {
            // what a change took back is charged again only where what it charged is credited: that first
            for (int number = 1; number <= left.length; number++) {
                if (!takesBack(number)) {
                    creditWhole(number);
                }
            }
            for (int number = 1; number <= left.length; number++) {
                if (takesBack(number)) {
                    creditWhole(number);
                }
            }
            mirrorZeroLines();
        } else if (request instanceof CreditRequest.Amount asked) {
            creditAmount(positive(asked.amount()));
        } else if (request instanceof CreditRequest.WholeLine asked) {
            refuseNothingLeft(asked.line());
            refuseCharged(asked.line());
            creditWhole(asked.line());
        } else if (request instanceof CreditRequest.LineAmount asked) {
            refuseCharged(asked.line());
            creditPart(asked.line(), positive(asked.amount()), Optional.empty(), LineOrigin.Credit.Basis.AMOUNT);
        } else if (request instanceof CreditRequest.LineQuantity asked) {
            creditQuantity(asked);
        } else if (request instanceof CreditRequest.LinePeriods asked) {
            creditPeriods(asked);
        } else if (request instanceof CreditRequest.LineDays asked) {
            creditDays(asked);
        }
    }

    private BigDecimal positive(MonetaryAmount amount) {
        return Rounding.payable("credit", amount, currency, "a credit is given as positive");
    }

    private boolean takesBack(int number) {
        return invoice.line(number).origin() instanceof LineOrigin.Service service && service.takesBack();
    }

    private void creditWhole(int number) {
        InvoiceLine line = invoice.line(number);
        LineBalance balance = balance(number);
        DaySet days = balance.daysLeft();
        BigDecimal amount = left[number - 1];
        if (takesBack(number)) {
            days = withinFree(number, days);
            BigDecimal free = days.isEmpty() ? BigDecimal.ZERO : amountOf(balance, days);
            amount = amount.max(free);
        }
        if (amount.signum() == 0) {
            return;
        }
        boolean untouched = amount.compareTo(Amounts.decimal(line.amount())) == 0;
        put(
                number,
                untouched
                        ? mirror(number, line)
                        : partLine(
                                number,
                                amount,
                                line.origin() instanceof LineOrigin.Service ? days.hull() : line.days(),
                                LineOrigin.Credit.Basis.WHOLE));
    }

    private static BigDecimal amountOf(LineBalance balance, DaySet days) {
        return days.ranges().stream().map(balance::amountOf).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The days of {@code days} that nothing charges since a change took them back. */
    private DaySet withinFree(int number, DaySet days) {
        DaySet free = corrections.chargedByNothing(number, lines.values());
        return days.without(days.without(free));
    }

    /** What is left of a line after what this note credits of it. */
    private LineBalance balance(int number) {
        return corrections.balanceOf(number, lines.values());
    }

    /** Lines of zero are part of the mirror too, once: a VAT row may have nothing else (rule E3). */
    private void mirrorZeroLines() {
        Set<Integer> credited = new HashSet<>();
        corrections.credits().forEach(credit -> credited.add(Corrections.creditedLine(credit)));
        for (int number = 1; number <= left.length; number++) {
            InvoiceLine line = invoice.line(number);
            if (Amounts.decimal(line.amount()).signum() == 0 && credited.add(number)) {
                put(number, mirror(number, line));
            }
        }
    }

    private InvoiceLine mirror(int number, InvoiceLine line) {
        return line.toBuilder()
                .origin(origin(number, LineOrigin.Credit.Basis.WHOLE))
                .pendingLine(Optional.empty())
                .quantity(line.quantity().negate())
                .discount(Amounts.negate(line.discount()))
                .amount(Amounts.negate(line.amount()))
                .build();
    }

    private void creditAmount(BigDecimal amount) {
        BigDecimal leftInAll = BigDecimal.ZERO;
        for (BigDecimal line : left) {
            leftInAll = leftInAll.add(line);
        }
        if (amount.compareTo(leftInAll) > 0) {
            throw exceeds(invoice.name(), amount, leftInAll);
        }
        BigDecimal rest = amount;
        for (int number = 1; number <= left.length && rest.signum() > 0; number++) {
            BigDecimal part = rest.min(left[number - 1]);
            if (part.signum() > 0) {
                creditPart(number, part, Optional.empty(), LineOrigin.Credit.Basis.AMOUNT);
                rest = rest.subtract(part);
            }
        }
    }

    private void creditQuantity(CreditRequest.LineQuantity asked) {
        InvoiceLine line = invoice.line(asked.line());
        BigDecimal whole = line.quantity().abs();
        LineBalance balance = balance(asked.line());
        BigDecimal before = balance.quantityCredited();
        Violations.of("credit")
                .check(
                        asked.quantity().signum() > 0
                                && before.add(asked.quantity()).compareTo(whole) <= 0,
                        "quantity",
                        asked.quantity(),
                        "must be more than 0 and at most the " + whole.subtract(before) + " left of the line",
                        "credit less")
                .throwIfAny();
        // days given back lower what a unit comes to
        BigDecimal all = balance.quantityAmount();
        BigDecimal amount = share(all, before.add(asked.quantity()), whole).subtract(share(all, before, whole));
        refuseCharged(asked.line());
        refuseAbove(asked.line(), amount);
        BigDecimal quantity = line.quantity().signum() < 0
                ? asked.quantity()
                : asked.quantity().negate();
        BigDecimal after = before.add(asked.quantity());
        boolean isAsPriced = all.compareTo(Amounts.decimal(line.amount())) == 0;
        BigDecimal listed = Amounts.decimal(line.discount());
        BigDecimal discount = share(listed, after, whole).subtract(share(listed, before, whole));
        put(
                asked.line(),
                line.toBuilder()
                        .origin(origin(asked.line(), LineOrigin.Credit.Basis.QUANTITY))
                        .pendingLine(Optional.empty())
                        .quantity(quantity)
                        .discount(Amounts.of(
                                isAsPriced
                                        ? discount.negate()
                                        : priceOf(line, quantity).add(amount),
                                currency))
                        .amount(Amounts.of(amount.negate(), currency))
                        .build());
    }

    private BigDecimal priceOf(InvoiceLine line, BigDecimal quantity) {
        return rounding.round(
                quantity.multiply(Amounts.decimal(line.unitPrice())).multiply(BigDecimal.valueOf(line.periods())));
    }

    private BigDecimal share(BigDecimal amount, BigDecimal part, BigDecimal whole) {
        return rounding.divide(amount.multiply(part), whole);
    }

    private void creditPeriods(CreditRequest.LinePeriods asked) {
        InvoiceLine line = invoice.line(asked.line());
        List<DateRange> left = periodsLeft(asked.line());
        boolean holds = asked.periods() >= 1 && asked.periods() <= left.size();
        Violations.of("credit")
                .check(
                        holds && line.origin() instanceof LineOrigin.Service,
                        "periods",
                        asked.periods(),
                        "must be 1 to the " + left.size() + " periods of a subscription's line that have a day left",
                        "credit an amount instead")
                .throwIfAny();
        refuseCharged(asked.line());
        DaySet days = balance(asked.line())
                .daysLeft()
                .startingAt(left.get(left.size() - asked.periods()).from());
        DateRange range = days.hull().orElseThrow();
        BigDecimal amount = days.ranges().size() == 1
                ? balance(asked.line()).amountOf(range)
                : balance(asked.line()).givenBackWith(range);
        creditPart(asked.line(), amount, Optional.of(range), LineOrigin.Credit.Basis.PERIODS);
    }

    /** The periods of a line that have a day left. */
    private List<DateRange> periodsLeft(int number) {
        InvoiceLine line = invoice.line(number);
        List<DateRange> left = new ArrayList<>();
        if (line.origin() instanceof LineOrigin.Service service) {
            DaySet days = balance(number).daysLeft();
            for (int i = 0; i < service.periods(); i++) {
                DateRange period = service.periods() == 1 ? line.days().orElseThrow() : service.period(i);
                if (days.overlaps(period)) {
                    left.add(period);
                }
            }
        }
        return left;
    }

    private void creditDays(CreditRequest.LineDays asked) {
        InvoiceLine line = invoice.line(asked.line());
        DateRange days = asked.days();
        boolean within = line.days()
                .map(own -> own.intersection(days).equals(Optional.of(days)))
                .orElse(false);
        Violations.of("credit")
                .check(
                        within && line.origin() instanceof LineOrigin.Service,
                        "days",
                        days,
                        "must lie within the days of a subscription's line",
                        "credit an amount instead")
                .throwIfAny();
        DaySet left = balance(asked.line()).daysLeft();
        Violations.of("credit")
                .check(
                        left.within(days).days() == days.days(),
                        "days",
                        days,
                        "must name no day that was given back: " + left + " are left of line " + asked.line(),
                        "name days among those")
                .throwIfAny();
        refuseCharged(asked.line());
        creditPart(asked.line(), balance(asked.line()).amountOf(days), Optional.of(days), LineOrigin.Credit.Basis.DAYS);
    }

    /** A line by which a change took days back is credited, and so charges them again, only when nothing else charges them. */
    private void refuseCharged(int number) {
        if (takesBack(number)) {
            DaySet days = DaySet.of(invoice.line(number).days().orElseThrow());
            if (withinFree(number, days).days() < days.days()) {
                throw new NotAllowedException(
                        Reason.RAISES_WHAT_IS_OWED,
                        "line " + number + " of " + invoice.name(),
                        "A credit of line " + number + " of " + invoice.name()
                                + " is refused: the change that took these days back charges them anew, so they would be"
                                + " charged twice; credit what it charged first, or the whole invoice.");
            }
        }
    }

    private void creditPart(int number, BigDecimal amount, Optional<DateRange> days, LineOrigin.Credit.Basis basis) {
        refuseAbove(number, amount);
        put(number, partLine(number, amount, days, basis));
    }

    /** A line that credits {@code amount}, which has the sign of the line. */
    private InvoiceLine partLine(
            int number, BigDecimal amount, Optional<DateRange> days, LineOrigin.Credit.Basis basis) {
        InvoiceLine line = invoice.line(number);
        return line.toBuilder()
                .origin(origin(number, basis))
                .pendingLine(Optional.empty())
                .days(days)
                .quantity(BigDecimal.ONE.negate())
                .periods(1)
                .unitPrice(Amounts.of(amount, currency))
                .discountRule(Optional.empty())
                .discount(Amounts.zero(currency))
                .amount(Amounts.of(amount.negate(), currency))
                .build();
    }

    private LineOrigin.Credit origin(int number, LineOrigin.Credit.Basis basis) {
        return new LineOrigin.Credit(
                new LineReference(invoice.id(), number),
                invoice.line(number).origin().subscriptionReference(),
                basis);
    }

    private void put(int number, InvoiceLine line) {
        Violations.of("credit")
                .check(
                        lines.putIfAbsent(number, line) == null,
                        "line",
                        number,
                        "must be credited once in a note",
                        "add the amounts up")
                .throwIfAny();
        left[number - 1] = left[number - 1].add(Amounts.decimal(line.amount()));
    }

    private void refuseNothingLeft(int number) {
        invoice.line(number);
        if (left[number - 1].signum() == 0) {
            throw exceeds("line " + number + " of " + invoice.name(), left[number - 1], left[number - 1]);
        }
    }

    private void refuseAbove(int number, BigDecimal amount) {
        invoice.line(number);
        BigDecimal most = left[number - 1];
        boolean within = amount.signum() == 0
                || (amount.signum() == most.signum() && amount.abs().compareTo(most.abs()) <= 0);
        if (!within) {
            throw exceeds("line " + number + " of " + invoice.name(), amount, most);
        }
    }

    private static NotAllowedException exceeds(String subject, BigDecimal amount, BigDecimal left) {
        return new NotAllowedException(
                left.signum() == 0 ? Reason.NOTHING_LEFT : Reason.EXCEEDS_WHAT_IS_LEFT,
                subject,
                "A credit of " + amount + " on " + subject + " is refused: " + left
                        + " is left of it (rule: credits never exceed the line); credit at most that.");
    }

    private void refuseWhatIsNoCredit() {
        // with VAT, because lines of both pricings may be on it
        BigDecimal sum =
                Amounts.decimal(totals(corrections, List.copyOf(lines.values())).gross());
        if (sum.signum() > 0) {
            throw new NotAllowedException(
                    Reason.RAISES_WHAT_IS_OWED,
                    invoice.name(),
                    "A credit note on " + invoice.name() + " that adds " + sum
                            + " is refused: it would raise what the customer owes; make a manual invoice instead.");
        }
        if (sum.signum() == 0) {
            throw new NotAllowedException(
                    Reason.NOTHING_LEFT,
                    invoice.name(),
                    "A credit note of zero on " + invoice.name() + " is refused: nothing of it is left to credit.");
        }
    }
}
