/**
 * Value added tax: who owes it, where, and at what rate, decided from the seller, the buyer, the product and the day of
 * supply.
 *
 * <p>The entry point is {@link nl.termijn.vat.VatRules}, over a table of {@link nl.termijn.vat.VatRates}; identifiers
 * are checked by {@link nl.termijn.vat.VatId}. The one law: a treatment follows from the given values alone, so that it
 * can be explained years later; nothing is looked up elsewhere.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.vat;
