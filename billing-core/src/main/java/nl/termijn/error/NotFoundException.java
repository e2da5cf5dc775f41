package nl.termijn.error;

/** An id or reference that names nothing in this administration, or an administration that is not in the store. */
public final class NotFoundException extends BillingException {
    private static final long serialVersionUID = 1L;

    private final String id;

    /** Makes the exception for a {@code kind} such as {@code customer} and the id that was given. */
    public NotFoundException(String kind, String id) {
        super("There is no " + kind + " '" + id + "' in this "
                + (kind.equals("administration")
                        ? "store; check the id or open it first."
                        : "administration; check the " + kind + " reference or add it first."));
        this.id = id;
    }

    /** The id that was given. */
    public String id() {
        return id;
    }
}
