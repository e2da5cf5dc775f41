package nl.termijn.administration;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * What a group of customers or one customer may have of its own; what is left out comes from the level above. Read where it
 * is needed, never copied down, so that a change above reaches at once whoever has nothing of his own.
 */
public interface Settings {
    /** How long may be taken to pay. */
    Optional<PaymentTerm> paymentTerm();

    /** When run invoices are made. */
    Optional<InvoiceSchedule> schedule();

    /** When lines in between are due. */
    Optional<Policies.InterimLines> interimLines();

    /** Language of documents and mail. */
    Optional<Locale> language();

    /** How documents arrive. */
    Optional<DeliveryChannel> delivery();

    /** By what the lines of his documents stand together. */
    Optional<LineGroup> lineGroup();

    /** What becomes of a domain whose renewal is not paid. */
    Optional<UnpaidRenewal> unpaidRenewal();

    /** Code of the brand in whose name he is written to; empty for the seller's own. */
    Optional<String> brand();

    /** General discount on subscription lines in percent, 0 to 100 (rule C4). */
    Optional<BigDecimal> discountPercent();

    /** Discounts on groups of products, all together; what is in none has the general discount. */
    Optional<ProductDiscounts> productDiscounts();

    /** What a person must look at before a draft is sent; all rules together, not one by one. */
    Optional<ApprovalRules> approval();

    /** How much he may owe. */
    Optional<CreditLimit> creditLimit();

    /** What is held back now, at most one of each kind; what the level above holds back is held back too. */
    List<Hold> holds();

    /** Adds to {@code violations} what is wrong with {@code settings}. */
    static void check(Violations violations, Settings settings) {
        settings.discountPercent().ifPresent(percent -> checkDiscount(violations, percent));
        violations.check(
                settings.holds().stream().map(Hold::kind).distinct().count()
                        == settings.holds().size(),
                "holds",
                settings.holds().stream().map(Hold::kind).toList(),
                "must have at most one hold of each kind",
                "replace the hold instead of adding one");
    }

    /** Adds to {@code violations} what is wrong with a general discount of {@code percent}. */
    static void checkDiscount(Violations violations, BigDecimal percent) {
        violations.check(
                percent.signum() >= 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0,
                "discountPercent",
                percent,
                "must be 0 to 100",
                "give the general discount in percent");
    }
}
