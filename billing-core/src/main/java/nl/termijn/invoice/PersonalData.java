package nl.termijn.invoice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.termijn.administration.Address;
import nl.termijn.customer.Customer;
import nl.termijn.subscription.LineLabels;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;

/**
 * What of a customer's records is about a person, and the records without it. Keys, days, amounts, VAT and countries stay:
 * the books need them.
 */
public final class PersonalData {
    /** What stands where a text was. */
    public static final String ERASED = "erased";

    private PersonalData() {}

    /**
     * What of a sent document is about a person. Its hash is part of the document's, so that the chain of a series holds
     * after it was erased.
     *
     * @param salt something nobody can guess, so that the hash says nothing when the rest is gone
     * @param customer the customer of the day of sending
     * @param payment how he pays
     * @param text free text
     * @param purchaseOrder the customer's order reference
     * @param descriptions of the lines, which may name a domain or a person
     * @param labels of the lines, which may too
     */
    public record OfDocument(
            String salt,
            Party customer,
            PaymentAdvice payment,
            Optional<String> text,
            Optional<String> purchaseOrder,
            List<String> descriptions,
            List<LineLabels> labels) {

        /** Nothing of what it holds. */
        @Override
        public String toString() {
            return "OfDocument[" + descriptions.size() + " lines]";
        }

        /** What stands on {@code document} and is not erased. */
        public static Optional<OfDocument> on(Invoice document) {
            return document.issuance()
                    .flatMap(issuance -> issuance.salt()
                            .map(salt -> new OfDocument(
                                    salt,
                                    issuance.customer(),
                                    issuance.payment(),
                                    document.text(),
                                    document.purchaseOrder(),
                                    document.lines().stream()
                                            .map(InvoiceLine::description)
                                            .toList(),
                                    document.lines().stream()
                                            .map(InvoiceLine::labels)
                                            .toList())));
        }
    }

    /** {@code document}, once sent, without what is about a person. */
    public static Invoice erasedFrom(Invoice document) {
        Issuance issuance = document.issuance().orElseThrow();
        Party customer = issuance.customer();
        List<InvoiceLine> lines = new ArrayList<>();
        document.lines()
                .forEach(line -> lines.add(line.toBuilder()
                        .description(ERASED)
                        .labels(LineLabels.NONE)
                        .build()));
        return document.toBuilder()
                .issuance(issuance.toBuilder()
                        .salt(Optional.empty())
                        .customer(Party.builder()
                                .name(ERASED)
                                .address(Address.in(customer.address().country()))
                                .build())
                        .payment(PaymentAdvice.TRANSFER)
                        .build())
                .text(Optional.empty())
                .purchaseOrder(Optional.empty())
                .lines(lines)
                .withdrawal(document.withdrawal()
                        .map(withdrawal -> new Withdrawal(withdrawal.withdrawnOn(), ERASED, withdrawal.giveBack())))
                .build();
    }

    /** {@code customer} without what is about a person. */
    public static Customer erasedFrom(Customer customer, LocalDate day) {
        return Customer.builder()
                .reference(customer.reference())
                .name(ERASED)
                .kind(customer.kind())
                .address(Address.in(customer.address().country()))
                .language(customer.language())
                .group(customer.group())
                .interimLines(customer.interimLines())
                .creditLimit(customer.creditLimit())
                .schedule(customer.schedule())
                .paymentTerm(customer.paymentTerm())
                .discountPercent(customer.discountPercent())
                .lineGroup(customer.lineGroup())
                .brand(customer.brand())
                .unpaidRenewal(customer.unpaidRenewal())
                .productDiscounts(customer.productDiscounts())
                .erasedOn(day)
                .version(customer.version())
                .build();
    }

    /** {@code subscription} without what is about a person. */
    public static Subscription erasedFrom(Subscription subscription) {
        List<TermsChange> changes = new ArrayList<>();
        subscription
                .changes()
                .forEach(change -> changes.add(TermsChange.builder()
                        .from(change)
                        .description(change.description().map(text -> ERASED))
                        .build()));
        return subscription.toBuilder()
                .description(ERASED)
                .labels(LineLabels.NONE)
                .changes(changes)
                .build();
    }

    /** {@code reading} without what is about a person. */
    public static UsageReading erasedFrom(UsageReading reading) {
        return reading.toBuilder().description(ERASED).build();
    }

    /** {@code line} without what is about a person. */
    public static PendingLine erasedFrom(PendingLine line) {
        return line.toBuilder().description(ERASED).labels(LineLabels.NONE).build();
    }
}
