package nl.termijn.pdf.html;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.IdentityHashMap;

/**
 * What one drawing may still use. The engine cannot be stopped from outside: it is asked at each step that it lets us see, and
 * what lies between two steps is bounded by what went in. Not safe for many threads.
 */
final class Budget {
    /** Most elements of a document: an invoice of ten thousand lines in the example has 80,000. */
    static final int MOST_ELEMENTS = 100_000;
    /** Longest text with its marks, in characters: an invoice of a thousand lines has a tenth. */
    static final int LONGEST = 8_000_000;
    /** Most turns of all lists together. */
    static final int MOST_TURNS = 500_000;

    private static final int MOST_MATCHES = 30_000_000;
    private static final int MOST_LINES = 200_000;
    private static final int MOST_BOXES = 2_000_000;
    private static final int MOST_BOXES_ON_ALL_PAGES = 150_000;
    private static final int MOST_COLUMNS = 500;
    private static final int MOST_PICTURES = 50_000;
    private static final int STEPS_BETWEEN_LOOKS = 64;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Limits limits;
    private long left;
    private long since;
    private boolean running;
    private int steps;
    private int turns;
    private int boxes;
    private int lines;
    private int pages;
    private int repeated = -1;
    private int pictures;
    private final IdentityHashMap<Object, Integer> columns = new IdentityHashMap<>();

    Budget(Limits limits) {
        this.limits = limits;
        left = limits.time().toNanos();
    }

    /** As much again of everything but the time. */
    Budget again() {
        steps = 0;
        turns = 0;
        boxes = 0;
        lines = 0;
        pages = 0;
        repeated = -1;
        pictures = 0;
        columns.clear();
        return this;
    }

    /** The time that this thread has worked, whatever else the machine has to do; or the clock, where that is not known. */
    private static long worked() {
        return THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled()
                ? THREADS.getCurrentThreadCpuTime()
                : System.nanoTime();
    }

    /** Begins a part of the work, in one thread: only these count. */
    void begin() {
        since = worked();
        running = true;
    }

    /** Ends a part of the work. */
    void end() {
        if (running) {
            left -= worked() - since;
            running = false;
        }
    }

    /** One step more of the work. */
    void step() {
        step(0);
    }

    /** A step that takes as long as {@code letters}. */
    void step(int letters) {
        steps += 1 + letters / 16;
        if (steps >= STEPS_BETWEEN_LOOKS) {
            steps = 0;
            look();
        }
    }

    private void look() {
        if (running && worked() - since > left) {
            throw new TooMuch("it takes longer than " + limits.time().toSeconds() + " seconds");
        }
    }

    /** One turn more of a list. */
    void turn() {
        turns++;
        check(turns <= MOST_TURNS, "its lists turn more than " + MOST_TURNS + " times");
        step();
    }

    /** The elements of a document, which {@code selectors} are matched with. */
    void elements(int count, int selectors) {
        check(count <= MOST_ELEMENTS, "it has more than " + MOST_ELEMENTS + " elements");
        check(
                (long) count * selectors <= MOST_MATCHES,
                "it has " + count + " elements for " + selectors + " selectors, more than " + MOST_MATCHES
                        + " together");
    }

    /** One line of text more, perhaps laid out again; or the end of one in the HTML. */
    void line() {
        lines++;
        check(lines <= MOST_LINES, "it has more than " + MOST_LINES + " lines of text");
        step();
    }

    /** A page that the engine begins; it may drop it again. */
    void page() {
        pages++;
        check(repeated >= 0 || pages <= 2 * limits.pages() + 16, tooManyPages());
        step();
    }

    /** The pages that there are. */
    void pages(int count) {
        check(count <= limits.pages(), tooManyPages());
    }

    private String tooManyPages() {
        return "it comes to more than " + limits.pages() + " pages";
    }

    /** From now on is laid out what stands in the margins of each page. */
    void margins() {
        repeated = 0;
    }

    /** One box more. */
    void box() {
        boxes++;
        check(
                boxes <= MOST_BOXES,
                "its blocks are laid out more than " + MOST_BOXES + " times: too many stand within each other");
        if (repeated >= 0) {
            repeated++;
            check(
                    repeated <= MOST_BOXES_ON_ALL_PAGES,
                    "what repeats on each page comes to more than " + MOST_BOXES_ON_ALL_PAGES + " boxes");
        }
        step();
    }

    /** A cell of the row {@code parent}. */
    void cell(Object parent, int span) {
        check(
                columns.merge(parent, span, Integer::sum) <= MOST_COLUMNS,
                "a table has more than " + MOST_COLUMNS + " columns");
    }

    /** One picture more that is drawn, or one more time. */
    void picture() {
        pictures++;
        check(pictures <= MOST_PICTURES, "it draws more than " + MOST_PICTURES + " pictures, or a tile as often");
        step();
    }

    void check(boolean holds, String message) {
        if (!holds) {
            throw new TooMuch(message);
        }
    }
}
