package nl.termijn.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import nl.termijn.document.Label;
import nl.termijn.document.Words;
import nl.termijn.error.Violations;

/** Whether everything that a theme puts on a page has room there, so that no text lies on another or off the paper. */
final class ThemeCheck {
    /** No closer to the edge than office printers print. */
    private static final double EDGE = 5;
    /** Height of the band at the top. */
    private static final double BAND = 30;
    /** What identifies a document needs this much beside the address. */
    private static final double INFO_WIDTH = 40;
    /** Lines of what identifies a document: number, days, references. */
    private static final int INFO_LINES = 8;
    /** Head and two rows of a table with its totals, which stand together. */
    private static final double FIRST_PAGE = 55;
    /** How to pay, with its code. */
    private static final double NEXT_PAGE = 80;
    /** A foot of who the seller is has three lines. */
    private static final double FOOT = 28;

    private static final int FOOT_COLUMNS = 3;
    /** The page number, and a line of the foot above it. */
    private static final double ABOVE_PAGE_NUMBER = 10.4;

    private final Theme theme;
    private final Theme.Paper paper;
    private final Violations violations;

    private ThemeCheck(Theme theme, Violations violations) {
        this.theme = theme;
        this.paper = theme.paper();
        this.violations = violations;
    }

    /** Checks what is known of the theme alone. */
    static void places(Theme theme, Violations violations) {
        ThemeCheck check = new ThemeCheck(theme, violations);
        check.address();
        check.logo();
        check.heights();
    }

    /** Checks what depends on how wide letters are. */
    static void texts(Look look, Violations violations) {
        ThemeCheck check = new ThemeCheck(look.theme, violations);
        check.foot(look);
        check.columns(look);
    }

    /** The highest logo, in millimetres: above the window of the envelope, or within the band. */
    static double highestLogo(Theme theme) {
        double free = theme.address().maybeVisible().top() - EDGE - 1;
        return theme.top() == Theme.Top.BAND ? Math.min(BAND - 4, free) : free;
    }

