package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.termijn.Billing;
import nl.termijn.administration.Administration;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Setting;
import nl.termijn.administration.SettingLevel;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.LineReference;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;
import nl.termijn.period.DateRange;
import nl.termijn.receivable.Balance;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * The laws of billing, as checks on whatever is stored: run them on your own store after any history. Each fails with an
 * {@link AssertionError} that names the law and what breaks it.
 */
public final class BillingLaws {
    private BillingLaws() {}

    /** Checks every law. */
    public static void check(Billing billing) {
        Books books = Books.of(billing);
        noDayIsChargedTwice(books);
        noServedDayIsLeftOut(books);
        noDayIsGivenBackTwice(books);
        whatIsTakenBackWasCharged(books);
        noLineIsBelowZero(books);
        whatIsLeftIsWhatTheDaysSay(books);
        linesCostWhatTheirDaysCost(books);
        daysAreChargedAtTheTermsInForce(books);
        correctionsAreLikeWhatTheyCorrect(books);
        totalsAddUp(books);
        creditsHaveTheVatOfTheirInvoice(books);
        customersOweWhatTheirLinesSay(books, billing);
        atMostTwelveRunInvoicesAYear(billing);
        numbersHaveNoGapAndTheChainHolds(billing);
        theLogGivesTheSameBalances(billing);
        accountsBalance(billing);
        paperIsChargedOnceAndNeverAlone(billing);
        addOnsFollowTheirParents(billing);
    }

    /** An add-on is its parent's customer's, and has an end when its parent has: that day, or later where it was paid up. */
    public static void addOnsFollowTheirParents(Billing billing) {
        for (Customer customer : Books.customers(billing)) {
            for (Subscription addOn : billing.subscriptions().ofCustomer(customer.reference())) {
                addOn.parent().ifPresent(reference -> {
                    Subscription parent =
                            billing.subscriptions().find(reference).orElseThrow();
                    assertThat(parent.customer())
                            .as("who pays the parent of %s", addOn.reference())
                            .isEqualTo(addOn.customer());
                    assertThat(addOn.end().isPresent() || parent.end().isEmpty())
                            .as("%s has an end when its parent has", addOn.reference())
                            .isTrue();
                });
            }
        }
    }

    /** An invoice has at most one fee for paper, beside something that is charged; a credit note has none. */
    public static void paperIsChargedOnceAndNeverAlone(Billing billing) {
        for (Customer customer : Books.customers(billing)) {
            for (Invoice document : billing.invoices().ofCustomer(customer.reference())) {
                long fees = document.lines().stream()
                        .filter(line -> line.origin() instanceof LineOrigin.PaperFee)
                        .count();
                assertThat(fees)
                        .as("fees for paper on %s", document.name())
                        .isLessThanOrEqualTo(document.kind() == InvoiceKind.INVOICE ? 1 : 0)
                        .isLessThan(document.lines().size());
            }
        }
    }

    /**
     * No day of a subscription is charged twice: due days are on one line only, and what a change charges anew was taken back
     * before (rules B2 and C6).
     */
    public static void noDayIsChargedTwice(Billing billing) {
        noDayIsChargedTwice(Books.of(billing));
    }

    private static void noDayIsChargedTwice(Books books) {
        forEachSubscription(books, (account, ledger, subscription) -> {
            Days due = new Days();
            for (DateRange range : dueDays(account, subscription)) {
                Days again = due.and(Days.of(range));
                assertThat(again.isEmpty())
                        .as("days of %s are due once; twice are %s", subscription.reference(), again)
                        .isTrue();
                due.add(range);
            }
            if (books.happened(account, Books.ByHand.GIVEN_UP)) {
                return; // one of two lines of a change may be gone
            }
            Days charged = new Days();
            for (DayLedger.Line line : ledger.of(subscription)) {
                if (line.charges() && !line.dependsOnOrder()) {
                    Days again = charged.and(line.charged());
                    assertThat(again.isEmpty())
                            .as(
                                    "days of %s are charged once; twice are %s: %s",
                                    subscription.reference(), again, ledger.of(subscription))
                            .isTrue();
                    charged.add(line.charged());
                }
            }
        });
    }

