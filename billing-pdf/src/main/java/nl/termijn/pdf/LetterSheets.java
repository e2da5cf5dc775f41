package nl.termijn.pdf;

import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.document.Label;
import nl.termijn.document.PostalAddress;
import nl.termijn.document.Words;
import nl.termijn.error.Violations;
import nl.termijn.figures.Aging;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.OpenItem;
import nl.termijn.receivable.Statement;

/** What stands on a letter. */
final class LetterSheets {
    private final Look look;
    private final Letter.Heading heading;
    private final Words words;

    private LetterSheets(Look look, Letter letter) {
        this.look = look;
        this.heading = letter.heading();
        this.words = look.words(heading.language());
    }

    static Sheet of(Look look, Letter letter) {
        LetterSheets sheets = new LetterSheets(look, letter);
        if (letter instanceof Letter.Reminder reminder) {
            return sheets.reminder(reminder);
        } else if (letter instanceof Letter.FinalDemand demand) {
            return sheets.finalDemand(demand);
        } else if (letter instanceof Letter.FourteenDays fourteen) {
            return sheets.fourteenDays(fourteen);
        } else if (letter instanceof Letter.Account account) {
            return sheets.account(account);
        } else if (letter instanceof Letter.Dossier dossier) {
            return sheets.dossier(dossier);
        } else if (letter instanceof Letter.Notice notice) {
            return sheets.notice(notice);
        } else {
            return sheets.request((Letter.Request) letter);
        }
    }

    private String text(Label label, String... values) {
        return words.text(label, values);
    }

    private Sheet.Column column(Label label, boolean numeric) {
        return new Sheet.Column(label.key(), text(label), numeric);
    }

    private Sheet.Total total(Label label, MonetaryAmount amount, Sheet.Total.Weight weight) {
        return new Sheet.Total(text(label), words.money(amount), weight);
    }

    /** Date, customer, and what the payer quotes. */
    private List<Sheet.Field> info() {
        return new ArrayList<>(List.of(
                Sheet.Field.of(text(Label.DATE), words.date(heading.on())),
                Sheet.Field.of(text(Label.CUSTOMER_NUMBER), heading.customer()),
                Sheet.Field.of(text(Label.REQUEST_NUMBER), heading.reference())));
    }

    private record Body(
            List<Sheet.Field> info,
            List<String> opening,
            Optional<Sheet.Headline> headline,
            Sheet.Table table,
            List<Sheet.Total> totals,
            Optional<Sheet.Payment> payment,
            List<String> closing,
            List<Sheet.Table> annexes) {}

    private Sheet sheet(Sheet.Kind kind, Label name, Body body) {
        return sheet(kind, name, text(name) + (kind == Sheet.Kind.STATEMENT ? "" : " " + heading.reference()), body);
    }

    private Sheet sheet(Sheet.Kind kind, Label name, String title, Body body) {
        return new Sheet(
                kind,
                words,
                Parties.fileName(look, name, heading.reference(), words),
                title,
                Parties.sender(heading.seller()),
                PostalAddress.lines(heading.reader(), heading.seller()),
                body.info(),
                body.opening(),
                body.headline(),
                body.table(),
                body.totals(),
                List.of(),
                body.payment(),
                body.closing(),
                body.annexes(),
                Parties.identity(heading.seller(), heading.reader(), words),
                heading + "",
                heading.on());
    }

    private static MonetaryAmount open(List<Letter.Claim> claims) {
        Violations.of("letter")
                .check(!claims.isEmpty(), "claims", "none", "must be one or more", "write when something is open")
                .throwIfAny();
        CurrencyUnit currency = claims.get(0).open().getCurrency();
        BigDecimal sum = BigDecimal.ZERO;
        for (Letter.Claim claim : claims) {
            sum = sum.add(Amounts.decimal(claim.open(), currency));
        }
        return Amounts.of(sum, currency);
    }

    private static MonetaryAmount all(MonetaryAmount open, MonetaryAmount interest, MonetaryAmount costs) {
        return Amounts.plus(Amounts.plus(open, interest), costs);
    }

    /** What a claim is made of, and what it comes to. */
    private List<Sheet.Total> claimed(MonetaryAmount open, MonetaryAmount interest, MonetaryAmount costs, Label sum) {
        return List.of(
                total(Label.PRINCIPAL, open, Sheet.Total.Weight.PLAIN),
                total(Label.INTEREST, interest, Sheet.Total.Weight.PLAIN),
                total(Label.COLLECTION_COSTS, costs, Sheet.Total.Weight.PLAIN),
                total(sum, all(open, interest, costs), Sheet.Total.Weight.TOTAL));
    }

