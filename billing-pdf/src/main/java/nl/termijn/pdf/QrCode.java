package nl.termijn.pdf;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A QR code, UTF-8, without its quiet zone: error correction M, or L where that alone keeps a long text readable.
 *
 * <p>The best of the eight masks is chosen as ISO/IEC 18004, 7.8.3 wants. The encoder does that module by module, which took
 * two thirds of the time of a whole invoice; here a row is one number. What two masks differ in depends on the size only,
 * so each further mask is one exclusive or away from the first.
 */
public final class QrCode {
    private static final int MASKS = 8;
    /** Modules of version 11: a row fits in 64 bits. Larger codes are rare. */
    private static final int WIDEST = 61;
    /** Modules of version 7: half a millimetre each on 26 millimetres. */
    private static final int LARGE_MODULES = 45;

    private static final Map<Integer, Grid[]> DIFFERENCES = new ConcurrentHashMap<>();

    private final Grid grid;
    private final int modules;

    private QrCode(Grid grid, int modules) {
        this.grid = grid;
        this.modules = modules;
    }

    /** The code that opens {@code link}: with M while its modules are large then, or else with L, which has fewer. */
    public static QrCode ofLink(String link) {
        QrCode code = of(link);
        if (code.modules <= LARGE_MODULES) {
            return code;
        }
        ByteMatrix chosen = encoded(link, -1, ErrorCorrectionLevel.L).getMatrix();
        return new QrCode(Grid.of(chosen), chosen.getWidth());
    }

    /** The code that says {@code content}, with M. */
    public static QrCode of(String content) {
        QRCode first = encoded(content, 0);
        int size = first.getMatrix().getWidth();
        if (size > WIDEST) {
            ByteMatrix chosen = encoded(content, -1).getMatrix();
            return new QrCode(Grid.of(chosen), size);
        }
        Grid[] differences = DIFFERENCES.computeIfAbsent(size, key -> differences(content));
        Grid base = Grid.of(first.getMatrix());
        Grid best = base;
        int least = Integer.MAX_VALUE;
        for (Grid difference : differences) {
            Grid candidate = base.xor(difference);
            int penalty = candidate.penalty();
            if (penalty < least) {
                least = penalty;
                best = candidate;
            }
        }
        return new QrCode(best, size);
    }

    /** What each mask changes of mask 0: the same for every content of one size. */
    private static Grid[] differences(String content) {
        Grid first = Grid.of(encoded(content, 0).getMatrix());
        Grid[] differences = new Grid[MASKS];
        for (int mask = 0; mask < MASKS; mask++) {
            differences[mask] = first.xor(Grid.of(encoded(content, mask).getMatrix()));
        }
        return differences;
    }

    /** With a mask, or with one that the encoder chooses for -1. */
    private static QRCode encoded(String content, int mask) {
        return encoded(content, mask, ErrorCorrectionLevel.M);
    }

    private static QRCode encoded(String content, int mask, ErrorCorrectionLevel level) {
        Map<EncodeHintType, Object> hints = new HashMap<>();
        hints.put(EncodeHintType.CHARACTER_SET, "UTF-8");
        if (mask >= 0) {
            hints.put(EncodeHintType.QR_MASK_PATTERN, mask);
        }
        try {
            return Encoder.encode(content, level, hints);
        } catch (WriterException e) {
            throw new IllegalStateException("a code of " + content.length() + " characters cannot be made", e);
        }
    }

    /** How many modules it is wide and high. */
    public int modules() {
        return modules;
    }

    /** Dark modules that touch, in one row. */
    @FunctionalInterface
    interface Run {
        void at(int column, int row, int length);
    }

    void forEachRun(Run run) {
        for (int row = 0; row < modules; row++) {
            int start = -1;
            for (int column = 0; column <= modules; column++) {
                boolean dark = column < modules && grid.isDark(column, row);
                if (dark && start < 0) {
                    start = column;
                } else if (!dark && start >= 0) {
                    run.at(start, row, column - start);
                    start = -1;
                }
            }
        }
    }

    /** Whether a module is dark. */
    public boolean isDark(int column, int row) {
        return grid.isDark(column, row);
    }

    /** Modules as bits, by row and by column; bit 0 of a number is the first. Two numbers for a row of more than 64. */
    private static final class Grid {
        private final long[] rows;
        private final long[] columns;
        private final int words;

        private Grid(long[] rows, long[] columns, int words) {
            this.rows = rows;
            this.columns = columns;
            this.words = words;
        }

        static Grid of(ByteMatrix matrix) {
            int size = matrix.getWidth();
            int words = (size + 63) / 64;
            long[] rows = new long[size * words];
            long[] columns = new long[size * words];
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    if (matrix.get(x, y) == 1) {
                        rows[y * words + x / 64] |= 1L << (x % 64);
                        columns[x * words + y / 64] |= 1L << (y % 64);
                    }
                }
            }
            return new Grid(rows, columns, words);
        }

        boolean isDark(int x, int y) {
            return ((rows[y * words + x / 64] >>> (x % 64)) & 1) == 1;
        }

        Grid xor(Grid other) {
            return new Grid(xor(rows, other.rows), xor(columns, other.columns), words);
        }

        private static long[] xor(long[] some, long[] others) {
            long[] result = new long[some.length];
            for (int i = 0; i < some.length; i++) {
                result[i] = some[i] ^ others[i];
            }
            return result;
        }

        int penalty() {
            return lines(rows) + lines(columns) + blocks() + balance();
        }

        /** Runs of five and more count 3 and one for each further (N1); a finder's pattern beside four light ones 40 (N3). */
        private static int lines(long[] lines) {
            long pairs = (1L << (lines.length - 1)) - 1;
            long all = (pairs << 1) | 1;
            int penalty = 0;
            for (long line : lines) {
                long fives = inARow(alike(line, line >>> 1) & pairs);
                penalty += Long.bitCount(fives) + 2 * Long.bitCount(fives & ~(fives << 1));
                long light = ~line & all;
                long finder = line
                        & (light >>> 1)
                        & (line >>> 2)
                        & (line >>> 3)
                        & (line >>> 4)
                        & (light >>> 5)
                        & (line >>> 6);
                // four within the code: the white around it does not count
                long four = inARow(light);
                penalty += 40 * Long.bitCount(finder & ((four << 4) | (four >>> 7)));
            }
            return penalty;
        }

        private static long alike(long some, long others) {
            return ~(some ^ others);
        }

        /** Where four bits in a row are set. */
        private static long inARow(long bits) {
            return bits & (bits >>> 1) & (bits >>> 2) & (bits >>> 3);
        }

        /** Each square of four alike counts 3 (N2). */
        private int blocks() {
            long pairs = (1L << (rows.length - 1)) - 1;
            int blocks = 0;
            for (int y = 0; y + 1 < rows.length; y++) {
                long below = alike(rows[y], rows[y + 1]);
                blocks += Long.bitCount(below & (below >>> 1) & alike(rows[y], rows[y] >>> 1) & pairs);
            }
            return 3 * blocks;
        }

        /** Each twentieth away from half dark counts 10 (N4). */
        private int balance() {
            int dark = 0;
            for (long row : rows) {
                dark += Long.bitCount(row);
            }
            int all = rows.length * rows.length;
            return Math.abs(dark * 2 - all) * 10 / all * 10;
        }
    }
}