    private static String mm(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private boolean addressIsAtRight() {
        return theme.address().left() > paper.width() / 2;
    }

    private void address() {
        AddressPosition position = theme.address();
        double right = position.left() + position.width();
        double bottom = position.maybeVisible().bottom();
        violations.check(
                right <= paper.width() - EDGE && bottom <= paper.height() - paper.bottom(),
                "address",
                position,
                String.format(
                        Locale.ROOT,
                        "ends %s from the left and %s from the top, outside the paper of %s × %s millimetres",
                        mm(right),
                        mm(bottom),
                        mm(paper.width()),
                        mm(paper.height())),
                "take another address position, or A4");
        double info = addressIsAtRight()
                ? position.maybeVisible().left() - 3 - paper.left()
                : paper.width()
                        - paper.right()
                        - Math.max(position.maybeVisible().right() + 2, 125);
        violations.check(
                info >= INFO_WIDTH,
                addressIsAtRight() ? "paper.left" : "paper.right",
                addressIsAtRight() ? paper.left() : paper.right(),
                "leaves " + mm(info) + " millimetres beside the address for number, days and references; must leave "
                        + mm(INFO_WIDTH) + " or more",
                "make the margin smaller, or take another address position");
    }

    private void logo() {
        theme.logo().ifPresent(logo -> {
            double widest = paper.width() - paper.left() - paper.right();
            double highest = highestLogo(theme);
            violations
                    .check(
                            logo.width() >= EDGE && logo.width() <= widest,
                            "logo.width",
                            logo.width(),
                            "must be " + mm(EDGE) + " to " + mm(widest) + " millimetres, as the lines are wide",
                            "50 looks well")
                    .check(
                            logo.height() >= EDGE && logo.height() <= highest,
                            "logo.height",
                            logo.height(),
                            "must be " + mm(EDGE) + " to " + mm(highest)
                                    + " millimetres, above the address and within a band",
                            "18 looks well");
        });
    }

    private void heights() {
        AddressPosition.Area window = theme.address().maybeVisible();
        double line = theme.fonts().size() * 1.36 / Look.MM;
        double title = theme.fonts().title() / Look.MM;
        double info =
                (addressIsAtRight() ? 50 : window.top() + 5) + (theme.headline() ? title + 2 : 0) + INFO_LINES * line;
        double head = Math.max(window.bottom(), info);
        double first = theme.headline() ? head + 27 : head + 13 + title;
        violations
                .check(
                        paper.height() - paper.bottom() - first >= FIRST_PAGE,
                        "paper",
                        "height " + paper.height() + ", bottom " + paper.bottom(),
                        "leaves " + mm(paper.height() - paper.bottom() - first)
                                + " millimetres below address and title for the lines; must leave " + mm(FIRST_PAGE),
                        "make the bottom smaller, or the paper higher")
                .check(
                        paper.height() - paper.bottom() - paper.top() - 9 >= NEXT_PAGE,
                        "paper",
                        "height " + paper.height() + ", top " + paper.top() + ", bottom " + paper.bottom(),
                        "leaves " + mm(paper.height() - paper.bottom() - paper.top() - 9)
                                + " millimetres on further pages; must leave " + mm(NEXT_PAGE),
                        "make top and bottom smaller, or the paper higher");
    }

    private void foot(Look look) {
        if (look.letterheadIsComplete()) {
            return;
        }
        if (theme.foot().isEmpty()) {
            violations.check(
                    paper.bottom() >= FOOT,
                    "paper.bottom",
                    paper.bottom(),
                    "must be " + mm(FOOT) + " or more: who the seller is stands there in three lines",
                    "make it larger, give a foot of one line, or a letterhead that is complete");
        }
        theme.foot().forEach((language, columns) -> {
            violations.check(
                    !columns.isEmpty() && columns.size() <= FOOT_COLUMNS,
                    "foot." + language,
                    columns.size() + " columns",
                    "must be one to " + FOOT_COLUMNS,
                    "put more lines in a column");
            for (int c = 0; c < columns.size(); c++) {
                boolean isLast = c == columns.size() - 1;
                double room = paper.bottom() - (isLast ? ABOVE_PAGE_NUMBER : EDGE);
                double needs = footHeight(look, columns.get(c), columns.size());
                violations.check(
                        needs <= room,
                        "foot." + language,
                        "column " + (c + 1),
                        "is " + mm(needs) + " millimetres high; " + mm(room) + " are free above "
                                + (isLast ? "the page number" : "the edge"),
                        "shorten it, spread it over the columns, or make paper.bottom larger");
            }
        });
    }

    /** From the bottom of the text to the base of the last line, in millimetres. */
    private static double footHeight(Look look, String column, int columns) {
        Ink ink = Margins.footInk(look);
        float width = (look.right - look.left) / columns - 3 * Look.MM;
        List<String> lines = new ArrayList<>();
        for (String line : column.split("\n", -1)) {
            lines.addAll(Wrapping.lines(line, ink.typeface(), ink.size(), width));
        }
        return 10 + (ink.size() + (lines.size() - 1) * ink.leading()) / Look.MM;
    }

    /** Figures of an ordinary invoice leave room for words beside them. */
    private void columns(Look look) {
        Set<String> languages = new TreeSet<>(theme.words().keySet());
        languages.add("nl");
        languages.add("en");
        for (String language : languages) {
            Words words = look.words(Locale.forLanguageTag(language));
            float figures = 0;
            for (Theme.Column column : theme.columns()) {
                figures += switch (column) {
                    case DESCRIPTION -> 0;
                    case QUANTITY -> width(look, words.text(Label.QUANTITY), "12");
                    case PRICE -> width(look, words.text(Label.UNIT_PRICE), "1.234,56");
                    case DISCOUNT -> width(look, words.text(Label.DISCOUNT), "123,45");
                    case VAT -> width(look, words.text(Label.VAT_RATE), "21%");
                    case AMOUNT ->
                        width(look, words.text(Label.AMOUNT) + " " + words.text(Label.EXCL_VAT), "12.345,67");
                };
            }
            float space = look.right - look.left - 2 * look.inset;
            violations.check(
                    space - figures >= space * 0.3f,
                    "columns",
                    theme.columns(),
                    "leave " + mm((space - figures) / Look.MM) + " millimetres for the description (" + language
                            + "); must leave " + mm(space * 0.3 / Look.MM),
                    "take fewer columns, shorter words, smaller letters or margins");
        }
    }

    private static float width(Look look, String label, String figure) {
        return Math.max(look.label.width(label), look.text.width(figure)) + 4 * Look.MM;
    }
}
