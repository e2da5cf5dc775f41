package nl.termijn.administration;

/** What becomes of a domain whose renewal was not paid when its registry wants to know. */
public enum UnpaidRenewal {
    /** It is renewed all the same: the customer is trusted. */
    RENEW,
    /** It is waited for until the last day, and then it expires. */
    WAIT,
    /** It expires. */
    LET_EXPIRE
}
