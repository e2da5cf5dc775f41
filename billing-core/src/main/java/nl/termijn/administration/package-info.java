/**
 * The seller: who he is, how his documents are numbered, and which policies he chose.
 *
 * <p>The entry point is {@link nl.termijn.administration.Administration}. The one law: administrations share a store but
 * never see each other.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.administration;
