package nl.termijn.pdf;

import com.lowagie.text.pdf.IntHashtable;
import com.lowagie.text.pdf.PRStream;
import com.lowagie.text.pdf.PRTokeniser;
import com.lowagie.text.pdf.PdfArray;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfNumber;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.RandomAccessFileOrArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads a letterhead within bounds. OpenPDF believes what a file says of its own size and unpacks what it finds without a
 * bound: here each step is looked at before it is taken. Not safe for many threads.
 */
final class LetterheadReader extends PdfReader {
    private static final int MOST_OBJECTS = 500_000;
    private static final int MOST_NUMBERS = 500_000;
    private static final int DEEPEST = 60;
    private static final int MOST_PAGES = 200;
    private static final int LARGEST_STREAM = 20_000_000;
    private static final int LARGEST_PICTURE = 150_000_000;
    private static final int LARGEST_TOGETHER = 60_000_000;
    private static final int LARGEST_PICTURES = 300_000_000;
    private static final int WIDEST_ROW = 1_000_000;
    /** Every byte is read once, and once more when the table of its objects is made anew. */
    private static final int MOST_TIMES_READ = 8;

    /** Of which the bytes go into a document as they are. */
    private static final Set<PdfName> PACKED_PICTURES =
            Set.of(PdfName.DCTDECODE, PdfName.CCITTFAXDECODE, PdfName.JBIG2DECODE);

    // the engine reads all while it is made: none of these may have a value at the beginning
    private int depth;
    private int objects;
    private long read;
    private long unpacked;
    private long pictures;
    private boolean inTable;
    private boolean inObjects;

    private LetterheadReader(byte[] bytes) throws IOException {
        super(bytes);
    }

