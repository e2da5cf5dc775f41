package nl.termijn.pdf;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/**
 * The metadata of a file: tagged PDF/A-3, level A, and PDF/UA-1, whose own property must be described in a PDF/A
 * (ISO 19005-3, 6.6.2.3).
 */
final class Xmp {
    private Xmp() {}

    /**
     * The packet.
     *
     * @param tagged whether the file is of level A and PDF/UA-1
     * @param files what embedded files want said
     */
    static byte[] packet(
            String title, String creator, String language, LocalDate on, boolean tagged, List<EmbeddedFile> files) {
        String day = on + "T00:00:00Z";
        StringBuilder further = new StringBuilder();
        StringBuilder schemas = new StringBuilder();
        if (tagged) {
            further.append(UA);
            schemas.append(schema(UA_SCHEMA, "Integer"));
        }
        for (EmbeddedFile file : files) {
            further.append(file.metadata());
            file.schemas().forEach(schema -> schemas.append(schema(schema, "Text")));
        }
        if (!schemas.isEmpty()) {
            further.append(SCHEMAS.formatted(schemas));
        }
        String xml = """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
                xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
                <dc:format>application/pdf</dc:format>
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%1$s</rdf:li></rdf:Alt></dc:title>
                <dc:creator><rdf:Seq><rdf:li>%2$s</rdf:li></rdf:Seq></dc:creator>
                <dc:language><rdf:Bag><rdf:li>%3$s</rdf:li></rdf:Bag></dc:language>
                <pdf:Producer>%2$s</pdf:Producer>
                <xmp:CreatorTool>%2$s</xmp:CreatorTool>
                <xmp:CreateDate>%4$s</xmp:CreateDate><xmp:ModifyDate>%4$s</xmp:ModifyDate>
                <pdfaid:part>3</pdfaid:part><pdfaid:conformance>%5$s</pdfaid:conformance>
                </rdf:Description>
                %6$s</rdf:RDF></x:xmpmeta>
                <?xpacket end="r"?>
                """.formatted(escaped(title), escaped(creator), language, day, tagged ? "A" : "B", further);
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    private static String schema(EmbeddedFile.Schema schema, String type) {
        StringBuilder properties = new StringBuilder();
        for (String property : schema.properties()) {
            properties.append("""
                    <rdf:li rdf:parseType="Resource">
                    <pdfaProperty:name>%s</pdfaProperty:name><pdfaProperty:valueType>%s</pdfaProperty:valueType>
                    <pdfaProperty:category>external</pdfaProperty:category>
                    <pdfaProperty:description>%s</pdfaProperty:description>
                    </rdf:li>
                    """.formatted(escaped(property), type, escaped(property)));
        }
        return """
                <rdf:li rdf:parseType="Resource">
                <pdfaSchema:schema>%s</pdfaSchema:schema>
                <pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>
                <pdfaSchema:prefix>%s</pdfaSchema:prefix>
                <pdfaSchema:property><rdf:Seq>
                %s</rdf:Seq></pdfaSchema:property>
                </rdf:li>
                """.formatted(escaped(schema.name()), escaped(schema.namespace()), escaped(schema.prefix()), properties);
    }

    private static final EmbeddedFile.Schema UA_SCHEMA = new EmbeddedFile.Schema(
            "PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", List.of("part"));

    private static final String UA = """
            <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
            """;

    /** All in one bag: a property may stand in the metadata once. */
    private static final String SCHEMAS = """
            <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
            xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas><rdf:Bag>
            %s</rdf:Bag></pdfaExtension:schemas></rdf:Description>
            """;

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
