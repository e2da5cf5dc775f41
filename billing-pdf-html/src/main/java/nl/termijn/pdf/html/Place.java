package nl.termijn.pdf.html;

/**
 * Where something stands in a seller's files.
 *
 * @param file name of the file
 * @param line from 1
 */
record Place(String file, int line) {
    /** Where {@code offset} stands in a {@code text} that begins at {@code line} of {@code file}. */
    static Place in(String file, int line, CharSequence text, int offset) {
        int at = line;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                at++;
            }
        }
        return new Place(file, at);
    }

    @Override
    public String toString() {
        return file + ", line " + line;
    }
}
