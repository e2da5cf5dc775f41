package nl.termijn.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts blocks on pages, one below the other: what is kept together is not parted, a table's head is repeated, and a running
 * total is carried over the edge.
 *
 * <pre>
 * page 1  … row row row, carried 1.200,00
 * page 2  head, carried 1.200,00, row row …
 * </pre>
 */
final class Flow {
    private final float top;
    private final float bottom;
    private final List<List<Placed>> pages = new ArrayList<>();
    private float y;

    /** Pages whose content stands between {@code top} and {@code bottom}, on the first below {@code firstTop}. */
    Flow(float firstTop, float top, float bottom) {
        this.top = top;
        this.bottom = bottom;
        pages.add(new ArrayList<>());
        y = firstTop;
    }

    /** Draws a block whose top is at {@code y}. */
    @FunctionalInterface
    interface Drawing {
        void draw(Pen pen, float y);
    }

    /**
     * What is repeated and carried where a table goes over an edge.
     *
     * @param head drawn again at the top
     * @param carrier height of a row with a running total; 0 where none is carried
     */
    record Table(Block head, float carrier, Carrying carrying) {
        /** Makes the row with a running total. */
        @FunctionalInterface
        interface Carrying {
            Drawing row(String carried);
        }
    }

    /**
     * Something of a height.
     *
     * @param height in points
     * @param keepWithNext whether the next block must stand on the same page
     * @param drawing draws it
     * @param table that it is a row of
     * @param carried the running total after it
     */
    record Block(
            float height,
            boolean keepWithNext,
            Drawing drawing,
            @Nullable Table table,
            String carried) {
        static Block of(float height, Drawing drawing) {
            return new Block(height, false, drawing, null, "");
        }

        static Block space(float height) {
            return of(height, (pen, y) -> {});
        }

        Block kept() {
            return new Block(height, true, drawing, table, carried);
        }
    }

    /** A block and where it stands. */
    record Placed(Drawing drawing, float y) {}

    void newPage() {
        pages.add(new ArrayList<>());
        y = top;
    }

    /** Places {@code blocks} in their order. */
    void place(List<Block> blocks) {
        int next = 0;
        while (next < blocks.size()) {
            int end = next;
            while (end < blocks.size() - 1 && blocks.get(end).keepWithNext()) {
                end++;
            }
            List<Block> together = blocks.subList(next, end + 1);
            placeTogether(together, next == 0 ? Optional.empty() : Optional.of(blocks.get(next - 1)));
            next = end + 1;
        }
    }

    private void placeTogether(List<Block> together, Optional<Block> before) {
        float height = 0;
        for (Block block : together) {
            height += block.height();
        }
        Block last = together.get(together.size() - 1);
        Table lastTable = last.table();
        // room for the running total, should the next row not fit any more
        float reserve = lastTable == null ? 0 : lastTable.carrier();
        boolean fits = y + height + reserve <= bottom;
        if (!fits
                && height + reserve <= bottom - top
                && !pages.get(pages.size() - 1).isEmpty()) {
            turn(before, together.get(0));
        }
        for (Block block : together) {
            if (y + block.height() > bottom && y > top) {
                turn(Optional.empty(), block);
            }
            put(block);
        }
    }

    /** To the next page; within a table with its running total and head. */
    private void turn(Optional<Block> before, Block next) {
        Table table = next.table();
        boolean within = table != null
                && before.filter(block -> table.equals(block.table())).isPresent();
        String carried = within ? before.orElseThrow().carried() : "";
        if (!carried.isEmpty() && table != null) {
            put(Block.of(table.carrier(), table.carrying().row(carried)));
        }
        newPage();
        if (within && table != null) {
            put(table.head());
            if (!carried.isEmpty()) {
                put(Block.of(table.carrier(), table.carrying().row(carried)));
            }
        }
    }

    private void put(Block block) {
        pages.get(pages.size() - 1).add(new Placed(block.drawing(), y));
        y += block.height();
    }

    List<List<Placed>> pages() {
        return pages;
    }
}
