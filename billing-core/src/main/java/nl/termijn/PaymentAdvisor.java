package nl.termijn;

import java.net.URI;
import java.util.Optional;
import nl.termijn.customer.Customer;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.PaymentAdvice;

/**
 * Says, when a document is sent, how the customer is to pay it: by transfer, by direct debit, or not at all; and where he
 * can pay online. It is asked inside the transaction that sends, so it computes and calls nobody: a pay link is an address
 * with a token, not an order at a provider.
 */
@FunctionalInterface
public interface PaymentAdvisor {

    /** The advice on {@code document}, which has its {@code issuance} but is not saved yet. */
    PaymentAdvice advise(Invoice document, Issuance issuance, Customer customer);

    /** The page on which {@code draft} is paid, when its payment is asked before it is an invoice; none unless given. */
    default Optional<URI> payLink(Invoice draft, Customer customer) {
        return Optional.empty();
    }

    /** By transfer, always. */
    static PaymentAdvisor transfer() {
        return (document, issuance, customer) -> PaymentAdvice.TRANSFER;
    }
}
