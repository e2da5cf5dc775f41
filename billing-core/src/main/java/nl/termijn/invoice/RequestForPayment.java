package nl.termijn.invoice;

import java.time.LocalDate;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;

/**
 * That a draft was asked to be paid before it becomes an invoice. It has no number: number and date come with the payment.
 *
 * @param amount what is asked, with VAT
 * @param requestedOn day of the request
 * @param lapsesOn first day on which it no longer counts
 * @param by who asked
 * @param change what is made when it is paid, and never when it is not
 */
public record RequestForPayment(
        MonetaryAmount amount, LocalDate requestedOn, LocalDate lapsesOn, String by, Optional<AwaitedChange> change) {
    /** Checks the days. */
    public RequestForPayment {
        Violations.of("request for payment")
                .check(amount.signum() > 0, "amount", amount, "must be more than 0", "nothing is to be paid")
                .check(
                        lapsesOn.isAfter(requestedOn),
                        "lapsesOn",
                        lapsesOn,
                        "must be after " + requestedOn,
                        "give a day or more to pay")
                .throwIfAny();
    }
}