    private Sheet.Table claims(List<Letter.Claim> claims) {
        List<Sheet.Row> rows = new ArrayList<>();
        for (Letter.Claim claim : claims) {
            long late = Math.max(0, ChronoUnit.DAYS.between(claim.dueOn(), heading.on()));
            rows.add(Sheet.Row.of(List.of(
                    claim.number(),
                    words.date(claim.issuedOn()),
                    words.date(claim.dueOn()),
                    Long.toString(late),
                    words.amount(claim.total()),
                    words.amount(claim.open()))));
        }
        return new Sheet.Table(
                "",
                List.of(
                        column(Label.INVOICE, false),
                        column(Label.INVOICE_DATE, true),
                        column(Label.DUE_DATE, true),
                        column(Label.DAYS_OVERDUE, true),
                        column(Label.AMOUNT, true),
                        column(Label.OPEN_AMOUNT, true)),
                rows,
                "");
    }

    /** How to pay a letter: no date in the sentence where the law forbids one. */
    private Optional<Sheet.Payment> payment(MonetaryAmount amount, Optional<URI> payLink, String by) {
        Sheet.Payment transfer =
                Parties.transfer(look, words, heading.seller(), amount, by, heading.reference(), payLink);
        String sentence = by.isEmpty() ? text(Label.TO_PAY) + ": " + words.money(amount) : transfer.text();
        return Optional.of(transfer.saying(sentence));
    }

    private Optional<Sheet.Headline> headline(MonetaryAmount amount, String detail) {
        return Optional.of(new Sheet.Headline(text(Label.TO_PAY), words.money(amount), detail));
    }

    private List<String> greeted(String... paragraphs) {
        List<String> opening = new ArrayList<>();
        opening.add(text(Label.SALUTATION));
        opening.addAll(List.of(paragraphs));
        return opening;
    }

    private List<String> signed(String... paragraphs) {
        List<String> closing = new ArrayList<>(List.of(paragraphs));
        closing.add(text(Label.REGARDS) + "\n" + heading.seller().name());
        return closing;
    }

    private Sheet reminder(Letter.Reminder reminder) {
        MonetaryAmount open = open(reminder.claims());
        return sheet(
                Sheet.Kind.REMINDER,
                Label.REMINDER,
                new Body(
                        info(),
                        greeted(text(Label.REMINDER_TEXT)),
                        headline(open, ""),
                        claims(reminder.claims()),
                        List.of(total(Label.TOTAL_OPEN, open, Sheet.Total.Weight.TOTAL)),
                        payment(open, reminder.payLink(), ""),
                        signed(text(Label.PROCESSED_UP_TO, "date", words.longDate(reminder.processedUpTo())) + " "
                                + text(Label.CROSSED)),
                        List.of()));
    }

    private Sheet finalDemand(Letter.FinalDemand demand) {
        MonetaryAmount open = open(demand.claims());
        MonetaryAmount all = all(open, demand.interest(), demand.costs());
        String by = words.longDate(demand.payBy());
        return sheet(
                Sheet.Kind.FINAL_DEMAND,
                Label.FINAL_DEMAND,
                new Body(
                        info(),
                        demanded(demand, by),
                        headline(all, text(Label.TO_PAY_BY, "date", by)),
                        claims(demand.claims()),
                        claimed(open, demand.interest(), demand.costs(), Label.TO_PAY),
                        payment(all, demand.payLink(), by),
                        signed(),
                        List.of()));
    }

    private List<String> demanded(Letter.FinalDemand demand, String by) {
        String demanded = text(Label.FINAL_DEMAND_TEXT, "date", by);
        return Amounts.decimal(demand.interestPerDay()).signum() == 0
                ? greeted(demanded)
                : greeted(demanded, text(Label.INTEREST_PER_DAY, "amount", words.money(demand.interestPerDay())));
    }

    private Sheet fourteenDays(Letter.FourteenDays letter) {
        MonetaryAmount open = open(letter.claims());
        String principal = words.money(open);
        String contact = heading.seller().email().orElseGet(() -> Parties.sender(heading.seller()));
        return sheet(
                Sheet.Kind.FOURTEEN_DAY_LETTER,
                Label.FOURTEEN_DAY_LETTER,
                new Body(
                        info(),
                        greeted(
                                text(
                                        Label.FOURTEEN_DAY_TEXT,
                                        "principal",
                                        principal,
                                        "date",
                                        words.longDate(letter.payBy())),
                                text(
                                        Label.FOURTEEN_DAY_COSTS,
                                        "costs",
                                        words.money(letter.costs()),
                                        "principal",
                                        principal)),
                        headline(open, ""),
                        claims(letter.claims()),
                        List.of(total(Label.TO_PAY, open, Sheet.Total.Weight.TOTAL)),
                        payment(open, letter.payLink(), ""),
                        signed(text(Label.DISPUTE_TEXT, "contact", contact)),
                        List.of()));
    }

