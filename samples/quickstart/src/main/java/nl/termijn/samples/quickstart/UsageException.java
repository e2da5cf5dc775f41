package nl.termijn.samples.quickstart;

/** The command line is not right; the message is one line that says what is wrong and what to do. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
