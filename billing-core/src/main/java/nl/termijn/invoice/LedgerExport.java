package nl.termijn.invoice;

import java.time.LocalDate;

/**
 * The fact that a document is in the books, after which only a credit note corrects it.
 *
 * @param system the accounting system, such as {@code Twinfield}
 * @param exportedOn the day
 */
public record LedgerExport(String system, LocalDate exportedOn) {}
