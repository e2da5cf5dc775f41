package nl.termijn.samples.quickstart;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import nl.termijn.Billing;
import nl.termijn.CreditNoteBuilder;
import nl.termijn.ManualInvoice;
import nl.termijn.SubscriptionService.Ended;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violation;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Rounding;
import nl.termijn.price.PriceCampaign;
import nl.termijn.receivable.Booking;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;

/** What a seller does by hand, row by row; each either happens whole, or throws what the library refuses. */
final class Actions {
    private final Billing billing;
    private final Loader loader;
    private final RunPlayer runs;
    private final boolean send;
    private int linesAdded;

    Actions(Billing billing, Loader loader, RunPlayer runs, boolean send) {
        this.billing = billing;
        this.loader = loader;
        this.runs = runs;
        this.send = send;
    }

    void act(ActionRow row) {
        switch (row.action()) {
            case PRICE ->
                billing.subscriptions()
                        .changePrice(subscription(row), loader.money(amount(row)), row.date(), effect(row));
            case QUANTITY ->
                billing.subscriptions().changeQuantity(subscription(row), amount(row), row.date(), effect(row));
            case PLAN -> plan(row);
            case CAMPAIGN -> campaign(row);
            case END -> end(row);
            case PAUSE -> billing.subscriptions().pause(subscription(row), row.date());
            case RESUME -> billing.subscriptions().resume(subscription(row), row.date());
            case SCHEDULE -> schedule(row);
            case HOLD -> billing.customers().hold(customer(row), Hold.of(Hold.Kind.INVOICING, "HOLD of " + row.date()));
            case RELEASE -> billing.customers().release(customer(row), Hold.Kind.INVOICING);
            case LINE -> line(row);
            case BILL_NOW ->
                sendAll(billing.runs().billNow(customer(row)).draft().stream().toList());
            case INVOICE -> invoice(row);
            case CREDIT -> credit(row);
            case PAY -> pay(row);
            case WRITE_OFF -> billing.payments().writeOff(document(row).id(), booking(row));
            case EXPORT -> export(row);
            case WITHDRAW -> withdraw(row);
            case RESEND -> billing.invoices().resend(document(row).id());
            case DELETE -> delete(row);
            case RUN -> runs.run(month(row), row.date());
        }
    }

    private static SubscriptionReference subscription(ActionRow row) {
        return SubscriptionReference.of(row.subject());
    }

    private static CustomerReference customer(ActionRow row) {
        return CustomerReference.of(row.subject());
    }

    private Invoice document(ActionRow row) {
        return billing.invoices()
                .findByNumber(row.subject())
                .orElseThrow(() -> new NotFoundException("invoice", row.subject()));
    }

    private static BigDecimal amount(ActionRow row) {
        return row.amount().orElseThrow(() -> invalid("amount", "", "must be given for " + row.action(), "fill it in"));
    }

    /** An amount of money, which has no more digits than the currency. */
    private BigDecimal money(ActionRow row) {
        BigDecimal amount = amount(row);
        Rounding rounding = Rounding.of(loader.currency());
        if (!rounding.fits(amount)) {
            throw invalid(
                    "amount",
                    amount.toPlainString(),
                    "must have at most " + rounding.digits() + " decimals",
                    "give it to the minor unit");
        }
        return amount;
    }

    private static InvalidInputException invalid(String column, String value, String rule, String remedy) {
        return new InvalidInputException("action", List.of(new Violation(column, value, rule, remedy)));
    }

    private static <E extends Enum<E>> E choice(ActionRow row, Class<E> type) {
        String word = row.argument().orElse("").strip();
        return Cells.named(type, word).orElseThrow(() -> invalid("argument", word, Cells.notNamed(type, word), ""));
    }

    /** The words of the contract for when a change takes effect. */
    private enum When {
        NEXT_PERIOD,
        NOW
    }

    private static TermsChange.Effect effect(ActionRow row) {
        boolean now = row.argument().isPresent() && choice(row, When.class) == When.NOW;
        return now ? TermsChange.Effect.AT_ONCE : TermsChange.Effect.NEXT_PERIOD;
    }

    /** Another plan: when, the code of the product and what it is called, with spaces between. */
    private void plan(ActionRow row) {
        String[] words = row.argument().orElse("").strip().split("\\s+", 3);
        Optional<When> when = Cells.named(When.class, words[0]);
        if (words.length < 3 || when.isEmpty()) {
            throw invalid(
                    "argument",
                    row.argument().orElse(""),
                    "must be NOW or NEXT_PERIOD, a product code and a description",
                    "write NOW HOSTING-L Webhosting Plus");
        }
        billing.subscriptions()
                .change(
                        subscription(row),
                        TermsChange.builder()
                                .effectiveFrom(row.date())
                                .effect(
                                        when.get() == When.NOW
                                                ? TermsChange.Effect.AT_ONCE
                                                : TermsChange.Effect.NEXT_PERIOD)
                                .unitPrice(loader.money(amount(row)))
                                .productCode(words[1])
                                .description(words[2])
                                .build());
    }

    private void campaign(ActionRow row) {
        PriceCampaign campaign = PriceChanges.campaign(row)
                .orElseThrow(() -> invalid(
                        "argument",
                        row.argument().orElse(""),
                        "must be a day, days of notice and the product codes it is about",
                        "write 2026-07-01 30 HOSTING-S HOSTING-M"));
        billing.campaigns().announce(campaign);
        billing.campaigns().notifyCustomers(campaign.code());
    }

    private void end(ActionRow row) {
        Ended ended = billing.subscriptions().end(subscription(row), row.date(), choice(row, Ending.class));
        sendAll(ended.creditNotes());
    }

