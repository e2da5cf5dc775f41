/** What the README shows. */
@org.jspecify.annotations.NullMarked
package nl.termijn.readme;