    private Sheet account(Letter.Account account) {
        Statement statement = account.statement();
        List<Sheet.Row> rows = new ArrayList<>();
        MonetaryAmount opening = Amounts.zero(statement.balance().getCurrency());
        for (Statement.Line line : statement.lines()) {
            if (account.from().map(line.item().date()::isBefore).orElse(false)) {
                opening = line.balance();
            } else {
                rows.add(row(line));
            }
        }
        if (account.from().isPresent()) {
            rows.add(0, openingRow(account.from().get(), opening));
        }
        Sheet.Table table = new Sheet.Table(
                "",
                List.of(
                        column(Label.DOCUMENT, false),
                        column(Label.DATE, true),
                        column(Label.DEBTOR_SIDE, true),
                        column(Label.CREDITOR_SIDE, true),
                        column(Label.BALANCE, true)),
                rows,
                text(Label.CARRIED_FORWARD));
        List<Sheet.Total> totals = ages(statement);
        totals.add(total(Label.CLOSING_BALANCE, statement.balance(), Sheet.Total.Weight.TOTAL));
        return sheet(
                Sheet.Kind.STATEMENT,
                Label.STATEMENT,
                new Body(
                        info(),
                        List.of(text(Label.STATEMENT_TEXT, "date", words.longDate(statement.on()))),
                        Optional.of(new Sheet.Headline(
                                text(Label.CLOSING_BALANCE),
                                words.money(statement.balance()),
                                words.longDate(statement.on()))),
                        table,
                        totals,
                        Optional.empty(),
                        List.of(),
                        openItems(statement)));
    }

    private Sheet.Row row(Statement.Line line) {
        OpenItem item = line.item();
        boolean debit = Amounts.decimal(item.amount()).signum() >= 0;
        return new Sheet.Row(
                Sheet.Row.Style.ITEM,
                List.of(
                        text(kind(item.kind()))
                                + item.number().map(number -> " " + number).orElse(""),
                        words.date(item.date()),
                        debit ? words.amount(item.amount()) : "",
                        debit ? "" : words.amount(Amounts.negate(item.amount())),
                        words.amount(line.balance())),
                List.of(),
                words.amount(line.balance()));
    }

    private Sheet.Row openingRow(LocalDate from, MonetaryAmount opening) {
        return new Sheet.Row(
                Sheet.Row.Style.ITEM,
                List.of(text(Label.OPENING_BALANCE), words.date(from), "", "", words.amount(opening)),
                List.of(),
                words.amount(opening));
    }

    /** What is owed by how long it is overdue, where anything is; with what is in credit it comes to the balance. */
    private List<Sheet.Total> ages(Statement statement) {
        Map<Aging.Bucket, BigDecimal> owed = new EnumMap<>(Aging.Bucket.class);
        BigDecimal credit = BigDecimal.ZERO;
        for (Statement.Line line : statement.lines()) {
            BigDecimal open = Amounts.decimal(line.open());
            if (open.signum() > 0) {
                owed.merge(Aging.Bucket.of(late(line, statement)), open, BigDecimal::add);
            } else {
                credit = credit.add(open);
            }
        }
        List<Sheet.Total> ages = new ArrayList<>();
        if (owed.keySet().stream().allMatch(age -> age == Aging.Bucket.NOT_DUE)) {
            return ages;
        }
        owed.forEach((age, amount) -> ages.add(new Sheet.Total(
                age(age),
                words.money(Amounts.of(amount, statement.balance().getCurrency())),
                Sheet.Total.Weight.PLAIN)));
        if (credit.signum() != 0) {
            MonetaryAmount inCredit = Amounts.of(credit, statement.balance().getCurrency());
            ages.add(total(Label.CREDITOR_SIDE, inCredit, Sheet.Total.Weight.PLAIN));
        }
        return ages;
    }

    private static long late(Statement.Line line, Statement statement) {
        return ChronoUnit.DAYS.between(line.item().dueOn(), statement.on());
    }

    private String age(Aging.Bucket age) {
        return switch (age) {
            case NOT_DUE -> text(Label.NOT_DUE);
            case TO_30 -> text(Label.OVERDUE_FOR, "from", "1", "to", "30");
            case TO_60 -> text(Label.OVERDUE_FOR, "from", "31", "to", "60");
            case TO_90 -> text(Label.OVERDUE_FOR, "from", "61", "to", "90");
            case OVER_90 -> text(Label.OVERDUE_LONGER, "from", "90");
        };
    }

