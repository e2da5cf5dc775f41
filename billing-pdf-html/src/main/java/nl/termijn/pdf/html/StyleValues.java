package nl.termijn.pdf.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.w3c.dom.css.CSSPrimitiveValue;
import org.xhtmlrenderer.css.constants.CSSName;
import org.xhtmlrenderer.css.parser.CounterData;
import org.xhtmlrenderer.css.parser.FSFunction;
import org.xhtmlrenderer.css.parser.PropertyValue;
import org.xhtmlrenderer.css.sheet.MediaRule;
import org.xhtmlrenderer.css.sheet.PageRule;
import org.xhtmlrenderer.css.sheet.PropertyDeclaration;
import org.xhtmlrenderer.css.sheet.Ruleset;
import org.xhtmlrenderer.css.sheet.Stylesheet;

/** What the values of a style may come to: sizes of paper, not of a town. */
final class StyleValues {
    /** Two metres, in points. */
    private static final double LONGEST = 2000 / 25.4 * 72;

    private static final double LARGEST_FONT = 500;
    private static final double MOST_TIMES = 100;
    private static final double LARGEST_FONT_TIMES = 20;
    private static final double MOST_PERCENT = 1000;
    private static final double LARGEST_NUMBER = 100_000;
    private static final double LARGEST_COUNT = 100;
    private static final List<CSSName> COUNTS =
            List.of(CSSName.FS_COLSPAN, CSSName.FS_ROWSPAN, CSSName.LINE_HEIGHT, CSSName.ORPHANS, CSSName.WIDOWS);
    private static final int LARGEST_COUNTER = 10_000;
    private static final int LONGEST_TEXT = 300;
    private static final int LONGEST_LIST = 50;
    private static final int DEEPEST = 4;
    private static final String REMEDY = "write what fits on paper";

    private final Function<String, Place> places;
    private final Faults faults;

    /** Adds what is wrong to {@code faults}, at the place that {@code places} knows for its text. */
    StyleValues(Function<String, Place> places, Faults faults) {
        this.places = places;
        this.faults = faults;
    }

    void check(Stylesheet sheet) {
        for (Object part : sheet.getContents()) {
            if (part instanceof Ruleset rules) {
                check(rules.getPropertyDeclarations());
            } else if (part instanceof MediaRule media) {
                media.getContents().forEach(rules -> check(rules.getPropertyDeclarations()));
            } else if (part instanceof PageRule page) {
                check(page.getRuleset().getPropertyDeclarations());
                page.getMarginBoxes().values().forEach(this::check);
            }
        }
    }

    void check(List<PropertyDeclaration> declarations) {
        for (PropertyDeclaration declaration : declarations) {
            if (declaration.getValue() instanceof PropertyValue value) {
                value(declaration.getCSSName(), value, 0);
            }
        }
    }

    private void value(CSSName name, PropertyValue value, int depth) {
        List<Object> all = new ArrayList<>(value.getValues() == null ? List.of() : value.getValues());
        FSFunction function = value.getFunction();
        if (function != null) {
            all.addAll(function.getParameters());
            roman(function);
        }
        refuse(all.size() > LONGEST_LIST || depth > DEEPEST, name, value.getCssText(), "holds too many values");
        for (Object one : all.subList(0, Math.min(all.size(), LONGEST_LIST))) {
            if (one instanceof PropertyValue part && depth <= DEEPEST) {
                value(name, part, depth + 1);
            } else if (one instanceof CounterData counter) {
                refuse(
                        Math.abs((long) counter.getValue()) > LARGEST_COUNTER,
                        name,
                        String.valueOf(counter.getValue()),
                        "must be " + LARGEST_COUNTER + " or less");
            }
        }
        String text = value.getStringValue();
        refuse(
                text != null && text.length() > LONGEST_TEXT,
                name,
                String.valueOf(text),
                "is longer than " + LONGEST_TEXT + " characters");
        if (all.isEmpty() && text == null) {
            number(name, value);
        }
    }

    /** Large numbers are long in Roman figures. */
    private void roman(FSFunction function) {
        List<PropertyValue> parameters = function.getParameters();
        boolean counts = function.getName().toLowerCase(Locale.ROOT).startsWith("counter");
        if (!counts || parameters.isEmpty()) {
            return;
        }
        String counter = String.valueOf(parameters.get(0).getStringValue());
        boolean roman = parameters.stream()
                .map(parameter -> String.valueOf(parameter.getStringValue()))
                .anyMatch(text -> text.endsWith("-roman"));
        refuse(
                roman && !counter.equals("page") && !counter.equals("pages"),
                CSSName.CONTENT,
                counter,
                "is counted in Roman figures, which only pages are");
    }

    private void number(CSSName name, PropertyValue value) {
        double size = Math.abs((double) value.getFloatValue());
        boolean font = name.equals(CSSName.FONT_SIZE);
        String text = value.getCssText();
        double points = switch (value.getPrimitiveType()) {
            case CSSPrimitiveValue.CSS_PX -> size * 0.75;
            case CSSPrimitiveValue.CSS_PT -> size;
            case CSSPrimitiveValue.CSS_PC -> size * 12;
            case CSSPrimitiveValue.CSS_IN -> size * 72;
            case CSSPrimitiveValue.CSS_CM -> size * 72 / 2.54;
            case CSSPrimitiveValue.CSS_MM -> size * 72 / 25.4;
            default -> 0;
        };
        refuse(
                !(points <= (font ? LARGEST_FONT : LONGEST)),
                name,
                text,
                font ? "must be 500 points or less" : "must be 2 metres or less");
        switch (value.getPrimitiveType()) {
            case CSSPrimitiveValue.CSS_EMS, CSSPrimitiveValue.CSS_EXS ->
                refuse(
                        !(size <= (font ? LARGEST_FONT_TIMES : MOST_TIMES)),
                        name,
                        text,
                        "must be " + (int) (font ? LARGEST_FONT_TIMES : MOST_TIMES) + " times the letters or less");
            case CSSPrimitiveValue.CSS_PERCENTAGE ->
                refuse(!(size <= MOST_PERCENT), name, text, "must be " + (int) MOST_PERCENT + "% or less");
            case CSSPrimitiveValue.CSS_NUMBER ->
                refuse(
                        !(size <= (counts(name) ? LARGEST_COUNT : LARGEST_NUMBER)),
                        name,
                        text,
                        "must be " + (int) (counts(name) ? LARGEST_COUNT : LARGEST_NUMBER) + " or less");
            default -> {
                // a colour, an angle, a word
            }
        }
    }

    private static boolean counts(CSSName name) {
        return COUNTS.contains(name);
    }

    private void refuse(boolean wrong, CSSName name, String text, String rule) {
        if (wrong) {
            faults.add(places.apply(text), name + ": " + text, rule, REMEDY);
        }
    }
}