    private void schedule(ActionRow row) {
        int months;
        try {
            months = amount(row).intValueExact();
        } catch (ArithmeticException e) {
            throw invalid(
                    "amount", amount(row).toPlainString(), "must be a whole number of months", "1, 2, 3, 4, 6 or 12");
        }
        Customer customer = billing.customers()
                .find(customer(row))
                .orElseThrow(() -> new NotFoundException("customer", row.subject()));
        billing.customers()
                .put(customer.toBuilder()
                        .schedule(InvoiceSchedule.every(
                                months,
                                EffectiveSettings.of(billing.administration(), customer, row.date())
                                        .schedule()
                                        .startMonth()))
                        .build());
    }

    private void line(ActionRow row) {
        String description = description(row);
        billing.pendingLines()
                .add(PendingLine.builder()
                        .reference(newReference())
                        .customer(customer(row))
                        .date(row.date())
                        .description(description)
                        .unitPrice(loader.money(amount(row)))
                        .pricing(loader.pricing(Optional.empty()))
                        .build());
    }

    private PendingLineReference newReference() {
        PendingLineReference reference;
        do {
            linesAdded++;
            reference = PendingLineReference.of(String.format(Locale.ROOT, "LINE-%05d", linesAdded));
        } while (billing.pendingLines().find(reference).isPresent());
        return reference;
    }

    private static String description(ActionRow row) {
        return row.argument()
                .orElseThrow(() -> invalid("argument", "", "must be given for " + row.action(), "write a description"));
    }

    private void invoice(ActionRow row) {
        sendAll(List.of(billing.invoices()
                .draft(ManualInvoice.builder()
                        .customer(customer(row))
                        .addLine(ManualInvoice.Line.builder()
                                .description(description(row))
                                .unitPrice(loader.money(money(row)))
                                .pricing(Pricing.NET)
                                .build())
                        .build())));
    }

    private void credit(ActionRow row) {
        Invoice original = document(row);
        CreditNoteBuilder note = billing.invoices().credit(original.id());
        Optional<BigDecimal> amount = row.amount().map(given -> money(row));
        Optional<Integer> line = row.argument().map(Actions::lineNumber);
        if (line.isPresent()) {
            note = amount.isPresent()
                    ? note.line(line.get()).amount(loader.money(amount.get()))
                    : note.line(line.get()).whole();
        } else if (amount.isPresent()) {
            note = note.amount(loader.money(amount.get()));
        }
        if (send) {
            note.send();
        } else {
            note.draft();
        }
    }

    private static int lineNumber(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw invalid("argument", text, "must be the number of a line", "leave it empty for the whole invoice");
        }
    }

    private void pay(ActionRow row) {
        BigDecimal amount = money(row);
        Optional<Invoice> invoice = billing.invoices().findByNumber(row.subject());
        if (invoice.isPresent()) {
            billing.payments().receiveFor(invoice.get().id(), loader.money(amount), booking(row));
        } else {
            if (billing.customers().find(customer(row)).isEmpty()) {
                throw new NotFoundException("invoice or customer", row.subject());
            }
            billing.payments().receive(customer(row), loader.money(amount), booking(row));
        }
    }

    /** Each row is an entry of its own: two equal ones are two payments. */
    private static Booking booking(ActionRow row) {
        return row.argument().map(Booking.BY_HAND::reference).orElse(Booking.BY_HAND);
    }

    private void export(ActionRow row) {
        if (!row.subject().equals("ALL")) {
            billing.invoices().markExported(List.of(document(row).id()), "the books");
            return;
        }
        List<InvoiceId> page;
        do {
            page = billing.invoices().unexported(Optional.empty(), 500).stream()
                    .map(Invoice::id)
                    .toList();
            billing.invoices().markExported(page, "the books");
        } while (!page.isEmpty());
    }

    /** What an argument says first, and the rest of it. */
    private record GiveBackAndReason(GiveBack giveBack, String reason) {
        static GiveBackAndReason of(Optional<String> argument) {
            String[] words = argument.orElse("").strip().split("\\s+", 2);
            Optional<GiveBack> first = Cells.named(GiveBack.class, words[0]);
            String reason = first.isPresent()
                    ? (words.length > 1 ? words[1] : "")
                    : argument.orElse("").strip();
            return new GiveBackAndReason(
                    first.orElse(GiveBack.GIVE_BACK), reason.isEmpty() ? "no reason was given" : reason);
        }
    }

    private void withdraw(ActionRow row) {
        GiveBackAndReason said = GiveBackAndReason.of(row.argument());
        billing.invoices().withdraw(document(row).id(), said.reason(), said.giveBack());
    }

    private void delete(ActionRow row) {
        if (send) {
            throw new NotAllowedException(
                    NotAllowedException.Reason.SENT,
                    row.subject(),
                    "DELETE is for drafts, and without --no-send there are none: withdraw or credit what was sent.");
        }
        Invoice draft = billing.invoices().ofCustomer(customer(row)).stream()
                .filter(invoice -> invoice.status() == InvoiceStatus.AWAITING_APPROVAL)
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new NotFoundException("draft of customer", row.subject()));
        billing.invoices()
                .delete(draft.id(), GiveBackAndReason.of(row.argument()).giveBack());
    }

    private static YearMonth month(ActionRow row) {
        Function<String, YearMonth> parse = text -> {
            try {
                return YearMonth.parse(text.strip());
            } catch (DateTimeException e) {
                throw invalid("argument", text, "must be a month", "write it as 2026-01");
            }
        };
        return row.argument()
                .map(parse)
                .orElseThrow(() -> invalid("argument", "", "must be given for RUN", "write the month as 2026-01"));
    }

    private void sendAll(List<Invoice> drafts) {
        if (send) {
            drafts.forEach(draft -> billing.invoices().send(draft.id()));
        }
    }
}
