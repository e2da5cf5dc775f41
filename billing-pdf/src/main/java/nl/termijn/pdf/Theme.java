package nl.termijn.pdf;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.document.PeriodStyle;
import nl.termijn.internal.ValueStyle;
import org.immutables.value.Value;

/**
 * How a seller's documents look, as data: made with a builder, or read from a {@code theme.json} of the same shape ({@link
 * ThemeFiles#theme}). What is left out has a default that looks well. Lengths are in millimetres, sizes of letters in
 * points, colours {@code #rrggbb}. Immutable.
 *
 * <pre>
 * { "name": "Clear", "version": 3,
 *   "address": "NL_WINDOW_LEFT",
 *   "colours": { "accent": "#0b7a75" },
 *   "logo": { "file": "logo.png", "width": 42 } }
 * </pre>
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Theme.Builder.class)
public interface Theme {
    /** What the seller calls it. */
    String name();

    /** Goes up with every change: with the document it fixes the bytes. */
    @Value.Default
    default int version() {
        return 1;
    }

    /** The paper and what stays free at its edges. */
    @Value.Default
    default Paper paper() {
        return Paper.builder().build();
    }

    /** Where the address stands, by the envelope it must show in; the window at the right, as in the Netherlands. */
    @Value.Default
    default AddressPosition address() {
        return AddressPosition.NL_WINDOW_RIGHT;
    }

    /** Marks at the left edge where the sheet is folded. */
    @Value.Default
    default boolean foldMarks() {
        return false;
    }

    /** The colours. */
    @Value.Default
    default Colours colours() {
        return Colours.builder().build();
    }

    /** The letters. */
    @Value.Default
    default Fonts fonts() {
        return Fonts.builder().build();
    }

    /** The mark at the top of the first page; the seller's name when there is none. */
    Optional<Logo> logo();

    /** A PDF that lies under the pages. */
    Optional<Letterhead> letterhead();

    /** How the top of the first page is decorated. */
    @Value.Default
    default Top top() {
        return Top.PLAIN;
    }

    /** How rows are told apart. */
    @Value.Default
    default Rows rows() {
        return Rows.LINES;
    }

    /** Whether rows stand close together. */
    @Value.Default
    default boolean dense() {
        return false;
    }

    /** Whether the amount to pay stands large above the lines. */
    @Value.Default
    default boolean headline() {
        return false;
    }

    /** The columns of an invoice and their order. */
    @Value.Default
    default List<Column> columns() {
        return List.of(Column.DESCRIPTION, Column.QUANTITY, Column.PRICE, Column.DISCOUNT, Column.VAT, Column.AMOUNT);
    }

    /** How the days of a line are written. */
    @Value.Default
    default PeriodStyle periods() {
        return PeriodStyle.INCLUSIVE;
    }

    /** By what the lines stand together. */
    @Value.Default
    default Grouping grouping() {
        return Grouping.NONE;
    }

    /** Which code stands beside how to pay. */
    @Value.Default
    default Code code() {
        return Code.AUTOMATIC;
    }

    /** Other words than the built-in ones, by language and key ({@link nl.termijn.document.Label}). */
    Map<String, Map<String, String>> words();

    /** What stands at the foot of each page, by language; who the seller is when left out. Three columns at most. */
    Map<String, List<String>> foot();

    /** What stands below an invoice, by language; {@code {number}} is filled in. */
    Map<String, String> closing();

    /** Name of the files, without ending; {@code {number}} and {@code {kind}} are filled in. */
    @Value.Default
    default String fileName() {
        return "{number}";
    }

    /** What is done with a letter that none of the fonts has. */
    @Value.Default
    default MissingLetter missingLetter() {
        return MissingLetter.REFUSE;
    }

    /** How the top of the first page is decorated. */
    enum Top {
        /** Not at all. */
        PLAIN,
        /** A line of the accent colour along the edge. */
        EDGE,
        /** A band of the accent colour behind the logo. */
        BAND
    }

    /** How rows are told apart. */
    enum Rows {
        /** By a hairline. */
        LINES,
        /** By white. */
        OPEN,
        /** By a tint under every other row. */
        TINTED
    }

    /** A column of an invoice. */
    enum Column {
        /** What was sold, with its days and discount below. */
        DESCRIPTION,
        /** How many, times how many periods. */
        QUANTITY,
        /** Price of one for one period. */
        PRICE,
        /** What was taken off; shown only where there is a discount. */
        DISCOUNT,
        /** Rate of VAT. */
        VAT,
        /** What it comes to. */
        AMOUNT
    }

    /** By what lines stand together. */
    enum Grouping {
        /** They do not. */
        NONE,
        /** By the code of the product. */
        PRODUCT,
        /** By what the host says of a line. */
        HOST
    }

    /** Which code stands beside how to pay. */
    enum Code {
        /** The page to pay on when there is one, or else the bank's: what works in most apps. */
        AUTOMATIC,
        /** The one of banking apps (EPC069-12). */
        BANK,
        /** The page to pay on. */
        PAY_LINK,
        /** None. */
        NONE
    }

    /** What is done with a letter that none of the fonts has. */
    enum MissingLetter {
        /** The document is refused, and the message says which letter stands where. */
        REFUSE,
        /** A question mark stands in its place. */
        REPLACE
    }

    /** The paper and what stays free at its edges. Immutable. */
    @Value.Immutable
    @ValueStyle
    @JsonDeserialize(builder = Paper.Builder.class)
    interface Paper {
        /** Width; A4 unless given. */
        @Value.Default
        default double width() {
            return 210;
        }

        /** Height; A4 unless given. */
        @Value.Default
        default double height() {
            return 297;
        }

        /** Free at the left. */
        @Value.Default
        default double left() {
            return 25;
        }

        /** Free at the right. */
        @Value.Default
        default double right() {
            return 20;
        }

        /** Free at the top of all pages but the first. */
        @Value.Default
        default double top() {
            return 18;
        }

        /** Free at the bottom; the foot stands in it. */
        @Value.Default
        default double bottom() {
            return 30;
        }

        /** Starts paper. */
        static Builder builder() {
            return new Builder();
        }

        /** Builds paper. */
        class Builder extends ImmutablePaper.Builder {}
    }

    /** The colours, {@code #rrggbb}. Immutable. */
    @Value.Immutable
    @ValueStyle
    @JsonDeserialize(builder = Colours.Builder.class)
    interface Colours {
        /** Letters. */
        @Value.Default
        default String text() {
            return "#1b1f24";
        }

        /** Letters of labels and details. */
        @Value.Default
        default String muted() {
            return "#57606a";
        }

        /** Title, table head, links. */
        @Value.Default
        default String accent() {
            return "#1f4e79";
        }

        /** Letters on the accent. */
        @Value.Default
        default String onAccent() {
            return "#ffffff";
        }

        /** Hairlines. */
        @Value.Default
        default String line() {
            return "#c8ced6";
        }

        /** Tint of rows and boxes. */
        @Value.Default
        default String tint() {
            return "#f3f6f9";
        }

        /** Starts colours. */
        static Builder builder() {
            return new Builder();
        }

        /** Builds colours. */
        class Builder extends ImmutableColours.Builder {}
    }

    /**
     * The letters. A built-in family is {@code sans}, {@code serif} or {@code grotesk}; a seller's own fonts are TrueType or
     * OpenType files of his, whose licence is his to keep. Immutable.
     */
    @Value.Immutable
    @ValueStyle
    @JsonDeserialize(builder = Fonts.Builder.class)
    interface Fonts {
        /** Built-in family of the text. */
        @Value.Default
        default String family() {
            return "sans";
        }

        /** Built-in family of the title and the large amount; that of the text unless given. */
        @Value.Default
        default String headings() {
            return family();
        }

        /** File of the regular face, in place of the family. */
        Optional<String> regularFile();

        /** File of the bold face, in place of the family. */
        Optional<String> boldFile();

        /** Size of the text. */
        @Value.Default
        default double size() {
            return 9;
        }

        /** Size of the title. */
        @Value.Default
        default double title() {
            return 18;
        }

        /** Starts fonts. */
        static Builder builder() {
            return new Builder();
        }

        /** Builds fonts. */
        class Builder extends ImmutableFonts.Builder {}
    }

    /** The mark at the top of the first page: PNG or JPEG. Immutable. */
    @Value.Immutable
    @ValueStyle
    @JsonDeserialize(builder = Logo.Builder.class)
    interface Logo {
        /** Name of its file. */
        String file();

        /** How wide it is at most. */
        @Value.Default
        default double width() {
            return 50;
        }

        /** How high it is at most. */
        @Value.Default
        default double height() {
            return 18;
        }

        /** Starts a logo. */
        static Builder builder() {
            return new Builder();
        }

        /** Builds a logo. */
        class Builder extends ImmutableLogo.Builder {}
    }

    /** A PDF that lies under the pages, of their size. Immutable. */
    @Value.Immutable
    @ValueStyle
    @JsonDeserialize(builder = Letterhead.Builder.class)
    interface Letterhead {
        /** Name of its file: page 1 lies under the first page; page 2, or else page 1, under the others. */
        String file();

        /** Whether it brings its own logo and foot, so that none are drawn. */
        @Value.Default
        default boolean complete() {
            return true;
        }

        /** Starts a letterhead. */
        static Builder builder() {
            return new Builder();
        }

        /** Builds a letterhead. */
        class Builder extends ImmutableLetterhead.Builder {}
    }

    /** Starts a theme. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this theme. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a theme. */
    class Builder extends ImmutableTheme.Builder {}

    /** A Dutch letter: serif headings, hairlines, the address in the right window. */
    static Theme letter() {
        return builder()
                .name("Letter")
                .fonts(Fonts.builder().family("serif").size(9).title(19).build())
                .colours(Colours.builder()
                        .accent("#7a1f2b")
                        .text("#221d1c")
                        .muted("#665c58")
                        .line("#d8cfc8")
                        .tint("#f8f4f0")
                        .build())
                .build();
    }

    /** The amount, the day and how to pay at one glance. */
    static Theme clear() {
        return builder()
                .name("Clear")
                .top(Top.EDGE)
                .rows(Rows.OPEN)
                .headline(true)
                .colours(Colours.builder()
                        .accent("#0b6e69")
                        .tint("#eef6f5")
                        .line("#d3e0df")
                        .build())
                .build();
    }

    /** Dense, for invoices of many lines. */
    static Theme ledger() {
        return builder()
                .name("Ledger")
                .top(Top.BAND)
                .rows(Rows.TINTED)
                .dense(true)
                .fonts(Fonts.builder().family("grotesk").size(8.6).title(17).build())
                .colours(Colours.builder()
                        .accent("#22313f")
                        .tint("#f2f4f6")
                        .line("#c3cbd3")
                        .build())
                .build();
    }
}
