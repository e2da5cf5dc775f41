package nl.termijn.pdf;

import com.lowagie.text.pdf.PdfArray;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfFileSpecification;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfString;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import nl.termijn.invoice.Invoice;

/**
 * A file inside a document (ISO 19005-3, 6.8), such as an electronic invoice.
 *
 * @param name of the file
 * @param mediaType such as {@code text/xml}
 * @param relation what it is to the document
 * @param description in words
 * @param content the bytes; treated as unchangeable
 * @param metadata what it wants said in the document's own metadata: {@code rdf:Description} elements, or empty
 * @param schemas of the properties in {@code metadata} that PDF/A does not know
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are what it is; it is never compared
public record EmbeddedFile(
        String name,
        String mediaType,
        Relation relation,
        String description,
        byte[] content,
        String metadata,
        List<Schema> schemas) {

    /** Copies the list. */
    public EmbeddedFile {
        schemas = List.copyOf(schemas);
    }

    /** A file of which the metadata says nothing. */
    public EmbeddedFile(String name, String mediaType, Relation relation, String description, byte[] content) {
        this(name, mediaType, relation, description, content, "", List.of());
    }

    /**
     * Properties of texts that a standard adds to metadata, described as ISO 19005-3, 6.6.2.3 wants.
     *
     * @param name what it is called
     * @param namespace of its properties
     * @param prefix of its properties
     * @param properties their names
     */
    public record Schema(String name, String namespace, String prefix, List<String> properties) {
        /** Copies the list. */
        public Schema {
            properties = List.copyOf(properties);
        }
    }

    /** What a file is to the document. */
    public enum Relation {
        /** The same, in another form. */
        ALTERNATIVE("Alternative"),
        /** What the document was made of. */
        SOURCE("Source"),
        /** Data that goes with it. */
        DATA("Data"),
        /** Something besides it. */
        SUPPLEMENT("Supplement");

        private final String word;

        Relation(String word) {
            this.word = word;
        }
    }

    /** Gives the files of a document: always the same for the same document. */
    @FunctionalInterface
    public interface Source {
        /** The files of {@code document}, perhaps none. */
        List<EmbeddedFile> of(Invoice document);
    }

    static void addAll(List<EmbeddedFile> files, SteadyWriter writer, LocalDate on) throws IOException {
        PdfArray all = new PdfArray();
        for (EmbeddedFile file : files) {
            PdfDictionary params = new PdfDictionary();
            params.put(PdfName.MODDATE, new PdfString("D:" + on.toString().replace("-", "") + "000000Z"));
            PdfFileSpecification specification =
                    PdfFileSpecification.fileEmbedded(writer, null, file.name, file.content, file.mediaType, params, 9);
            specification.put(new PdfName("AFRelationship"), new PdfName(file.relation.word));
            specification.put(new PdfName("UF"), new PdfString(file.name, PdfString.TEXT_UNICODE));
            specification.put(PdfName.DESC, new PdfString(file.description, PdfString.TEXT_UNICODE));
            writer.addFileAttachment(file.description, specification);
            all.add(specification.getReference());
        }
        if (!files.isEmpty()) {
            writer.getExtraCatalog().put(new PdfName("AF"), all);
        }
    }
}