    /** Where a line bills due days of {@code subscription}: on a document, or waiting after it was moved off a draft. */
    private static List<DateRange> dueDays(Books.Account account, Subscription subscription) {
        List<DateRange> days = new ArrayList<>();
        Optional<SubscriptionReference> own = Optional.of(subscription.reference());
        for (Invoice document : account.documents()) {
            if (Books.billsDays(document)) {
                document.lines().stream()
                        .filter(line -> line.origin().dueSubscription().equals(own))
                        .forEach(line -> days.add(line.days().orElseThrow()));
            }
        }
        account.waiting().stream()
                .filter(line -> line.origin().dueSubscription().equals(own))
                .forEach(line -> days.add(line.days().orElseThrow()));
        return days;
    }

    /**
     * No day is left out from where the billing of a subscription began up to the day through which it is billed (rule B2), but
     * for those that the log says were given up on purpose or set off to a total of zero.
     */
    public static void noServedDayIsLeftOut(Billing billing) {
        noServedDayIsLeftOut(Books.of(billing));
    }

    private static void noServedDayIsLeftOut(Books books) {
        forEachSubscription(books, (account, ledger, subscription) -> {
            LocalDate through = subscription.billedThrough();
            Days billed = books.givenUp(subscription);
            dueDays(account, subscription).forEach(billed::add);
            PlainCalendar calendar = PlainCalendar.of(subscription, through);
            for (LocalDate day = books.began(subscription); day.isBefore(through); day = day.plusDays(1)) {
                assertThat(billed.contains(day) || !calendar.isCharged(day))
                        .as(
                                "%s of %s, billed through %s, is billed: %s",
                                day, subscription.reference(), through, billed)
                        .isTrue();
            }
        });
    }

    /** No day of a line is given back twice, by whichever acts: credits of days and changes at once (rules C6 and E1). */
    public static void noDayIsGivenBackTwice(Billing billing) {
        noDayIsGivenBackTwice(Books.of(billing));
    }

    private static void noDayIsGivenBackTwice(Books books) {
        forEachSubscription(books, (account, ledger, subscription) -> {
            if (books.happened(account, Books.ByHand.GIVEN_UP)) {
                return; // what a change takes back may be of a line that is gone
            }
            for (DayLedger.Line line : ledger.of(subscription)) {
                Days gone = new Days();
                for (DayLedger.Line credit : line.credits()) {
                    if (credit.basis().equals(Optional.of(LineOrigin.Credit.Basis.DAYS))) {
                        giveBack(gone, Days.of(credit.days()), line);
                    }
                }
                for (DayLedger.Line back : line.takenBackBy()) {
                    giveBack(gone, back.takes(), line);
                }
            }
        });
    }

    private static void giveBack(Days gone, Days days, DayLedger.Line line) {
        Days again = gone.and(days);
        assertThat(again.isEmpty())
                .as("days are given back once; twice are %s of %s", again, line)
                .isTrue();
        gone.add(days);
    }

    /**
     * What a change takes back was charged: at the terms that it names, by a line that it refers to where that was on a
     * document (rule C6).
     */
    public static void whatIsTakenBackWasCharged(Billing billing) {
        whatIsTakenBackWasCharged(Books.of(billing));
    }

    private static void whatIsTakenBackWasCharged(Books books) {
        forEachSubscription(books, (account, ledger, subscription) -> {
            if (books.happened(account, Books.ByHand.GIVEN_UP)) {
                return;
            }
            for (DayLedger.Line back : ledger.of(subscription)) {
                assertThat(!back.takesBack() || back.takesBackOf().isPresent())
                        .as("%s of %s takes back days that a line charges", back, subscription.reference())
                        .isTrue();
            }
        });
    }

    /** Credits and changes together never take more of a line than it is (rule E1). */
    public static void noLineIsBelowZero(Billing billing) {
        noLineIsBelowZero(Books.of(billing));
    }

