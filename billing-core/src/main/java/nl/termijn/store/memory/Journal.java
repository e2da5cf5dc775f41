package nl.termijn.store.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to undo what a unit of work did so far. */
final class Journal {
    private final Deque<Runnable> undo = new ArrayDeque<>();

    void onRollback(Runnable step) {
        undo.push(step);
    }

    void commit() {
        undo.clear();
    }

    void rollback() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
