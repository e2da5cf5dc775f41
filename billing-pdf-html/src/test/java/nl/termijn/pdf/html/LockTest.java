package nl.termijn.pdf.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.ProviderException;
import nl.termijn.pdf.Layout;
import nl.termijn.pdf.Pages;
import nl.termijn.pdf.PdfDocuments;
import nl.termijn.pdf.Samples;
import nl.termijn.pdf.Theme;
import nl.termijn.pdf.ThemeFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xhtmlrenderer.pdf.ITextRenderer;

/** A seller's template reaches no file, no network and no Java, however it asks. */
class LockTest {
    private static final String SECRET = "topsecret";

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private String address;
    private Path file;

    @BeforeEach
    void secrets(@TempDir Path folder) throws IOException {
        file = Files.writeString(folder.resolve("secret.css"), "body:before { content: '" + SECRET + "' }");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort() + "/secret.css";
    }

    @AfterEach
    void nobodyAsked() {
        server.stop(0);
        assertThat(asked).hasValue(0);
    }

    /** Ways to name something outside, in HTML. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<link rel=\"stylesheet\" href=\"%s\">",
                "<img src=\"%s\">",
                "<style>@import url(%s);</style>",
                "<style>@import '%s';</style>",
                "<style>p { background-image: url(%s) }</style>",
                "<style>p { list-style-image: url('%s') }</style>",
                "<style>@font-face { font-family: x; src: url(%s) }</style>",
                "<p style=\"background: url(%s)\">x</p>",
                "<object data=\"%s\"></object>",
                "<iframe src=\"%s\"></iframe>",
                "<embed src=\"%s\">",
                "<base href=\"%s\">",
                "<?xml-stylesheet href=\"%s\" type=\"text/css\"?>",
                "<input type=\"image\" src=\"%s\">",
                "<svg><image href=\"%s\"/></svg>",
                "<a href=\"javascript:%s\">x</a>",
                "<a href=\"file:%s\">x</a>",
                "<p onclick=\"open('%s')\">x</p>",
                "<script src=\"%s\"></script>"
            })
    void whatIsOutsideCannotBeNamed(String html) {
        for (String outside : List.of(
                file.toUri().toString(),
                file.toString(),
                address,
                "classpath:/nl/termijn/pdf/html/base.css",
                "jar:" + file.toUri() + "!/x",
                "../secret.css",
                "data:text/css,body")) {
            ThemeFiles files = Layouts.withBody(String.format(html, outside));
            assertThatThrownBy(() -> HtmlLayout.of(files))
                    .as("%s with %s", html, outside)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("document.html, line");
        }
    }

    /** The engine itself, asked directly: the second lock, should the first have a hole. */
    @Test
    void theEngineOpensNothingElse() throws IOException {
        Press press = new Press(Map.of(), List.of(), List.of());
        Budget budget = new Budget(Limits.STANDARD);
        String html = "<p>x<img src=\"" + file.toUri() + "\"><img src=\"" + address + "\"></p>";
        for (String sheet :
                List.of(file.toUri().toString(), address, file.toString(), "classpath:/nl/termijn/pdf/html/base.css")) {
            Markup.Laid laid = Markup.document(html, List.of(sheet, LockedFiles.BASE), style -> false, budget);
            try (Layout.Pages pages = press.pages(laid.document(), Optional.empty(), false, budget.again())) {
                assertThat(pages.count()).isEqualTo(1);
            }
        }
        LockedFiles files = new LockedFiles(
                Map.of(),
                List.of(),
                new Letters(List.of(), new Steps()).new Device(1),
                ITextRenderer.DEFAULT_DOTS_PER_PIXEL);
        for (String outside : List.of(file.toUri().toString(), address, file.toString(), "/etc/passwd")) {
            assertThat(files.getBinaryResource(outside)).isNull();
            assertThat(files.getCSSResource(outside).getResourceInputSource())
                    .satisfiesAnyOf(
                            source -> assertThat(source).isNull(),
                            source -> assertThat(source.getByteStream()).isNull(),
                            source -> assertThatThrownBy(
                                            () -> source.getByteStream().read())
                                    .isInstanceOf(IOException.class));
            assertThat(files.getImageResource(outside).getImage()).isNull();
        }
    }