    private static void noLineIsBelowZero(Books books) {
        for (Books.Account account : books.accounts()) {
            // where a line of a change was given up by hand, nobody knows which line the next one takes back of
            boolean givenUp = books.happened(account, Books.ByHand.GIVEN_UP);
            for (DayLedger.Line line : books.ledger(account).lines()) {
                BigDecimal left = givenUp ? line.notCredited() : line.left();
                boolean kept =
                        left.signum() == 0 || left.signum() == line.amount().signum();
                assertThat(kept || line.leftAtEnd().multiply(line.amount()).signum() >= 0)
                        .as("%s is not given back beyond itself: %s left", line, left)
                        .isTrue();
                assertThat(kept ? left.abs() : BigDecimal.ZERO)
                        .as("%s is never credited upwards", line)
                        .isLessThanOrEqualTo(line.amount().abs());
            }
        }
    }

    /**
     * What all lines of a subscription come to is what its days come to that nobody gave back, each at what its line charged for
     * it (rules C3, C6, E1 and E4); line by line too, where no early end set one off against another. Each rounding may differ by
     * half a cent.
     */
    public static void whatIsLeftIsWhatTheDaysSay(Billing billing) {
        whatIsLeftIsWhatTheDaysSay(Books.of(billing));
    }

    private static void whatIsLeftIsWhatTheDaysSay(Books books) {
        forEachSubscription(books, (account, ledger, subscription) -> {
            List<DayLedger.Line> charging = ledger.of(subscription).stream()
                    .filter(DayLedger.Line::charges)
                    .toList();
            if (books.happened(account, Books.ByHand.CREDIT_GONE)
                    || books.happened(account, Books.ByHand.GIVEN_UP)
                    || charging.stream().anyMatch(DayLedger.Line::dependsOnOrder)) {
                return;
            }
            boolean endedEarly = charging.stream()
                    .flatMap(line -> Stream.concat(Stream.of(line), line.takenBackBy().stream()))
                    .anyMatch(line -> line.has(LineOrigin.Credit.Basis.EARLY_END));
            BigDecimal left = BigDecimal.ZERO;
            BigDecimal must = BigDecimal.ZERO;
            int roundings = 0;
            for (DayLedger.Line line : charging) {
                BigDecimal lineMust = line.mustBeLeft(subscription.billedThrough());
                if (!endedEarly) {
                    assertThat(line.left())
                            .as("what is left of %s of %s", line, subscription.reference())
                            .isCloseTo(lineMust, within(roundings(line.roundings())));
                }
                left = left.add(line.left());
                must = must.add(lineMust);
                roundings += line.roundings();
            }
            assertThat(left)
                    .as(
                            "what is left of %s, billed through %s: %s",
                            subscription.reference(), subscription.billedThrough(), charging)
                    .isCloseTo(must, within(roundings(roundings)));
        });
    }

    private static BigDecimal roundings(int count) {
        return BigDecimal.valueOf(count).movePointLeft(2);
    }

    /** A line of days costs what rules C2 to C4 make of its price, quantity, days and discount, to the cent. */
    public static void linesCostWhatTheirDaysCost(Billing billing) {
        linesCostWhatTheirDaysCost(Books.of(billing));
    }

    private static void linesCostWhatTheirDaysCost(Books books) {
        boolean wholeEnd = books.administration().policies().endOfSubscription() == Policies.EndOfSubscription.WHOLE;
        forEachSubscription(books, (account, ledger, subscription) -> {
            PlainCalendar calendar = null;
            for (DayLedger.Line line : ledger.of(subscription)) {
                if (!line.charges() || !line.days().from().isBefore(subscription.billedThrough())) {
                    continue; // what an end gave back was of a cycle that may be another by now
                }
                calendar = calendar != null
                        ? calendar
                        : PlainCalendar.of(
                                subscription,
                                ledger.of(subscription).stream()
                                        .map(each -> each.days().to())
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow());
                LocalDate chargedTo = line.service().orElseThrow().chargedTo();
                PlainCalendar.Period period = calendar.at(line.days().from()).orElseThrow();
                boolean ran = chargedTo.equals(line.days().to()) || (wholeEnd && chargedTo.equals(period.fullTo()));
                assertThat(ran)
                        .as("%s of %s is charged to its end, not to %s", line, subscription.reference(), chargedTo)
                        .isTrue();
                assertThat(line.amount())
                        .as("%s of %s costs what its days cost", line, subscription.reference())
                        .isEqualByComparingTo(line.mustCost(period, chargedTo));
            }
        });
    }

