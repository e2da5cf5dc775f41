package nl.termijn.error;

/** A valid request that the billing rules forbid in the present state; the message names rule, subject and way out. */
public final class NotAllowedException extends BillingException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String subject;

    /** Makes the exception: which rule, about what (a number or reference), in words. */
    public NotAllowedException(Reason reason, String subject, String message) {
        super(message);
        this.reason = reason;
        this.subject = subject;
    }

    /** The rule that forbids it. */
    public Reason reason() {
        return reason;
    }

    /** What it is about: a document number, a reference or an id. */
    public String subject() {
        return subject;
    }

    /** The rules that can forbid something. */
    public enum Reason {
        /** Details of the seller that an invoice must show are missing. */
        SELLER_INCOMPLETE,
        /** The document is in the books: only a credit note corrects it. */
        EXPORTED,
        /** The document was sent, so it is frozen. */
        SENT,
        /** The document is still a draft: change or delete it instead. */
        DRAFT,
        /** The document was withdrawn. */
        WITHDRAWN,
        /** A credit note refers to the document. */
        HAS_CREDIT_NOTE,
        /** It would raise what the customer owes: that is an invoice, not a credit. */
        RAISES_WHAT_IS_OWED,
        /** More than what is left of a line or an invoice. */
        EXCEEDS_WHAT_IS_LEFT,
        /** Nothing is left to credit. */
        NOTHING_LEFT,
        /** The document is a credit note, which is not credited. */
        CREDIT_NOTE,
        /** Something later rests on what would be given back. */
        LATER_WORK_RESTS_ON_IT,
        /** A run is further from what was expected than its limits allow. */
        UNEXPECTED,
        /** Who made a draft may not approve it: four eyes must see it. */
        FOUR_EYES,
        /** The customer is on hold. */
        ON_HOLD,
        /** The subscription has ended. */
        ENDED,
        /** The subscription goes on as another. */
        SUCCEEDED,
        /** The subscription has no end. */
        NOT_ENDED,
        /** The subscription is paused already. */
        PAUSED,
        /** The subscription is not paused. */
        NOT_PAUSED,
        /** The month has not begun. */
        MONTH_TO_COME,
        /** An invoice may not have a total below zero. */
        BELOW_ZERO,
        /** The item is not open. */
        NOT_OPEN,
        /** It was billed already. */
        BILLED,
        /** The documents belong to different customers, currencies or kinds. */
        DIFFERENT_KIND,
        /** The law wants it kept until a later day. */
        RETENTION,
        /** What is about the person was erased. */
        ERASED,
        /** Its payment was requested. */
        REQUESTED,
        /** The coupon cannot be used, or not by this customer. */
        COUPON,
        /** There is no price for it. */
        NO_PRICE,
        /** There is no exchange rate for VAT that the law wants in euro. */
        NO_EXCHANGE_RATE,
        /** The document was made by another program. */
        TAKEN_OVER,
        /** It was broken off, and must be completed first. */
        BROKEN_OFF,
        /** The connection to join has no transaction. */
        NO_TRANSACTION,
        /** A transaction is on, which may still be rolled back: nothing leaves the system from inside it. */
        IN_TRANSACTION,
        /** Something still goes on with it. */
        IN_USE,
        /** Today lies before a day on which more was done already. */
        CLOCK_TURNED_BACK,
        /** A stored fact that is fixed once used, such as a currency or a number series. */
        FIXED
    }
}
