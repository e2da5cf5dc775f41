package nl.termijn.pdf.html;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import nl.termijn.pdf.ThemeFiles;

/** Layouts made here, so that what is odd about each can be read. */
final class Layouts {
    private Layouts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String page(String head, String body) {
        return "<!doctype html>\n<html>\n<head>" + head + "</head>\n<body>\n" + body + "\n</body>\n</html>\n";
    }

    /** A template with the body {@code body}, from line 5 on. */
    static ThemeFiles withBody(String body) {
        return ThemeFiles.of(Map.of(HtmlLayout.TEMPLATE, bytes(page("", body))));
    }

    static ThemeFiles withStyle(String css) {
        return ThemeFiles.of(Map.of(
                HtmlLayout.TEMPLATE,
                bytes(page("<link rel=\"stylesheet\" href=\"s.css\">", "<p>{{title}}</p>")),
                "s.css",
                bytes(css)));
    }

    static ThemeFiles with(ThemeFiles files, String name, byte[] bytes) {
        Map<String, byte[]> all = new HashMap<>();
        files.names().forEach(known -> all.put(known, files.get(known).orElseThrow()));
        all.put(name, bytes);
        return ThemeFiles.of(all);
    }
}
