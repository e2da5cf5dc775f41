package nl.termijn.vat;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What VIES answered about a VAT id, kept as evidence (Reg. 282/2011 art. 18). The host asks VIES; this library keeps the
 * answer. Immutable.
 *
 * <p>When VIES is down, keep the last {@link Status#VALID} answer instead of replacing it by {@link Status#UNAVAILABLE}:
 * a known business does not become a consumer because a service is out.
 *
 * @param status the answer
 * @param checkedOn the day of the answer
 * @param consultationNumber the number VIES gives for a request made with the seller's own id
 */
public record VatIdEvidence(Status status, LocalDate checkedOn, Optional<String> consultationNumber) {

    /** What VIES can say. */
    public enum Status {
        /** The id is live. */
        VALID,
        /** The id is not known. */
        INVALID,
        /** No answer was had. */
        UNAVAILABLE
    }
}
