package nl.termijn.samples.benchmarks.store;

import java.io.Reader;
import java.util.function.IntFunction;

/** A file of rows that are made as they are read, so that a large one needs no memory. */
final class RowReader extends Reader {
    private final int rows;
    private final IntFunction<String> row;
    private String line;
    private int position;
    private int next;

    RowReader(String header, int rows, IntFunction<String> row) {
        this.rows = rows;
        this.row = row;
        this.line = header + '\n';
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        if (position == line.length()) {
            if (next == rows) {
                return -1;
            }
            line = row.apply(next) + '\n';
            next++;
            position = 0;
        }
        int count = Math.min(length, line.length() - position);
        line.getChars(position, position + count, buffer, offset);
        position += count;
        return count;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
