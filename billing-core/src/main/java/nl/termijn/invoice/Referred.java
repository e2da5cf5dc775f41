package nl.termijn.invoice;

import java.time.LocalDate;

/**
 * A document that a credit note refers to, as it is named in print (article 34f Wet OB, article 219 of directive 2006/112/EC).
 *
 * @param number its number
 * @param issuedOn its date of issue
 */
public record Referred(String number, LocalDate issuedOn) {}
