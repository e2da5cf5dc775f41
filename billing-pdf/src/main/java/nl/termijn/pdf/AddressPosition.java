package nl.termijn.pdf;

/**
 * Where the address stands, by the envelope whose window it must show in.
 *
 * <p>The sheet is folded so that the panel with the address ends at {@code fold} from the top; it can slide in the envelope
 * by what that is wider than the sheet and higher than the panel. The address stands where it always shows, and nothing but
 * the address and the return line where the window may show it:
 *
 * <pre>
 * always   x  l … l + w − slack             y  fold − b − h + (H − 105) … fold − b
 * maybe    x  l − slack … l + w             y  fold − b − h … fold − b + (H − 105)       slack = E − 210
 * </pre>
 */
@SuppressWarnings("ImmutableEnumChecker") // an area is a record of numbers
public enum AddressPosition {
    /** Window at the right, envelopes EA5/6 and C5/6 as used in the Netherlands; also the Belgian habit. */
    NL_WINDOW_RIGHT(
            110,
            62.7,
            80,
            new Envelope(220, 110, 100, 30, 20, 105, 105),
            new Envelope(229, 114, 110, 40, 20, 104, 105)),
    /** Window at the left, envelopes EA5/6 and C5/6 as used in the Netherlands. */
    NL_WINDOW_LEFT(
            25, 62.7, 80, new Envelope(220, 110, 100, 30, 20, 15, 105), new Envelope(229, 114, 110, 40, 20, 20, 105)),
    /** Window at the right, as used in Belgium. */
    BE_WINDOW_RIGHT(
            110,
            62.7,
            80,
            new Envelope(220, 110, 100, 30, 20, 105, 105),
            new Envelope(229, 114, 110, 40, 20, 104, 105)),
    /** DIN 5008 form B, envelopes DIN long and C6/5. */
    DE_FORM_B(25, 62.7, 65, new Envelope(220, 110, 90, 45, 15, 20, 105), new Envelope(229, 114, 90, 45, 15, 20, 105)),
    /** DIN 5008 form A, envelope DIN long. */
    DE_FORM_A(25, 44.7, 65, new Envelope(220, 110, 90, 45, 15, 20, 87));

    /** How high a panel is after folding. */
    private static final double PANEL = 105;

    private static final double SHEET = 210;

    private final double left;
    private final double top;
    private final double width;
    private final Area always;
    private final Area maybe;

    AddressPosition(double left, double top, double width, Envelope... envelopes) {
        this.left = left;
        this.top = top;
        this.width = width;
        Area shown = envelopes[0].always();
        Area possible = envelopes[0].maybe();
        for (Envelope envelope : envelopes) {
            shown = shown.and(envelope.always());
            possible = possible.or(envelope.maybe());
        }
        this.always = shown;
        this.maybe = possible;
    }

    /** Left edge of the address, in millimetres from the left of the sheet. */
    public double left() {
        return left;
    }

    /** Top of its first line, in millimetres from the top of the sheet. */
    public double top() {
        return top;
    }

    /** How wide it may be, in millimetres. */
    public double width() {
        return width;
    }

    /** What all the envelopes of this position always show. */
    public Area alwaysVisible() {
        return always;
    }

    /** What one of the envelopes of this position may show. */
    public Area maybeVisible() {
        return maybe;
    }

    /**
     * A part of the sheet, in millimetres from its top left.
     *
     * @param left left edge
     * @param top upper edge
     * @param right right edge
     * @param bottom lower edge
     */
    public record Area(double left, double top, double right, double bottom) {
        private Area and(Area other) {
            return new Area(
                    Math.max(left, other.left),
                    Math.max(top, other.top),
                    Math.min(right, other.right),
                    Math.min(bottom, other.bottom));
        }

        private Area or(Area other) {
            return new Area(
                    Math.min(left, other.left),
                    Math.min(top, other.top),
                    Math.max(right, other.right),
                    Math.max(bottom, other.bottom));
        }
    }

    /** An envelope with its window, and where the lower fold of the panel with the address is; all in millimetres. */
    private record Envelope(
            double width,
            double height,
            double windowWidth,
            double windowHeight,
            double fromBottom,
            double fromLeft,
            double fold) {

        Area always() {
            return new Area(
                    fromLeft,
                    fold - fromBottom - windowHeight + (height - PANEL),
                    fromLeft + windowWidth - (width - SHEET),
                    fold - fromBottom);
        }

        Area maybe() {
            return new Area(
                    fromLeft - (width - SHEET),
                    fold - fromBottom - windowHeight,
                    fromLeft + windowWidth,
                    fold - fromBottom + (height - PANEL));
        }
    }
}
