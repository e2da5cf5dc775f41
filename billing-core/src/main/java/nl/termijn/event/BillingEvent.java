package nl.termijn.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Hold;
import nl.termijn.administration.SettingLevel;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.MandateReference;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.price.PriceRow;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;

/** Something that happened in one administration. It holds keys and amounts, never names or addresses. */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS, property = "type")
public sealed interface BillingEvent {

    /** The administration was opened ({@code version} 1) or changed. */
    record AdministrationSaved(long version) implements BillingEvent {}

    /** A customer was added ({@code version} 1) or changed in the fields named. */
    record CustomerSaved(CustomerReference customer, long version, List<String> changed) implements BillingEvent {}

    /** What was about the person of a customer was erased. */
    record CustomerErased(CustomerReference customer) implements BillingEvent {}

    /**
     * Who had {@code before} for a setting of his own has {@code after}, each as JSON; empty where he has what the level above
     * gives. With {@code from} it was set ahead, and counts from that day on.
     */
    record SettingChanged(
            SettingLevel level,
            String of,
            String setting,
            Optional<LocalDate> from,
            Optional<String> before,
            Optional<String> after)
            implements BillingEvent {}

    /** A row of the price list was added, or replaced the one of its key and day. */
    record PriceSet(PriceRow row) implements BillingEvent {}

    /** A row of the price list that did not count yet was taken away. */
    record PriceRemoved(PriceRow row) implements BillingEvent {}

    /** A coupon was added or changed. */
    record CouponSaved(String code) implements BillingEvent {}

    /** A subscription began with the discount of a coupon. */
    record CouponUsed(String code, CustomerReference customer, SubscriptionReference subscription)
            implements BillingEvent {}

    /** A subscription that was never served gave its coupon back. */
    record CouponReleased(String code, CustomerReference customer, SubscriptionReference subscription)
            implements BillingEvent {}

    /** A price campaign has been gone through; {@code changed} subscriptions take a new price. */
    record CampaignAnnounced(String campaign, int changed) implements BillingEvent {}

    /** Notices of a campaign were put in the outbox for {@code customers} customers. */
    record CampaignNotified(String campaign, int customers) implements BillingEvent {}

    /** An add-on goes on with what replaced its parent. */
    record AddOnMoved(SubscriptionReference subscription, SubscriptionReference parent) implements BillingEvent {}

    /** A draft was asked to be paid before it becomes an invoice, until {@code lapsesOn}. */
    record PaymentRequested(InvoiceId draft, MonetaryAmount amount, LocalDate lapsesOn) implements BillingEvent {}

    /** A request for payment ended without payment: it lapsed, or was taken back. */
    record PaymentRequestEnded(InvoiceId draft, boolean lapsed) implements BillingEvent {}

    /** A customer was found above his credit limit. */
    record CreditLimitPassed(CustomerReference customer, MonetaryAmount used, MonetaryAmount limit)
            implements BillingEvent {}

    /** A customer who was above his credit limit is within it again, or has none any more. */
    record CreditLimitKept(CustomerReference customer) implements BillingEvent {}

    /** A mandate was added or changed. */
    record MandateSaved(MandateReference mandate, CustomerReference customer) implements BillingEvent {}

    /** A mandate no longer counts as of {@code on}. */
    record MandateCancelled(MandateReference mandate, CustomerReference customer, LocalDate on)
            implements BillingEvent {}

    /** A hold was placed. */
    record HoldPlaced(CustomerReference customer, Hold.Kind kind, String reason) implements BillingEvent {}

    /** A hold was released. */
    record HoldReleased(CustomerReference customer, Hold.Kind kind) implements BillingEvent {}

    /** A subscription began; what lies before {@code billedThrough} was billed elsewhere. */
    record SubscriptionStarted(
            SubscriptionReference subscription, CustomerReference customer, LocalDate start, LocalDate billedThrough)
            implements BillingEvent {}

    /** Price, quantity or product changes as of a day. */
    record TermsChanged(SubscriptionReference subscription, TermsChange change) implements BillingEvent {}

    /** The cycle changes as of a day. */
    record CycleChanged(SubscriptionReference subscription, LocalDate from, int months) implements BillingEvent {}

    /** Service is paused as of a day. */
    record SubscriptionPaused(SubscriptionReference subscription, LocalDate from) implements BillingEvent {}

    /** Service goes on as of a day. */
    record SubscriptionResumed(SubscriptionReference subscription, LocalDate on) implements BillingEvent {}

    /** Service ends on a day, which is the first not served. */
    record SubscriptionEnded(SubscriptionReference subscription, LocalDate end, LocalDate billedThrough)
            implements BillingEvent {}

    /**
     * From {@code from} on the subscription goes on as {@code successor}, of another customer or on another plan. The end of the
     * one and the start of the other follow it; service goes on.
     */
    record SubscriptionSucceeded(
            SubscriptionReference subscription,
            SubscriptionReference successor,
            CustomerReference customer,
            LocalDate from)
            implements BillingEvent {}

