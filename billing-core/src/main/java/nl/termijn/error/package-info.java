/**
 * What goes wrong, as types: few, unchecked, each with a message that holds the value, the rule and the way out.
 *
 * <p>The entry point is {@link nl.termijn.error.BillingException}. The one law: after any of these, nothing was saved.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.error;
