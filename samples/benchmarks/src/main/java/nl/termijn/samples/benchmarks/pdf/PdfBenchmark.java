package nl.termijn.samples.benchmarks.pdf;

import com.lowagie.text.Document;
import com.lowagie.text.PageSize;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfStream;
import com.lowagie.text.pdf.PdfWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.termijn.invoice.Invoice;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Sheet;
import nl.termijn.pdf.Theme;
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

/**
 * Pages per second: an invoice of ten lines on one page with two embedded faces, without a code.
 *
 * <p>Ours is tagged PDF/A-3; the direct program puts the same texts on a page with the same faces, held in memory, packed as ours
 * and without the list of letters that PDF/A refuses, and nothing else; another leaves packing and list as OpenPDF has them; the
 * naive one reads its faces from files for every document.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PdfBenchmark {
    /** As in {@code PdfFile} and {@code Face} of billing-pdf. */
    private static final int OUR_PACKING = 3;

    private final Invoice invoice = Invoices.invoice(123456);
    private final PdfDocuments documents = PdfDocuments.of(Theme.builder()
            .name("Plain")
            .code(Theme.Code.NONE)
            .fonts(Theme.Fonts.builder().build())
            .build());
    private List<String> texts = List.of();
    private List<String> boldTexts = List.of();
    private BaseFont[] held = {};
    private BaseFont[] packed = {};
    private Path folder = Path.of("");

    /** Faces and texts for the others. */
    @Setup
    public void open() throws IOException {
        folder = Faces.folder(List.of("sans-regular", "sans-bold", "fallback-regular", "fallback-bold"));
        held = faces();
        packed = faces();
        for (BaseFont face : packed) {
            face.setCompressionLevel(OUR_PACKING);
            face.setIncludeCidSet(false);
        }
        Sheet sheet = documents.sheet(invoice);
        List<String> plain = new ArrayList<>(sheet.address());
        List<String> strong =
                new ArrayList<>(List.of(sheet.title(), sheet.identity().name()));
        plain.add(sheet.sender());
        sheet.info().forEach(field -> plain.addAll(List.of(field.label(), field.value())));
        sheet.table().columns().forEach(column -> strong.add(column.label()));
        sheet.table().rows().forEach(row -> {
            plain.addAll(row.cells());
            plain.addAll(row.details());
        });
        sheet.totals().forEach(total -> plain.addAll(List.of(total.label(), total.amount())));
        sheet.payment().ifPresent(payment -> {
            strong.add(payment.title());
            plain.add(payment.text());
            payment.fields().forEach(field -> {
                plain.add(field.label());
                strong.add(field.value());
            });
        });
        sheet.identity().fields().forEach(field -> plain.add(field.label() + " " + field.value()));
        texts = plain;
        boldTexts = strong;
    }

    private static BaseFont[] faces() throws IOException {
        return new BaseFont[] {
            BaseFont.createFont("regular.ttf", BaseFont.IDENTITY_H, true, false, Faces.bytes("sans-regular"), null),
            BaseFont.createFont("bold.ttf", BaseFont.IDENTITY_H, true, false, Faces.bytes("sans-bold"), null)
        };
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

    /** The same texts, the same faces, packed as ours, by the least program. */
    @Benchmark
    public byte[] direct() throws IOException {
        return draw(packed[0], packed[1], OUR_PACKING);
    }

    /** The least program with the packing that OpenPDF has of itself. */
    @Benchmark
    public byte[] directAsItComes() throws IOException {
        return draw(held[0], held[1]);
    }

    /** The least program that reads its faces each time, cut as ours are. */
    @Benchmark
    public byte[] naiveCutFaces() throws IOException {
        return draw(read("sans-regular"), read("sans-bold"));
    }

    /** The least program that reads whole faces each time, as most do. */
    @Benchmark
    public byte[] naive() throws IOException {
        return draw(read("fallback-regular"), read("fallback-bold"));
    }

    private BaseFont read(String name) throws IOException {
        return BaseFont.createFont(
                folder.resolve(name + ".ttf").toString(), BaseFont.IDENTITY_H, true, false, null, null);
    }

    private byte[] draw(BaseFont regular, BaseFont bold) throws IOException {
        return draw(regular, bold, PdfStream.DEFAULT_COMPRESSION);
    }

    private byte[] draw(BaseFont regular, BaseFont bold, int packing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 15);
        try (Document document = new Document(PageSize.A4)) {
            PdfWriter writer = PdfWriter.getInstance(document, out);
            writer.setCompressionLevel(packing);
            document.open();
            PdfContentByte content = writer.getDirectContent();
            show(content, regular, texts, 60);
            show(content, bold, boldTexts, 320);
        }
        return out.toByteArray();
    }

    private static void show(PdfContentByte content, BaseFont face, List<String> texts, float x) {
        float y = 800;
        for (String text : texts) {
            content.beginText();
            content.setFontAndSize(face, 9);
            content.setTextMatrix(x, y);
            content.showText(text);
            content.endText();
            y -= 8;
        }
    }
}
