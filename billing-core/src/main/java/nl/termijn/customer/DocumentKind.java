package nl.termijn.customer;

/** What can be delivered to a customer; each kind may have its own addresses. */
public enum DocumentKind {
    /** Invoice. */
    INVOICE,
    /** Credit note. */
    CREDIT_NOTE,
    /** Word that a sent document was withdrawn. */
    WITHDRAWAL_NOTICE,
    /** Reminder and what follows it. */
    REMINDER,
    /** Statement of account. */
    STATEMENT,
    /** Request for the payment of a draft. */
    PAYMENT_REQUEST,
    /** Notice of new prices. */
    PRICE_CHANGE
}
