package nl.termijn.samples.quickstart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.samples.quickstart.CsvTable.Columns;

/**
 * One row of {@code actions.csv}, right in form; whether the action is allowed on its day, the library says then.
 *
 * @param line the line on which the row starts
 * @param subject a subscription, customer or invoice, as the action wants
 * @param amount given for the actions that cannot do without
 * @param argument as it stands; its meaning depends on the action
 */
record ActionRow(
        int line,
        LocalDate date,
        Action action,
        String subject,
        Optional<BigDecimal> amount,
        Optional<String> argument) {

    static final String FILE = "actions.csv";
    static final Columns COLUMNS = new Columns(List.of("date", "action", "subject"), List.of("amount", "argument"));

    /** What a seller does by hand on a day. */
    enum Action {
        PRICE("the new unit price"),
        QUANTITY("the new quantity"),
        PLAN("the new unit price"),
        CAMPAIGN("the percentage"),
        END,
        PAUSE,
        RESUME,
        SCHEDULE("the months between invoices"),
        HOLD,
        RELEASE,
        LINE("the unit price"),
        BILL_NOW,
        INVOICE("the net amount"),
        CREDIT,
        PAY("the amount that came in"),
        WRITE_OFF,
        EXPORT,
        WITHDRAW,
        RESEND,
        DELETE,
        RUN;

        private final String amount;

        Action() {
            this("");
        }

        Action(String amount) {
            this.amount = amount;
        }
    }

    static Optional<ActionRow> read(Cells cells) {
        Optional<LocalDate> date = cells.date("date");
        Optional<Action> action = cells.choice("action", Action.class);
        Optional<String> subject = cells.word("subject");
        Optional<BigDecimal> amount = cells.decimal("amount");
        Optional<String> argument = cells.text("argument");
        if (amount.isEmpty() && cells.text("amount").isEmpty()) {
            action.filter(a -> !a.amount.isEmpty())
                    .ifPresent(a -> cells.fault("amount", "must be given for " + a + "; fill in " + a.amount));
        }
        return cells.ifFaultless(() -> new ActionRow(
                cells.line(), date.orElseThrow(), action.orElseThrow(), subject.orElseThrow(), amount, argument));
    }
}
