package nl.termijn;

import java.util.List;
import nl.termijn.customer.Customer;
import nl.termijn.invoice.Invoice;

/** A host's own rules for drafts, beside those of {@link nl.termijn.administration.ApprovalRules}. */
@FunctionalInterface
public interface DraftReview {

    /** What is odd about {@code draft}, in words for the seller's people; nothing when it is as expected. */
    List<String> remarks(Invoice draft, Customer customer);
}