    /**
     * Days are charged at the terms in force on the first day of their piece (rules C1 and C6): no planned price before its day or
     * after another product came, no change at once forgotten. What somebody edited on a draft is theirs.
     */
    public static void daysAreChargedAtTheTermsInForce(Billing billing) {
        daysAreChargedAtTheTermsInForce(Books.of(billing));
    }

    private static void daysAreChargedAtTheTermsInForce(Books books) {
        forEachSubscription(books, (account, ledger, subscription) -> {
            if (books.happened(account, Books.ByHand.EDITED)
                    || books.happened(account, Books.ByHand.GIVEN_UP)
                    || books.happened(account, Books.ByHand.CREDIT_GONE)) {
                return; // days whose credit is gone are charged again at the terms that they had
            }
            PlainTerms terms = PlainTerms.of(subscription);
            for (DayLedger.Line line : ledger.of(subscription)) {
                if (line.charges() && !line.dependsOnOrder() && line.left().signum() != 0) {
                    PlainCalendar calendar =
                            PlainCalendar.of(subscription, line.days().to());
                    Days charged = line.charged();
                    charged.remove(line.chargedAgain());
                    for (DateRange stretch : charged.stretches()) {
                        terms.daysToLookAt(stretch, calendar).stream()
                                .filter(day -> day.isBefore(subscription.billedThrough()))
                                .forEach(day -> terms.check(line, day, calendar));
                    }
                }
            }
        });
    }

    /**
     * What corrects a line has its VAT category and rate (rules C6 and E1), and a credit note refers to every invoice that its lines
     * correct.
     */
    public static void correctionsAreLikeWhatTheyCorrect(Billing billing) {
        correctionsAreLikeWhatTheyCorrect(Books.of(billing));
    }

    private static void correctionsAreLikeWhatTheyCorrect(Books books) {
        for (Books.Account account : books.accounts()) {
            DayLedger ledger = books.ledger(account);
            // an edit, or an early end, may have renumbered the lines of a draft that a change names
            boolean renumbered = books.happened(account, Books.ByHand.EDITED);
            for (DayLedger.Line line : ledger.lines()) {
                Optional<DayLedger.Line> corrects = line.takesBackOf()
                        .filter(any -> renumbered)
                        .or(() -> line.data().origin().corrected().flatMap(ledger::find));
                corrects.ifPresent(corrected -> {
                    if (corrected.isSent() && line.vat().isPresent()) {
                        assertThat(line.vat().get().category() + " "
                                        + line.vat().get().rate())
                                .as("VAT of %s, which corrects %s", line, corrected)
                                .isEqualTo(corrected.data().vat().category() + " "
                                        + corrected.data().vat().rate());
                    }
                });
                line.takesBackOf().filter(DayLedger.Line::isSent).ifPresent(source -> {
                    Optional<DayLedger.Line> named =
                            line.data().origin().corrected().flatMap(ledger::find);
                    // what it takes back of was a draft or waited when the change came: it had no number to be named by
                    boolean had = line.data().origin().corrected().isPresent();
                    boolean same = source.data().pendingLine().isPresent()
                            && named.equals(source.data().origin().corrected().flatMap(ledger::find));
                    boolean sameDocument = renumbered
                            && line.data()
                                    .origin()
                                    .corrected()
                                    .map(LineReference::invoice)
                                    .equals(source.document().map(Invoice::id));
                    assertThat(!had || same || sameDocument || named.equals(Optional.of(source)))
                            .as("%s names the line that it takes back of, %s: %s", line, source, named)
                            .isTrue();
                });
                line.document()
                        .filter(note -> note.kind() == InvoiceKind.CREDIT_NOTE)
                        .ifPresent(note -> line.data()
                                .origin()
                                .corrected()
                                .ifPresent(corrected -> assertThat(note.refersTo()
                                                        .contains(corrected.invoice())
                                                || note.refersTo()
                                                        .containsAll(invoicesBehind(corrected.invoice(), account)))
                                        .as(
                                                "%s names the invoice that %s corrects, %s: %s",
                                                note.name(), line, corrected, note.refersTo())
                                        .isTrue()));
            }
        }
    }

