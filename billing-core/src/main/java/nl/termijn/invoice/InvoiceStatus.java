package nl.termijn.invoice;

/** Life of a document. Paid, credited and overdue are no states of it but facts of its open item. */
public enum InvoiceStatus {
    /** A draft: changeable, without number, not yet an invoice to the law. */
    AWAITING_APPROVAL,
    /** Sent and frozen. */
    SENT,
    /** Taken back after sending: kept with its number and the reason. */
    WITHDRAWN
}
