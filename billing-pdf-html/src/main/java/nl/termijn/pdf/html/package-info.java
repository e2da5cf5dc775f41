/**
 * A seller's own layout: HTML and CSS with the fields of a document in it, drawn as PDF/A-3.
 *
 * <p>The entry point is {@link nl.termijn.pdf.html.HtmlLayout}, given to {@link nl.termijn.pdf.PdfDocuments#drawnBy}. The one
 * law: a layout says where, never what; it reaches no file but those that came with it, no network and no Java.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.pdf.html;