    /** The invoice itself or, of a credit note with lines that charge, those that it is about. */
    private static List<InvoiceId> invoicesBehind(InvoiceId corrected, Books.Account account) {
        return account.documents().stream()
                .filter(document -> document.id().equals(corrected) && document.kind() == InvoiceKind.CREDIT_NOTE)
                .findFirst()
                .map(Invoice::refersTo)
                .filter(behind -> !behind.isEmpty())
                .orElse(List.of(corrected));
    }

    /** Something checked of one subscription. */
    private interface OfSubscription {
        void check(Books.Account account, DayLedger ledger, Subscription subscription);
    }

    private static void forEachSubscription(Books books, OfSubscription law) {
        for (Books.Account account : books.accounts()) {
            DayLedger ledger = books.ledger(account);
            account.subscriptions().forEach(subscription -> law.check(account, ledger, subscription));
        }
    }

    /**
     * At most one run invoice a customer and month, so at most twelve a year; and for a customer whose schedule of
     * <em>m</em> months never changed at most 12/<em>m</em>, but for those of interim lines alone where policy bills them
     * each month (rule B4).
     */
    public static void atMostTwelveRunInvoicesAYear(Billing billing) {
        Set<CustomerReference> rescheduled = new HashSet<>();
        Set<String> rescheduledAbove = new HashSet<>();
        Set<InvoiceId> edited = new HashSet<>();
        Books.events(billing, event -> {
            if (event instanceof BillingEvent.CustomerSaved saved
                    && saved.changed().stream()
                            .anyMatch(Set.of("schedule", "interimLines", "group", "ahead")::contains)) {
                rescheduled.add(saved.customer());
            } else if (event instanceof BillingEvent.SettingChanged change && change.level() != SettingLevel.CUSTOMER) {
                rescheduledAbove.add(change.setting());
            } else if (event instanceof BillingEvent.DraftEdited edit) {
                edited.add(edit.invoice());
            }
        });
        boolean stable = Collections.disjoint(rescheduledAbove, Set.of("schedule", "interimLines"));
        Administration administration = billing.administration();
        for (Customer customer : Books.customers(billing)) {
            EffectiveSettings settings = EffectiveSettings.of(administration, customer, billing.today());
            InvoiceSchedule schedule = settings.schedule();
            boolean interim = settings.get(Setting.INTERIM_LINES) == Policies.InterimLines.MONTHLY;
            Set<YearMonth> months = new HashSet<>();
            Map<Integer, Integer> perYear = new HashMap<>();
            for (Invoice document : billing.invoices().ofCustomer(customer.reference())) {
                if (document.runMonth().isPresent() && stillBills(document)) {
                    YearMonth month = document.runMonth().get();
                    assertThat(months.add(month))
                            .as("customer %s has one run invoice for %s", customer.reference(), month)
                            .isTrue();
                    boolean between = interim && !schedule.fits(month);
                    perYear.merge(month.getYear(), between ? 0 : 1, Integer::sum);
                    assertThat(between
                                    && stable
                                    && !rescheduled.contains(customer.reference())
                                    && !edited.contains(document.id())
                                    && document.lines().stream().anyMatch(BillingLaws::isPeriod))
                            .as("%s for %s, between the months of %s, has periods", document.name(), month, schedule)
                            .isFalse();
                }
            }
            if (stable && !rescheduled.contains(customer.reference())) {
                perYear.forEach((year, count) -> assertThat(count)
                        .as("run invoices of %s in %s for %s", customer.reference(), year, schedule)
                        .isLessThanOrEqualTo(12 / schedule.months()));
            }
        }
    }

    /** Whether a run took it from a subscription, and not from what waited. */
    private static boolean isPeriod(InvoiceLine line) {
        return line.pendingLine().isEmpty() && line.origin().dueSubscription().isPresent();
    }

