package nl.termijn.document;

import java.util.LinkedHashMap;
import java.util.Map;
import nl.termijn.invoice.CreditorReference;
import nl.termijn.invoice.Party;

/** What a payer fills in at a bank, as documents and mail print it. */
public final class TransferDetails {
    private TransferDetails() {}

    /**
     * Account, bank, holder and reference for paying document {@code number} to {@code seller}, in that order; nothing for a
     * seller without an account.
     */
    public static Map<Label, String> of(Party seller, String number) {
        Map<Label, String> details = new LinkedHashMap<>();
        seller.iban().ifPresent(iban -> {
            details.put(Label.IBAN, iban(iban));
            seller.bic().ifPresent(bic -> details.put(Label.BIC, bic));
            details.put(Label.ACCOUNT_HOLDER, seller.name());
            details.put(Label.PAYMENT_REFERENCE, reference(number));
        });
        return details;
    }

    /** In groups of four that stay on one line. */
    public static String iban(String iban) {
        return iban.replaceAll("(.{4})(?=.)", "$1\u00a0");
    }

    /** What the payer quotes for {@code number}: its creditor reference (ISO 11649) if it can have one. */
    public static String reference(String number) {
        return CreditorReference.of(number)
                .map(CreditorReference::printed)
                .orElse(number)
                .replace(' ', '\u00a0');
    }
}
