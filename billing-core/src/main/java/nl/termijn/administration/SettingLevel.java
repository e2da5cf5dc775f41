package nl.termijn.administration;

/** Where a setting may be given; the last that gives it counts. */
public enum SettingLevel {
    /** By the seller, for everybody. */
    ADMINISTRATION,
    /** For the customers of a group. */
    GROUP,
    /** For one customer. */
    CUSTOMER,
    /** For one subscription: its discount. */
    SUBSCRIPTION
}