    private static boolean stillBills(Invoice document) {
        return document.withdrawal()
                .map(withdrawal -> withdrawal.giveBack() == GiveBack.DROP)
                .orElse(true);
    }

    /**
     * Lines sum to the taxable amount of their VAT category and rate; VAT is that of rules D2 and D3; gross prices stay what was
     * promised. The VAT of what credits a line of a document is that of {@link #creditsHaveTheVatOfTheirInvoice}.
     */
    public static void totalsAddUp(Billing billing) {
        totalsAddUp(Books.of(billing));
    }

    private static void totalsAddUp(Books books) {
        for (Books.Account account : books.accounts()) {
            for (Invoice document : account.documents()) {
                for (VatRow row : document.totals().rows()) {
                    PlainVat.Row plain = PlainVat.row(document, row);
                    assertThat(plain.nets())
                            .as(
                                    "lines of %s at %s %s sum to the taxable amount",
                                    document.name(), row.category(), row.rate())
                            .isEqualByComparingTo(Amounts.decimal(row.taxable()));
                    if (!plain.credits()) {
                        assertThat(Amounts.decimal(row.vat()))
                                .as("VAT of %s at %s %s", document.name(), row.category(), row.rate())
                                .isEqualByComparingTo(plain.vat());
                    }
                    assertThat(plain.nets().add(Amounts.decimal(row.vat())).subtract(plain.netPriced()))
                            .as(
                                    "gross prices of %s at %s %s stay what was promised",
                                    document.name(), row.category(), row.rate())
                            .matches(gross ->
                                    plain.netPriced().signum() != 0 || gross.compareTo(plain.grossPriced()) == 0);
                }
                assertThat(sum(document.totals().rows().stream()
                                .map(row -> Amounts.decimal(row.taxable()).add(Amounts.decimal(row.vat())))
                                .toList()))
                        .as("rows of %s sum to its total", document.name())
                        .isEqualByComparingTo(Amounts.decimal(document.totals().gross()));
            }
        }
    }

    /**
     * The VAT of all credit notes on an invoice is that of the invoice times what they credit of each of its rows (rule E2), so
     * that an invoice of which all is credited is zero with them in every row, in euro too (rule D5). Where a note went away
     * again, the notes made after it had counted it: until all is credited they may then differ by the cents that it rounded.
     */
    public static void creditsHaveTheVatOfTheirInvoice(Billing billing) {
        creditsHaveTheVatOfTheirInvoice(Books.of(billing));
    }

    private static void creditsHaveTheVatOfTheirInvoice(Books books) {
        for (Books.Account account : books.accounts()) {
            DayLedger ledger = books.ledger(account);
            boolean gone = books.happened(account, Books.ByHand.DOCUMENT_GONE)
                    || books.happened(account, Books.ByHand.CREDIT_GONE);
            for (PlainVat.Settled settled : PlainVat.creditedTogether(account.documents(), ledger, false)) {
                vatIsThatOfTheInvoice(settled, gone || settled.mixed());
                if (!gone) {
                    settled.euroMissing()
                            .ifPresent(missing -> assertThat(missing)
                                    .as("VAT in euro that is missing of what %s credit", settled)
                                    .isEqualByComparingTo(BigDecimal.ZERO));
                }
                if (settled.isAllCredited()) {
                    settled.left()
                            .forEach((row, left) -> assertThat(left)
                                    .as("%s are zero together in %s", settled, row)
                                    .isEqualByComparingTo(BigDecimal.ZERO));
                }
            }
            // the VAT of a draft follows when it is sent
            PlainVat.creditedTogether(account.documents(), ledger, true)
                    .forEach(settled -> vatIsThatOfTheInvoice(settled, true));
        }
    }

    private static void vatIsThatOfTheInvoice(PlainVat.Settled settled, boolean mayBeRounded) {
        settled.vatOfCredits()
                .forEach((row, vat) -> assertThat(vat)
                        .as("VAT in row %s of what %s credit", row, settled)
                        .isCloseTo(
                                settled.mustBe(row),
                                within(
                                        mayBeRounded
                                                ? roundings(settled.notes()).multiply(settled.magnifies(row))
                                                : BigDecimal.ZERO)));
    }

