package nl.termijn.pdf.html;

/**
 * Where something stands in a seller's files.
 *
 * @param file name of the file
 * @param line from 1
 */
record Place(String file, int line) {
    @Override
    public String toString() {
        return file + ", line " + line;
    }
}
