/**
 * Money inside the engine: exact decimals, one rounding, amounts that know their currency at every public edge.
 *
 * <p>The entry point is {@link nl.termijn.money.Amounts}. The one law: nothing is rounded except by {@link
 * nl.termijn.money.Rounding}, and that is half away from zero.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.money;
