package nl.termijn.pdf.html;

/** What a layout makes of a document is more than one drawing may use. */
final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuch(String message) {
        super(message);
    }
}
