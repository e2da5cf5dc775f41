package nl.termijn.samples.benchmarks.pdf;

import com.lowagie.text.pdf.BaseFont;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import nl.termijn.invoice.Invoice;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Theme;
import nl.termijn.pdf.html.HtmlLayout;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.xhtmlrenderer.pdf.ITextOutputDevice;
import org.xhtmlrenderer.pdf.ITextRenderer;
import org.xhtmlrenderer.pdf.ITextUserAgent;
import org.xhtmlrenderer.util.XRLog;

/**
 * Documents per second through HTML: the invoice of {@link PdfBenchmark} in the example layout.
 *
 * <p>Ours fills the template in, locks it, lays it out and writes PDF/A-3. Flying Saucer's own way gets the text that was
 * filled in beforehand, as XHTML, with its engine, style sheets and fonts held from document to document.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class HtmlBenchmark {
    private final Invoice invoice = Invoices.invoice(123456);
    private final HtmlLayout layout = HtmlLayout.of(HtmlLayout.example());
    private final PdfDocuments documents = PdfDocuments.of(
                    Theme.builder().name("Plain").code(Theme.Code.NONE).build())
            .drawnBy(layout);
    private String xhtml = "";
    private ITextRenderer engine = new ITextRenderer();
    private Path folder = Path.of("");

    /** Text, engine and fonts for the other. */
    @Setup
    public void open() throws IOException {
        Document html = Jsoup.parse(layout.html(documents.sheet(invoice)));
        html.outputSettings().syntax(Document.OutputSettings.Syntax.xml).prettyPrint(false);
        html.childNodes().stream()
                .filter(org.jsoup.nodes.DocumentType.class::isInstance)
                .toList()
                .forEach(org.jsoup.nodes.Node::remove);
        xhtml = html.outerHtml();
        byte[] style = HtmlLayout.example().get("style.css").orElseThrow();
        ITextOutputDevice device = new ITextOutputDevice(ITextRenderer.DEFAULT_DOTS_PER_POINT);
        ITextUserAgent files = new ITextUserAgent(device, ITextRenderer.DEFAULT_DOTS_PER_PIXEL) {
            @Override
            public @Nullable String resolveURI(@Nullable String name) {
                return name;
            }

            @Override
            protected @Nullable InputStream resolveAndOpenStream(@Nullable String name) {
                return "style.css".equals(name) ? new ByteArrayInputStream(style) : super.resolveAndOpenStream(name);
            }
        };
        engine = new ITextRenderer(device, files);
        folder = Faces.folder(List.of("sans-regular", "sans-bold", "serif-regular", "serif-bold"));
        for (String family : new String[] {"sans", "serif"}) {
            for (String cut : new String[] {"regular", "bold"}) {
                String file = folder.resolve(family + "-" + cut + ".ttf").toString();
                engine.getFontResolver().addFont(file, family, BaseFont.IDENTITY_H, true, null);
            }
        }
        // its lines on the console would be what is measured
        XRLog.setLoggingEnabled(false);
        XRLog.setLevel(XRLog.GENERAL, Level.OFF);
    }

    /** Removes the files. */
    @TearDown
    public void close() throws IOException {
        Faces.delete(folder);
    }

    /** Ours. */
    @Benchmark
    public byte[] ours() {
        return documents.render(invoice).content();
    }

    /** The engine's own way, with everything held that it can hold. */
    @Benchmark
    public byte[] engine() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 15);
        engine.setDocumentFromString(xhtml);
        engine.layout();
        engine.createPDF(out);
        return out.toByteArray();
    }
}
