package nl.termijn.invoice;

/**
 * One line of one document.
 *
 * @param invoice the document
 * @param line number of the line, from 1
 */
public record LineReference(InvoiceId invoice, int line) {}
