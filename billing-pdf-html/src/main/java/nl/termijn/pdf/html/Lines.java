package nl.termijn.pdf.html;

import java.util.Arrays;

/** Lines of a text, found without counting from its beginning each time. */
final class Lines {
    private final String file;
    private final int first;
    private final int[] ends;

    /** The lines of {@code text}, which begins at line {@code first} of {@code file}. */
    Lines(String file, int first, String text) {
        this.file = file;
        this.first = first;
        int[] found = new int[16];
        int count = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count++] = at;
        }
        ends = Arrays.copyOf(found, count);
    }

    /** Where {@code offset} stands. */
    Place at(int offset) {
        int line = Arrays.binarySearch(ends, Math.max(0, offset));
        return new Place(file, first + (line < 0 ? -line - 1 : line));
    }
}