    /**
     * What a customer was charged by sent documents is what the lines of their invoices come to with VAT, and what their credit
     * notes give (rules D2, D3 and F1).
     */
    public static void customersOweWhatTheirLinesSay(Billing billing) {
        customersOweWhatTheirLinesSay(Books.of(billing), billing);
    }

    private static void customersOweWhatTheirLinesSay(Books books, Billing billing) {
        for (Books.Account account : books.accounts()) {
            BigDecimal exact = BigDecimal.ZERO;
            int roundings = 0;
            for (Invoice document : account.documents()) {
                if (document.status() == InvoiceStatus.SENT && document.kind() == InvoiceKind.INVOICE) {
                    exact = exact.add(PlainVat.exactGross(document));
                    roundings += 1 + document.totals().rows().size();
                } else if (document.status() == InvoiceStatus.SENT) {
                    // its VAT is a share of its invoice's, as a law of its own has it: where lines of an invoice nearly
                    // cancel
                    // out, that share magnifies the cent that the invoice was rounded by
                    exact = exact.add(Amounts.decimal(document.totals().gross()));
                }
            }
            Balance balance = billing.payments().balance(account.reference());
            assertThat(Amounts.decimal(balance.invoiced()).subtract(Amounts.decimal(balance.credited())))
                    .as("what %s was charged: %s", account.reference(), balance)
                    .isCloseTo(exact, within(roundings(roundings)));
        }
    }

    /** Numbers of a series have no gap, every document is what was sent, and the chain of hashes holds. */
    public static void numbersHaveNoGapAndTheChainHolds(Billing billing) {
        assertThat(billing.audit().verify().problems())
                .as("number series and hash chain")
                .isEmpty();
    }

    /** The event log alone, replayed, gives every customer's balance. */
    public static void theLogGivesTheSameBalances(Billing billing) {
        BalanceReplay replay = BalanceReplay.of(billing);
        for (Customer customer : Books.customers(billing)) {
            CustomerReference reference = customer.reference();
            Balance balance = billing.payments().balance(reference);
            assertThat(replay.owed(reference))
                    .as("what %s owes, by the log", reference)
                    .isEqualByComparingTo(Amounts.decimal(balance.open()));
            assertThat(replay.credit(reference))
                    .as("what %s is owed, by the log", reference)
                    .isEqualByComparingTo(Amounts.decimal(balance.credit()));
        }
    }

    /**
     * What a customer was charged, less what he paid, was credited and forgiven, is what is open less his credit; and where
     * credit is set off at once he never has both, unless an allocation was undone by hand.
     */
    public static void accountsBalance(Billing billing) {
        boolean byHand = happened(billing, event -> event instanceof BillingEvent.AllocationUndone);
        boolean atOnce = billing.administration().policies().setOff() == Policies.SetOff.AT_ONCE;
        for (Customer customer : Books.customers(billing)) {
            Balance balance = billing.payments().balance(customer.reference());
            BigDecimal charged = Amounts.decimal(balance.invoiced())
                    .subtract(Amounts.decimal(balance.credited()))
                    .subtract(Amounts.decimal(balance.paid()))
                    .subtract(Amounts.decimal(balance.writtenOff()))
                    .add(Amounts.decimal(balance.refunded()));
            BigDecimal open = Amounts.decimal(balance.open());
            BigDecimal credit = Amounts.decimal(balance.credit());
            assertThat(charged)
                    .as("the account of %s balances: %s", customer.reference(), balance)
                    .isEqualByComparingTo(open.subtract(credit));
            assertThat(byHand || !atOnce || open.signum() == 0 || credit.signum() == 0)
                    .as("%s has no open items and credit at once: %s", customer.reference(), balance)
                    .isTrue();
        }
    }

    private static boolean happened(Billing billing, Predicate<BillingEvent> wanted) {
        boolean[] found = new boolean[1];
        Books.events(billing, event -> found[0] |= wanted.test(event));
        return found[0];
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
