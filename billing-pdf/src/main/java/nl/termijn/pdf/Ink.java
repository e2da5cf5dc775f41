package nl.termijn.pdf;

/**
 * Letters of one face, size and colour.
 *
 * @param typeface the face
 * @param size in points
 * @param colour the colour
 */
record Ink(Typeface typeface, float size, Colour colour) {

    float width(String text) {
        return typeface.width(text, size);
    }

    /** From one line to the next. */
    float leading() {
        return size * 1.36f;
    }

    Ink in(Colour other) {
        return new Ink(typeface, size, other);
    }

    Ink of(float otherSize) {
        return new Ink(typeface, otherSize, colour);
    }

    /** A colour of sRGB. */
    record Colour(int red, int green, int blue) {
        static final Colour BLACK = new Colour(0, 0, 0);
        static final Colour WHITE = new Colour(255, 255, 255);

        /** {@code #rrggbb}, which was checked before. */
        static Colour of(String hex) {
            int rgb = Integer.parseInt(hex.substring(1), 16);
            return new Colour(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff);
        }

        /** Relative luminance (WCAG 2). */
        double luminance() {
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        }

        private static double linear(int part) {
            double value = part / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }

        /** Contrast with {@code other}, 1 to 21 (WCAG 2). */
        double contrast(Colour other) {
            double light = Math.max(luminance(), other.luminance());
            double dark = Math.min(luminance(), other.luminance());
            return (light + 0.05) / (dark + 0.05);
        }
    }
}
