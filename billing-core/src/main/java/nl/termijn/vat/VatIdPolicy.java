package nl.termijn.vat;

/** What makes a buyer in another member state a business for VAT. */
public enum VatIdPolicy {
    /** Its VAT id, confirmed by {@link VatIdEvidence.Status#VALID} (Reg. 282/2011 art. 18(1)(a)). */
    CONFIRMED,
    /** Its VAT id as given, until VIES refutes it ({@link VatIdEvidence.Status#INVALID}). The seller bears the risk. */
    GIVEN
}
