/**
 * How another program's export is read: which tables there are, and from which of its columns each of ours comes.
 *
 * <p>The entry point is {@link nl.termijn.takeover.ColumnMapping}. The one law: a mapping is data; it names columns and
 * words, and decides nothing else.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.takeover;
