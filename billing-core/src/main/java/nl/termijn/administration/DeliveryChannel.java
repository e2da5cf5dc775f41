package nl.termijn.administration;

/** How documents reach a customer. */
public enum DeliveryChannel {
    /** By mail to his addresses. */
    MAIL,
    /** On paper, with the next print batch; a run invoice then has a fee line where the seller asks one. */
    PAPER
}