    /** An end that was to come was taken back. */
    record EndUndone(SubscriptionReference subscription, LocalDate end) implements BillingEvent {}

    /** A line waits for the next run. */
    record PendingLineAdded(PendingLineReference line, CustomerReference customer, MonetaryAmount amount)
            implements BillingEvent {}

    /** A waiting line has other days and another amount, because its subscription ended. */
    record PendingLineCut(PendingLineReference line, MonetaryAmount amount) implements BillingEvent {}

    /** A waiting line was taken away. */
    record PendingLineRemoved(PendingLineReference line) implements BillingEvent {}

    /** A draft was made. */
    record InvoiceDrafted(
            InvoiceId invoice,
            CustomerReference customer,
            InvoiceKind kind,
            Optional<YearMonth> runMonth,
            MonetaryAmount gross)
            implements BillingEvent {}

    /** A run found a total of zero and made no invoice; periods and lines count as billed. */
    record BilledWithoutInvoice(
            CustomerReference customer,
            YearMonth runMonth,
            List<PendingLineReference> pendingLines,
            List<BilledStretch> stretches)
            implements BillingEvent {}

    /** Days of a subscription, from {@code from} up to {@code to}, stood on a line that was given up: nothing bills them. */
    record DaysDropped(SubscriptionReference subscription, LocalDate from, LocalDate to) implements BillingEvent {}

    /** A draft was edited. */
    record DraftEdited(InvoiceId invoice, MonetaryAmount gross) implements BillingEvent {}

    /** A draft was approved. */
    record DraftApproved(InvoiceId invoice, String by) implements BillingEvent {}

    /** A draft was deleted. */
    record DraftDeleted(InvoiceId invoice, GiveBack giveBack) implements BillingEvent {}

    /** A document got its number and became an open item. */
    record InvoiceSent(
            InvoiceId invoice,
            CustomerReference customer,
            InvoiceKind kind,
            String number,
            MonetaryAmount gross,
            String hash)
            implements BillingEvent {}

    /** An invoice of another program, with its number there, became an open item. */
    record InvoiceTakenOver(InvoiceId invoice, CustomerReference customer, String number, MonetaryAmount gross)
            implements BillingEvent {}

    /** A sent document was asked for again. */
    record InvoiceResent(InvoiceId invoice, String number) implements BillingEvent {}

    /** A sent document was taken back; the customer is told. */
    record InvoiceWithdrawn(InvoiceId invoice, String number, String reason, GiveBack giveBack)
            implements BillingEvent {}

    /** A document is in the books. */
    record InvoiceExported(InvoiceId invoice, String number, String system) implements BillingEvent {}

    /** A payment, write-off or refund was entered; the amount is negative where it is in the customer's favour. */
    record ItemEntered(ItemId item, OpenItem.Kind kind, CustomerReference customer, MonetaryAmount amount)
            implements BillingEvent {}

    /** An item counts no more. */
    record ItemCancelled(ItemId item, OpenItem.Kind kind, CustomerReference customer, MonetaryAmount amount)
            implements BillingEvent {}

    /** Credit settled what was owed. */
    record Allocated(ItemId allocation, CustomerReference customer, ItemId owed, ItemId credit, MonetaryAmount amount)
            implements BillingEvent {}

    /** An allocation was undone. */
    record AllocationUndone(
            ItemId allocation, CustomerReference customer, ItemId owed, ItemId credit, MonetaryAmount amount)
            implements BillingEvent {}

    /** A run began. */
    record RunStarted(YearMonth month) implements BillingEvent {}

    /** A run came to its end: every customer was looked at. */
    record RunFinished(YearMonth month, int made, int skipped, int failed) implements BillingEvent {}

    /** A run was cancelled on the way; what it had made stands. */
    record RunCancelled(YearMonth month, int made, int skipped, int failed) implements BillingEvent {}

    /** A document was drawn and archived under its SHA-256. */
    record DocumentArchived(InvoiceId invoice, String sha256) implements BillingEvent {}

    /** Mail was handed over; {@code invoice} is the document that it was about. */
    record MailDelivered(CustomerReference customer, Optional<InvoiceId> invoice, String key) implements BillingEvent {}

    /** A letter was printed. */
    record DocumentPrinted(CustomerReference customer, Optional<InvoiceId> invoice, String key)
            implements BillingEvent {}

    /** A delivery was refused for good; the outbox entry says why, as that may hold an address. */
    record DeliveryRefused(CustomerReference customer, Optional<InvoiceId> invoice, String key)
            implements BillingEvent {}

    /** Some recipients of mail were refused while others have it; the outbox entry says who and why. */
    record RecipientsRefused(CustomerReference customer, Optional<InvoiceId> invoice, String key)
            implements BillingEvent {}

    /** A delivery was no longer wanted and not sent; the outbox entry says why. */
    record DeliveryDropped(CustomerReference customer, Optional<InvoiceId> invoice, String key)
            implements BillingEvent {}

    /** Mail that had been handed over came back; the outbox entry says why. */
    record MailBounced(CustomerReference customer, Optional<InvoiceId> invoice, String key) implements BillingEvent {}
}
