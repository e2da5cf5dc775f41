package nl.termijn.samples.quickstart;

/**
 * One thing in the input that cannot be done, and why.
 *
 * <pre>customers.csv:17: scheduleMonths: 'often': is not a whole number; write digits only, such as 12</pre>
 *
 * @param file the file's name, without its folder
 * @param line the line of the file on which the row starts, the header being 1; 0 when the whole file is meant
 * @param column the column or property; empty when the whole row or file is meant
 * @param value what was given, as it stands in the file; empty when nothing was
 * @param rule what is wrong, and what to do instead
 */
record Refusal(String file, int line, String column, String value, String rule) {
    private static final int SHOWN = 120;

    /** The refusal as one line, however long or broken the value is; the component {@code value} stays whole. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (!column.isEmpty()) {
            text.append(": ").append(printable(column));
        }
        if (!column.isEmpty() || !value.isEmpty()) {
            text.append(": '").append(printable(value)).append('\'');
        }
        return text.append(": ").append(rule).toString();
    }

    private static String printable(String given) {
        int shown = given.offsetByCodePoints(0, Math.min(SHOWN, given.codePointCount(0, given.length())));
        StringBuilder text = new StringBuilder();
        given.substring(0, shown).codePoints().forEach(c -> {
            if (c == '\n') {
                text.append("\\n");
            } else if (c == '\r') {
                text.append("\\r");
            } else if (c == '\t') {
                text.append("\\t");
            } else {
                // an escape sequence in a file must not steer the terminal of whoever reads the list
                text.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        });
        return shown < given.length() ? text.append('…').toString() : text.toString();
    }
}