    /** What of the account is still open. */
    private List<Sheet.Table> openItems(Statement statement) {
        List<Sheet.Row> rows = new ArrayList<>();
        for (Statement.Line line : statement.lines()) {
            if (!line.open().isZero()) {
                OpenItem item = line.item();
                boolean owed = Amounts.decimal(line.open()).signum() > 0;
                rows.add(Sheet.Row.of(List.of(
                        text(kind(item.kind()))
                                + item.number().map(number -> " " + number).orElse(""),
                        words.date(item.date()),
                        owed ? words.date(item.dueOn()) : "",
                        owed ? Long.toString(Math.max(0, late(line, statement))) : "",
                        words.amount(item.amount()),
                        words.amount(line.open()))));
            }
        }
        Sheet.Table table = new Sheet.Table(
                text(Label.OPEN_ITEMS),
                List.of(
                        column(Label.DOCUMENT, false),
                        column(Label.DATE, true),
                        column(Label.DUE_DATE, true),
                        column(Label.DAYS_OVERDUE, true),
                        column(Label.AMOUNT, true),
                        column(Label.OPEN_AMOUNT, true)),
                rows,
                "");
        return rows.isEmpty() ? List.of() : List.of(table);
    }

    private static Label kind(OpenItem.Kind kind) {
        return switch (kind) {
            case INVOICE -> Label.INVOICE;
            case CREDIT_NOTE -> Label.CREDIT_NOTE;
            case PAYMENT -> Label.PAYMENT;
            case WRITE_OFF -> Label.WRITE_OFF;
            case REFUND -> Label.REFUND;
        };
    }

    private Sheet dossier(Letter.Dossier dossier) {
        MonetaryAmount open = open(dossier.claims());
        MonetaryAmount all = all(open, dossier.interest(), dossier.costs());
        List<Sheet.Field> info = info();
        info.add(Sheet.Field.of(text(Label.CREDITOR), heading.seller().name()));
        info.add(new Sheet.Field(
                text(Label.DEBTOR), String.join(", ", PostalAddress.lines(dossier.debtor(), heading.seller())), true));
        List<Sheet.Row> papers = new ArrayList<>();
        for (int i = 0; i < dossier.papers().size(); i++) {
            Letter.Paper paper = dossier.papers().get(i);
            papers.add(Sheet.Row.of(
                    List.of((i + 1) + ". " + paper.name(), words.date(paper.on()), Integer.toString(paper.page()))));
        }
        Sheet.Table index = new Sheet.Table(
                text(Label.PAPERS),
                List.of(column(Label.DOCUMENT, false), column(Label.DATE, true), column(Label.PAGES, true)),
                papers,
                "");
        return sheet(
                Sheet.Kind.DOSSIER,
                Label.DOSSIER,
                new Body(
                        info,
                        List.of(text(Label.DOSSIER_TEXT)),
                        Optional.of(new Sheet.Headline(text(Label.TOTAL_OPEN), words.money(all), "")),
                        claims(dossier.claims()),
                        claimed(open, dossier.interest(), dossier.costs(), Label.TOTAL_OPEN),
                        Optional.empty(),
                        List.of(),
                        papers.isEmpty() ? List.of() : List.of(index)));
    }

    private Sheet request(Letter.Request request) {
        List<Sheet.Row> rows = new ArrayList<>();
        for (Letter.RequestedLine line : request.lines()) {
            rows.add(Sheet.Row.of(
                    List.of(line.description(), words.number(line.quantity()), words.amount(line.amount()))));
        }
        String until = words.longDate(request.validUntil());
        List<Sheet.Field> info = info();
        info.add(new Sheet.Field(text(Label.VALID_UNTIL), words.date(request.validUntil()), true));
        return sheet(
                Sheet.Kind.PAYMENT_REQUEST,
                Label.PAYMENT_REQUEST,
                new Body(
                        info,
                        List.of(text(Label.NOT_AN_INVOICE)),
                        headline(request.total(), text(Label.TO_PAY_BY, "date", until)),
                        new Sheet.Table(
                                "",
                                List.of(
                                        column(Label.DESCRIPTION, false),
                                        column(Label.QUANTITY, true),
                                        column(Label.AMOUNT, true)),
                                rows,
                                ""),
                        List.of(total(Label.TO_PAY, request.total(), Sheet.Total.Weight.TOTAL)),
                        payment(request.total(), request.payLink(), until),
                        List.of(),
                        List.of()));
    }

    private Sheet notice(Letter.Notice notice) {
        return sheet(
                Sheet.Kind.NOTICE,
                Label.DOCUMENT,
                notice.subject(),
                new Body(
                        info(),
                        List.of(notice.text().strip().split("\\n\\s*\\n")),
                        Optional.empty(),
                        new Sheet.Table("", List.of(), List.of(), ""),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of()));
    }
}
