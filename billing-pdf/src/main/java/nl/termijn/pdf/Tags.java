package nl.termijn.pdf;

import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfIndirectReference;
import com.lowagie.text.pdf.PdfLiteral;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tree of tags of a document: what is a heading, a table, a cell, in reading order (ISO 32000-1, 14.7). OpenPDF's own
 * tree costs a map for every element; this one writes each as a line of text when the document ends.
 */
final class Tags {
    private final PdfWriter writer;
    private final Element root;
    private final List<Element> elements = new ArrayList<>();
    private final List<List<Element>> pages = new ArrayList<>();
    private final List<Element> annotations = new ArrayList<>();

    Tags(PdfWriter writer) {
        this.writer = writer;
        this.root = new Element("Document", null, "");
        elements.add(root);
    }

    /** The document itself. */
    Element root() {
        return root;
    }

    /** A page begins. */
    void page() {
        pages.add(new ArrayList<>());
    }

    /** An element under {@code parent}. */
    Element add(Element parent, String type) {
        return add(parent, type, "");
    }

    /** An element under {@code parent} with further entries, such as attributes. */
    Element add(Element parent, String type, String entries) {
        Element element = new Element(type, parent, entries);
        elements.add(element);
        parent.kids.add(element);
        return element;
    }

    /** The number of the next piece of content of {@code element} on the page being drawn. */
    int mark(Element element) {
        List<Element> page = pages.get(pages.size() - 1);
        page.add(element);
        element.kids.add(new Mark(pages.size(), page.size() - 1));
        return page.size() - 1;
    }

    /** The key of an annotation that belongs to {@code element}. */
    int annotation(Element element, PdfIndirectReference annotation) {
        element.kids.add(new Link(pages.size(), annotation));
        annotations.add(element);
        return firstAnnotationKey() + annotations.size() - 1;
    }

    /** Pages have the keys from 0, so annotations count from where no page will come. */
    private static int firstAnnotationKey() {
        return 1_000_000;
    }

    /** Writes the tree, and names it in {@code catalog}. */
    void write(PdfDictionary catalog) {
        try {
            PdfIndirectReference tree = writer.getPdfIndirectReference();
            elements.forEach(element -> element.reference = writer.getPdfIndirectReference());
            StringBuilder text = new StringBuilder(256);
            for (Element element : elements) {
                text.setLength(0);
                element.write(text, element.parent == null ? tree.toString() : ref(element.parent), writer);
                writer.addToBody(dictionary(text), element.reference);
            }
            text.setLength(0);
            text.append("<</Nums[");
            for (int page = 0; page < pages.size(); page++) {
                text.append(page).append('[');
                pages.get(page).forEach(element -> text.append(ref(element)).append(' '));
                text.append(']');
            }
            for (int i = 0; i < annotations.size(); i++) {
                text.append(firstAnnotationKey() + i)
                        .append(' ')
                        .append(ref(annotations.get(i)))
                        .append(' ');
            }
            text.append("]>>");
            PdfIndirectReference parents = writer.addToBody(dictionary(text)).getIndirectReference();
            writer.addToBody(
                    new PdfLiteral(
                            PdfObject.DICTIONARY,
                            "<</Type/StructTreeRoot/K " + ref(root) + "/ParentTree " + parents + "/ParentTreeNextKey "
                                    + (firstAnnotationKey() + annotations.size()) + ">>"),
                    tree);
            catalog.put(PdfName.STRUCTTREEROOT, tree);
            catalog.put(PdfName.MARKINFO, new PdfLiteral("<</Marked true>>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A dictionary as text, which may stand in a compressed stream. */
    private static PdfLiteral dictionary(StringBuilder text) {
        return new PdfLiteral(PdfObject.DICTIONARY, text.toString());
    }

    private static String ref(Element element) {
        return Objects.requireNonNull(element.reference).toString();
    }

    private sealed interface Kid permits Element, Mark, Link {}

    private record Mark(int page, int number) implements Kid {}

    private record Link(int page, PdfIndirectReference annotation) implements Kid {}

    /** A node of the tree. */
    static final class Element implements Kid {
        private final String type;
        private final @Nullable Element parent;
        private final String entries;
        private final List<Kid> kids = new ArrayList<>(2);
        private @Nullable PdfIndirectReference reference;

        private Element(String type, @Nullable Element parent, String entries) {
            this.type = type;
            this.parent = parent;
            this.entries = entries;
        }

        private void write(StringBuilder text, String parentRef, PdfWriter writer) {
            text.append("<</Type/StructElem/S/")
                    .append(type)
                    .append("/P ")
                    .append(parentRef)
                    .append(entries);
            int page = 0;
            for (Kid kid : kids) {
                if (kid instanceof Mark mark) {
                    page = mark.page;
                    text.append("/Pg ").append(writer.getPageReference(page));
                    break;
                }
            }
            text.append("/K[");
            for (Kid kid : kids) {
                if (kid instanceof Element element) {
                    text.append(ref(element)).append(' ');
                } else if (kid instanceof Mark mark && mark.page == page) {
                    text.append(mark.number).append(' ');
                } else if (kid instanceof Mark mark) {
                    text.append("<</Type/MCR/Pg ")
                            .append(writer.getPageReference(mark.page))
                            .append("/MCID ")
                            .append(mark.number)
                            .append(">>");
                } else if (kid instanceof Link link) {
                    text.append("<</Type/OBJR/Pg ")
                            .append(writer.getPageReference(link.page))
                            .append("/Obj ")
                            .append(link.annotation)
                            .append(">>");
                }
            }
            text.append("]>>");
        }
    }
}
