package nl.termijn;

import static nl.termijn.error.Violations.given;

/**
 * Coming from another program: its customers, what runs and how far it is billed, what is open, and what customers are owed.
 *
 * <pre>
 * TakeOverReport found = billing.takeOver().check(files);      all faults at once; nothing is saved
 * TakeOverReport done = billing.takeOver().bring(files);
 * done.isReconciled()                                          every sum is the same before and after
 * </pre>
 *
 * <p>It may be repeated: what was taken over before is known by its key, an interrupted take-over goes on where it was, and a
 * file that was corrected corrects customers. Invoices keep the numbers they had, outside the administration's own series, and
 * count as exported, so that they never come into the books again; they can be paid, reminded and credited as others are.
 */
public final class TakeOverService {
    private final Session session;
    private final LedgerDesk ledger;

    TakeOverService(Session session, LedgerDesk ledger) {
        this.session = session;
        this.ledger = ledger;
    }

    /** Looks at every row of every file, and saves nothing. */
    public TakeOverReport check(TakeOver takeOver) {
        return new TakeOverDesk(session, ledger, given(takeOver, "takeOver"), false).work();
    }

    /** Takes everything over, in transactions of a few hundred rows; nothing at all when {@link #check} finds a fault. */
    public TakeOverReport bring(TakeOver takeOver) {
        TakeOverReport found = check(takeOver);
        return found.faultCount() > 0 ? found : new TakeOverDesk(session, ledger, takeOver, true).work();
    }
}
