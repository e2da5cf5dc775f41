/** How fast documents are drawn, beside the least program that OpenPDF allows. */
@org.jspecify.annotations.NullMarked
package nl.termijn.samples.benchmarks.pdf;