    @Test
    void anEntityIsATextLikeAnother() throws IOException {
        ThemeFiles files = ThemeFiles.of(java.util.Map.of(
                HtmlLayout.TEMPLATE,
                Layouts.bytes("<!DOCTYPE html [<!ENTITY x SYSTEM \"" + file.toUri()
                        + "\">]>\n<html><head></head><body><p>&x; {{title}}</p></body></html>")));
        try {
            byte[] pdf = PdfDocuments.of(Theme.letter())
                    .drawnBy(HtmlLayout.of(files))
                    .render(Samples.invoice(Samples.lines(1)))
                    .content();
            assertThat(Pages.text(pdf)).doesNotContain(SECRET);
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageContaining("line 1").message().doesNotContain(SECRET);
        }
    }

    /** Ways out of the template language. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{class}}",
                "{{getClass}}",
                "{{title.class.name}}",
                "{{title.bytes}}",
                "{{title.length}}",
                "{{#title}}{{hashCode}}{{/title}}",
                "{{table.getClass}}",
                "{{table.rows.size}}",
                "{{#table}}{{entrySet}}{{/table}}",
                "{{words.asMap}}",
                "{{info.0.label}}",
                "{{> secret}}",
                "{{<layout}}x{{/layout}}",
                "{{$block}}x{{/block}}",
                "{{{title}}}",
                "{{&title}}",
                "{{& title}}",
                "{{=<% %>=}}<%title%>",
                "{{#info}}{{{value}}}{{/info}}",
                "{{this}}",
                "{{.}}",
                "{{#info}}{{.}}{{/info}}",
                "{{title()}}",
                "{{title | raw}}",
                "{{@index}}",
                "{{../title}}",
                "{{env.PATH}}",
                "{{#lambda}}x{{/lambda}}"
            })
    void onlyNamesOfTheListCanBeUsed(String field) {
        assertThatThrownBy(() -> HtmlLayout.of(Layouts.withBody("<p>\n" + field + "</p>")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("document.html, line 6");
    }

    @Test
    void listsWithinListsDoNotMultiplyWithoutEnd() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            body.append("{{#table}}{{#rows}}");
        }
        for (int i = 0; i < 6; i++) {
            body.append("{{/rows}}{{/table}}");
        }
        assertThatThrownBy(() -> HtmlLayout.of(Layouts.withBody(body.toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("turn more than 500000 times");
        String wide =
                "{{#table}}{{#rows}}{{#table}}{{#rows}}" + "x".repeat(4000) + "{{/rows}}{{/table}}{{/rows}}{{/table}}";
        assertThatThrownBy(() -> HtmlLayout.of(Layouts.withBody(wide)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 8000000 characters");
    }

    @Test
    void aLayoutThatBecomesTooMuchLaterIsRefusedForGood() {
        // 80 rows in the trial make 6,400; these make 360,000, of 30 letters each
        HtmlLayout layout = HtmlLayout.of(
                Layouts.withBody(
                        "{{#table}}{{#rows}}{{#table}}{{#rows}}<b></b>                       {{/rows}}{{/table}}{{/rows}}{{/table}}"));
        assertThatThrownBy(() ->
                        PdfDocuments.of(Theme.letter()).drawnBy(layout).render(Samples.invoice(Samples.lines(600))))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.retry()).isEqualTo(ProviderException.Retry.NEVER))
                .hasMessageContaining("2026-000123 cannot be drawn");
    }

    @Test
    void aDeepNestIsRefused() {
        assertThatThrownBy(() -> HtmlLayout.of(Layouts.withBody("<div>".repeat(60) + "x" + "</div>".repeat(60))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 40 others");
    }
}
