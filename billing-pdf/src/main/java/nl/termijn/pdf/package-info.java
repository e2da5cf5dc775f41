/**
 * Documents as PDF: tagged PDF/A-3, the same bytes for the same document and theme, and nobody's name on them but the
 * seller's.
 *
 * <p>The entry point is {@link nl.termijn.pdf.PdfDocuments}, made of a {@link nl.termijn.pdf.Theme}. The one law: a {@link
 * nl.termijn.pdf.Sheet} says what stands on a document, a layout only where.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.pdf;
