/**
 * Documents as bytes: how a frozen invoice is drawn, and where the bytes are kept.
 *
 * <p>The entry points are the SPIs {@link nl.termijn.document.DocumentRenderer} and {@link
 * nl.termijn.document.DocumentArchive}. The one law: a document is drawn once; afterwards only its bytes count.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.document;
