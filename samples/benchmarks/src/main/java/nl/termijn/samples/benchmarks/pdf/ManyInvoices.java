package nl.termijn.samples.benchmarks.pdf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.IntStream;
import nl.termijn.document.RenderedDocument;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Sheet;
import nl.termijn.pdf.Theme;

/**
 * Draws many invoices into a folder, then a batch for the printer: for what a small heap takes. Run with {@code -Xmx256m
 * -cp benchmarks.jar nl.termijn.samples.benchmarks.pdf.ManyInvoices FOLDER COUNT PAGES}.
 */
public final class ManyInvoices {
    private ManyInvoices() {}

    /** Draws. */
    public static void main(String... args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int count = Integer.parseInt(args[1]);
        int pages = Integer.parseInt(args[2]);
        PdfDocuments documents = PdfDocuments.of(Theme.clear());
        long start = System.nanoTime();
        long bytes = 0;
        for (int i = 1; i <= count; i++) {
            RenderedDocument drawn = documents.render(Invoices.invoice(i));
            Path part = Files.createDirectories(folder.resolve(Integer.toString(i / 1000)));
            Files.write(part.resolve(drawn.fileName()), drawn.content());
            bytes += drawn.content().length;
        }
        report("invoices to files", count, start);
        System.out.printf(Locale.ROOT, "%d bytes each%n", bytes / Math.max(1, count));
        long batch = System.nanoTime();
        Iterator<Sheet> sheets = IntStream.rangeClosed(1, pages)
                .mapToObj(i -> documents.sheet(Invoices.invoice(i)))
                .iterator();
        try (OutputStream out = Files.newOutputStream(folder.resolve("batch.pdf"))) {
            documents.batch(sheets, PdfDocuments.Sides.ONE, out);
        }
        report("pages in one file", pages, batch);
        System.out.printf(Locale.ROOT, "%d bytes in that file%n", Files.size(folder.resolve("batch.pdf")));
    }

    private static void report(String what, int count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%d %s: %.0f a second, %d MB of heap in use%n",
                count,
                what,
                count / seconds,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
}