    /**
     * What is in {@code bytes}.
     *
     * @throws IOException when it cannot be read, or is more than a letterhead may be
     */
    static LetterheadReader of(byte[] bytes) throws IOException {
        try {
            LetterheadReader reader = new LetterheadReader(bytes);
            if (reader.getNumberOfPages() < 1) {
                throw new IOException("it has no page");
            }
            return reader;
        } catch (Stop e) {
            throw new IOException(e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IOException("its objects stand too deep within each other", e);
        } catch (LinkageError e) {
            throw new IOException("it wants a part that is not here: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
    }

    /** Passes by the engine, which goes on after an exception. */
    private static final class Stop extends Error {
        private static final long serialVersionUID = 1L;

        Stop(String message) {
            super(message);
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new Stop(message);
        }
    }

    @Override
    protected PdfObject readPRObject() throws IOException {
        objects++;
        check(objects <= MOST_OBJECTS, "it has more than " + MOST_OBJECTS + " objects");
        check(depth < DEEPEST, "its objects stand in more than " + DEEPEST + " others");
        int from = tokens.getFilePointer();
        depth++;
        PdfObject object;
        try {
            object = super.readPRObject();
        } finally {
            depth--;
            if (depth == 0) {
                read += tokens.getFilePointer() - from;
            }
        }
        check(read <= (long) MOST_TIMES_READ * tokens.length() + LARGEST_STREAM, "its objects lie over each other");
        if (object instanceof PRStream stream) {
            check(!inObjects, "it holds a stream within a stream");
            look(stream);
        } else if (inTable && depth == 0 && object instanceof PdfDictionary trailer) {
            checkNumber(trailer.get(PdfName.SIZE));
        }
        return object;
    }

    /** Before anything of it is unpacked. */
    private void look(PRStream stream) throws IOException {
        List<PdfName> filters = filters(stream);
        boolean picture = PdfName.IMAGE.equals(stream.get(PdfName.SUBTYPE));
        boolean engines = inTable
                || PdfName.XREF.equals(stream.get(PdfName.TYPE))
                || PdfName.OBJSTM.equals(stream.get(PdfName.TYPE));
        check(stream.get(PdfName.F) == null, "it holds a stream that lies in another file");
        if (engines) {
            checkNumber(stream.get(PdfName.SIZE));
            checkNumber(stream.get(PdfName.N));
            checkNumber(stream.get(PdfName.FIRST));
            for (PdfObject number : numbers(stream.get(PdfName.INDEX))) {
                checkNumber(number);
            }
            for (PdfObject number : numbers(stream.get(PdfName.W))) {
                checkNumber(number);
            }
            PdfObject parameters = stream.get(PdfName.DECODEPARMS);
            check(parameters == null || !parameters.isIndirect(), "the table of its objects is packed in an odd way");
            checkRow(stream);
        }
        if (filters.contains(PdfName.FLATEDECODE)) {
            unpack(stream, picture && !engines ? LARGEST_PICTURE : LARGEST_STREAM);
        }
    }

    private static List<PdfObject> numbers(@Nullable PdfObject list) {
        return list instanceof PdfArray array ? array.getElements() : List.of();
    }

    private static void checkNumber(@Nullable PdfObject number) {
        check(
                !(number instanceof PdfNumber found)
                        || (found.doubleValue() >= 0 && found.doubleValue() <= MOST_NUMBERS),
                "it says that it has " + number + " objects");
    }

    private static List<PdfName> filters(PRStream stream) {
        PdfObject filter = stream.get(PdfName.FILTER);
        List<PdfName> filters = new ArrayList<>();
        for (PdfObject one : filter instanceof PdfArray array
                ? array.getElements()
                : filter == null ? List.<PdfObject>of() : List.of(filter)) {
            check(one instanceof PdfName, "it holds a stream of which is not said how it is packed");
            filters.add((PdfName) one);
        }
        for (int i = 0; i < filters.size(); i++) {
            PdfName name = filters.get(i);
            boolean known = (i == 0 && name.equals(PdfName.FLATEDECODE))
                    || (i == filters.size() - 1 && PACKED_PICTURES.contains(name));
            check(known, "it holds a stream that is packed as " + filters + ", which is not read");
        }
        return filters;
    }

    /** A row of what is unpacked is made whole. */
    private static void checkRow(PRStream stream) {
        PdfObject parameters = PdfReader.getPdfObject(stream.get(PdfName.DECODEPARMS));
        for (PdfObject one : parameters instanceof PdfArray array ? array.getElements() : List.<PdfObject>of()) {
            checkRow(PdfReader.getPdfObject(one));
        }
        checkRow(parameters);
    }

    private static void checkRow(@Nullable PdfObject parameters) {
        if (parameters instanceof PdfDictionary dictionary) {
            double row = number(dictionary, PdfName.COLUMNS, 1)
                    * number(dictionary, PdfName.COLORS, 1)
                    * number(dictionary, PdfName.BITSPERCOMPONENT, 8);
            check(row >= 0 && row <= 8.0 * WIDEST_ROW, "it holds a stream whose rows are longer than a megabyte");
        }
    }

    private static double number(PdfDictionary dictionary, PdfName key, int otherwise) {
        return PdfReader.getPdfObject(dictionary.get(key)) instanceof PdfNumber number
                ? number.doubleValue()
                : otherwise;
    }

    /** Unpacks it to nowhere, to see how much it becomes. */
    private void unpack(PRStream stream, int most) throws IOException {
        RandomAccessFileOrArray file = tokens.getSafeFile();
        file.seek(stream.getOffset());
        byte[] packed = new byte[8192];
        byte[] plain = new byte[65_536];
        Inflater inflater = new Inflater();
        long size = 0;
        try {
            while (!inflater.finished() && !inflater.needsDictionary()) {
                if (inflater.needsInput()) {
                    int count = file.read(packed);
                    if (count <= 0) {
                        break;
                    }
                    inflater.setInput(packed, 0, count);
                }
                size += inflater.inflate(plain);
                check(size <= most, "it holds a stream of more than " + most / 1_000_000 + " MB when it is unpacked");
            }
        } catch (DataFormatException e) {
            // what is broken is found by who draws it
            return;
        } finally {
            inflater.end();
        }
        if (most == LARGEST_PICTURE) {
            pictures += size;
        } else {
            unpacked += size;
        }
        check(
                unpacked <= LARGEST_TOGETHER && pictures <= LARGEST_PICTURES,
                "it comes to more than " + LARGEST_TOGETHER / 1_000_000 + " MB, or its pictures to more than "
                        + LARGEST_PICTURES / 1_000_000 + " MB, when it is unpacked");
    }

    /** What a stream of the letterhead says, unpacked. */
    static byte[] content(PRStream stream) throws IOException {
        try {
            checkRow(stream);
            return PdfReader.getStreamBytes(stream);
        } catch (Stop e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    protected PdfDictionary readXrefSection() throws IOException {
        int from = tokens.getFilePointer();
        tokens.nextValidToken();
        for (tokens.nextValidToken(); tokens.getTokenType() == PRTokeniser.TK_NUMBER; tokens.nextValidToken()) {
            int start = tokens.intValue();
            tokens.nextValidToken();
            int count = tokens.intValue();
            check(
                    start >= 0 && count >= 0 && (long) start + count <= MOST_NUMBERS,
                    "it says that it has " + count + " objects from " + start);
            for (int i = 0; i < 3 * count && tokens.nextToken(); i++) {
                // an entry is two numbers and a letter
            }
        }
        tokens.seek(from);
        inTable = true;
        try {
            return super.readXrefSection();
        } finally {
            inTable = false;
        }
    }

    @Override
    protected boolean readXRefStream(int at) throws IOException {
        boolean before = inTable;
        inTable = true;
        try {
            return super.readXRefStream(at);
        } finally {
            inTable = before;
        }
    }

    @Override
    protected void rebuildXref() throws IOException {
        byte[] line = new byte[64];
        tokens.seek(0);
        while (tokens.readLineSegment(line)) {
            int[] begun = line[0] >= '0' && line[0] <= '9' ? PRTokeniser.checkObjectStart(line) : null;
            check(
                    begun == null || (begun[0] >= 0 && begun[0] <= MOST_NUMBERS),
                    "it has an object with a number above " + MOST_NUMBERS);
        }
        super.rebuildXref();
    }

    @Override
    protected void readDocObj() throws IOException {
        PdfObject encryption = trailer == null ? null : trailer.get(PdfName.ENCRYPT);
        check(encryption == null || encryption.isNull(), "it is encrypted");
        super.readDocObj();
    }

    @Override
    protected void readObjStm(PRStream stream, IntHashtable map) throws IOException {
        inObjects = true;
        try {
            super.readObjStm(stream, map);
        } finally {
            inObjects = false;
        }
    }

    /** The engine follows every branch to its end, and all branches could lead to the same page. */
    @Override
    protected void readPages() throws IOException {
        PdfObject root = trailer == null ? null : getPdfObject(trailer.get(PdfName.ROOT));
        PdfObject pages = root instanceof PdfDictionary catalog ? getPdfObject(catalog.get(PdfName.PAGES)) : null;
        check(pages instanceof PdfDictionary, "it has no pages");
        count(pages, 0, 0);
        super.readPages();
    }

    private static int count(@Nullable PdfObject branch, int depth, int before) {
        check(
                depth < DEEPEST && before < MOST_PAGES,
                "it has more than " + MOST_PAGES + " pages, or parts of its list of pages");
        PdfObject below = branch instanceof PdfDictionary found ? getPdfObject(found.get(PdfName.KIDS)) : null;
        int count = before + 1;
        if (below instanceof PdfArray array) {
            for (PdfObject one : array.getElements()) {
                count = count(getPdfObject(one), depth + 1, count);
            }
        }
        return count;
    }
}
