package nl.termijn.review;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Administration;
import nl.termijn.administration.ApprovalRules;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.Setting;
import nl.termijn.customer.Customer;
import nl.termijn.customer.DocumentKind;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.TopUp;
import nl.termijn.money.Amounts;
import nl.termijn.review.Remark.Reason;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatIdEvidence;

/** Looks at drafts by a seller's rules. Pure and immutable. */
public final class Reviewer {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Administration administration;
    private final LocalDate day;

    /** A reviewer by the rules that {@code administration}, groups and customers have on {@code day}. */
    public Reviewer(Administration administration, LocalDate day) {
        this.administration = administration;
        this.day = day;
    }

    /**
     * All that a draft is looked at with.
     *
     * @param draft the draft
     * @param customer whose it is
     * @param last the newest sent invoice of his that a run made, if there is one
     * @param subscriptions those on the draft, by their reference
     */
    public record Case(
            Invoice draft,
            Customer customer,
            Optional<Invoice> last,
            Map<SubscriptionReference, Subscription> subscriptions) {}

    /** What is odd about a draft, most telling first; nothing when it is as expected. */
    public List<Remark> remarks(Case looked) {
        List<Remark> remarks = new ArrayList<>();
        Invoice draft = looked.draft();
        EffectiveSettings settings = EffectiveSettings.of(administration, looked.customer(), day);
        ApprovalRules rules = settings.get(Setting.APPROVAL);
        MonetaryAmount gross = draft.totals().gross();
        rules.maximum()
                .filter(maximum -> isAbove(gross, maximum))
                .ifPresent(maximum -> remarks.add(Remark.of(Reason.ABOVE_MAXIMUM, plain(gross), plain(maximum))));
        if (draft.runMonth().isPresent()) {
            ofRun(looked, rules, remarks);
        }
        boolean drawn = draft.lines().stream().anyMatch(TopUp::isDrawn);
        if (rules.zeroTotal() && gross.isZero() && !drawn) {
            remarks.add(Remark.of(Reason.ZERO_TOTAL));
        }
        long credits = draft.lines().stream()
                .filter(line -> Amounts.decimal(line.amount()).signum() < 0 && !TopUp.isDrawn(line))
                .count();
        if (rules.creditLine() && draft.kind() == InvoiceKind.INVOICE && credits > 0) {
            remarks.add(Remark.of(Reason.CREDIT_LINE, Long.toString(credits)));
        }
        ofCustomer(looked, settings, remarks);
        Set<String> ending = ending(looked);
        if (rules.endingSubscription() && !ending.isEmpty()) {
            remarks.add(Remark.of(Reason.ENDING_SUBSCRIPTION, String.join(", ", ending)));
        }
        return remarks;
    }

    private static void ofRun(Case looked, ApprovalRules rules, List<Remark> remarks) {
        if (looked.last().isEmpty()) {
            if (rules.firstInvoice()) {
                remarks.add(Remark.of(Reason.FIRST_INVOICE));
            }
            return;
        }
        BigDecimal before = Amounts.decimal(looked.last().get().totals().net());
        BigDecimal now = Amounts.decimal(looked.draft().totals().net());
        rules.mayDifferPercent()
                .filter(percent -> differs(before, now, percent))
                .ifPresent(percent -> remarks.add(Remark.of(
                        Reason.DIFFERS,
                        now.toPlainString(),
                        before.toPlainString(),
                        looked.last().get().name())));
    }

    private static boolean differs(BigDecimal before, BigDecimal now, BigDecimal percent) {
        return now.subtract(before)
                        .abs()
                        .multiply(HUNDRED)
                        .compareTo(before.abs().multiply(percent))
                > 0;
    }

    private static void ofCustomer(Case looked, EffectiveSettings settings, List<Remark> remarks) {
        Customer customer = looked.customer();
        ApprovalRules rules = settings.get(Setting.APPROVAL);
        DocumentKind kind =
                looked.draft().kind() == InvoiceKind.INVOICE ? DocumentKind.INVOICE : DocumentKind.CREDIT_NOTE;
        boolean byMail = settings.delivery() == DeliveryChannel.MAIL;
        if (rules.missingAddress() && byMail && customer.emailsFor(kind).isEmpty()) {
            remarks.add(Remark.of(Reason.NO_ADDRESS));
        }
        boolean givesOrders = !customer.purchaseOrders().isEmpty();
        if (rules.missingPurchaseOrder()
                && givesOrders
                && looked.draft().purchaseOrder().isEmpty()) {
            remarks.add(Remark.of(Reason.NO_PURCHASE_ORDER));
        }
        boolean decides = looked.draft().lines().stream()
                .map(InvoiceLine::vat)
                .anyMatch(vat -> vat.category() == VatCategory.AE || vat.category() == VatCategory.K);
        boolean confirmed = customer.vatIdEvidence()
                .map(evidence -> evidence.status() == VatIdEvidence.Status.VALID)
                .orElse(false);
        if (rules.unconfirmedVatId() && decides && !confirmed) {
            remarks.add(Remark.of(
                    Reason.VAT_ID_NOT_CONFIRMED,
                    customer.vatId().map(Object::toString).orElse("")));
        }
    }

    private static Set<String> ending(Case looked) {
        Set<String> ending = new TreeSet<>();
        for (InvoiceLine line : looked.draft().lines()) {
            line.origin()
                    .subscriptionReference()
                    .flatMap(reference ->
                            Optional.ofNullable(looked.subscriptions().get(reference)))
                    .filter(subscription -> subscription.end().isPresent())
                    .ifPresent(
                            subscription -> ending.add(subscription.reference().value()));
        }
        return ending;
    }

    /** Whether a draft of {@code customer} with {@code remarks} may approve itself. */
    public boolean mayApproveItself(Invoice draft, Customer customer, List<Remark> remarks) {
        return remarks.isEmpty()
                && draft.approval().isEmpty()
                && EffectiveSettings.of(administration, customer, day)
                        .get(Setting.APPROVAL)
                        .approvesItselfUpTo()
                        .filter(ceiling -> !isAbove(draft.totals().gross(), ceiling))
                        .isPresent();
    }

    private static boolean isAbove(MonetaryAmount amount, MonetaryAmount limit) {
        return Amounts.decimal(amount).abs().compareTo(Amounts.decimal(limit)) > 0;
    }

    private static String plain(MonetaryAmount amount) {
        return Amounts.decimal(amount).toPlainString();
    }
}
