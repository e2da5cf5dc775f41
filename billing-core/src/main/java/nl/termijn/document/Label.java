package nl.termijn.document;

import java.util.Locale;

/**
 * A word, sentence or pattern on documents and mail. In a file of {@link Words} each is named by its {@link #key}: {@link
 * #TO_PAY_BY} is {@code toPayBy}.
 */
public enum Label {
    INVOICE,
    CREDIT_NOTE,
    PAYMENT_REQUEST,
    NOT_AN_INVOICE,
    REMINDER,
    FINAL_DEMAND,
    FOURTEEN_DAY_LETTER,
    STATEMENT,
    DOSSIER,
    OPEN_ITEMS,
    SPECIFICATION,
    SPECIFICATION_OF,
    COPY,
    INVOICE_NUMBER,
    CREDIT_NOTE_NUMBER,
    REQUEST_NUMBER,
    INVOICE_DATE,
    DATE,
    DUE_DATE,
    SUPPLY_DATE,
    PERIOD,
    PERIOD_INCLUSIVE,
    PERIOD_EXCLUSIVE,
    CUSTOMER_NUMBER,
    YOUR_REFERENCE,
    YOUR_VAT_ID,
    VAT_ID,
    TRADE_REGISTER,
    IBAN,
    BIC,
    ACCOUNT_HOLDER,
    PAYMENT_REFERENCE,
    EMAIL,
    DESCRIPTION,
    QUANTITY,
    UNIT_PRICE,
    DISCOUNT,
    VAT_RATE,
    AMOUNT,
    EXCL_VAT,
    INCL_VAT,
    PRODUCT,
    SUBTOTAL,
    SUBTOTAL_OF,
    CARRIED_FORWARD,
    TOTAL_EXCL,
    VAT_OVER,
    /** A row without VAT, because the buyer owes it. */
    REVERSE_CHARGE_OVER,
    /** A row without VAT, because the supply is exempt. */
    EXEMPT_OVER,
    /** A row without VAT, of goods to another member state. */
    INTRA_COMMUNITY_OVER,
    /** A row without VAT, of what leaves the EU. */
    EXPORT_OVER,
    /** A row that VAT does not touch. */
    OUTSIDE_SCOPE_OVER,
    VAT_SPECIFICATION,
    TAXABLE_AMOUNT,
    VAT,
    VAT_IN_EURO,
    TOTAL,
    ALREADY_PAID,
    TO_PAY,
    TO_RECEIVE,
    TO_PAY_BY,
    HOW_TO_PAY,
    PAY_ONLINE,
    SCAN_BANK,
    SCAN_PAY,
    TRANSFER_TEXT,
    DIRECT_DEBIT_TEXT,
    PAID_TEXT,
    NOTHING_TO_PAY,
    CREDIT_TEXT,
    MANDATE,
    CREDITOR_ID,
    COLLECTION_DATE,
    REFERS_TO,
    /** Why a credit note is given. */
    REASON,
    /** An invoice with its date. */
    INVOICE_OF,
    DAYS_OVERDUE,
    OPEN_AMOUNT,
    TOTAL_OPEN,
    PRINCIPAL,
    INTEREST,
    COLLECTION_COSTS,
    PAID_AMOUNT,
    PROCESSED_UP_TO,
    CROSSED,
    REMINDER_TEXT,
    FINAL_DEMAND_TEXT,
    FOURTEEN_DAY_TEXT,
    FOURTEEN_DAY_COSTS,
    DISPUTE_TEXT,
    STATEMENT_TEXT,
    DOSSIER_TEXT,
    DEBTOR,
    CREDITOR,
    PAPERS,
    PAGES,
    DOCUMENT,
    PAYMENT,
    WRITE_OFF,
    REFUND,
    CLOSING_BALANCE,
    /** What stood on an account before the first line. */
    OPENING_BALANCE,
    /** What may still be paid in time. */
    NOT_DUE,
    /** What is overdue by some days. */
    OVERDUE_FOR,
    /** What is overdue by more days than that. */
    OVERDUE_LONGER,
    /** What interest adds each day. */
    INTEREST_PER_DAY,
    DEBTOR_SIDE,
    CREDITOR_SIDE,
    BALANCE,
    VALID_UNTIL,
    SALUTATION,
    REGARDS,
    PAGE,
    LOGO_OF,
    SHORT_DATE,
    LONG_DATE,
    FIRST_OF_MONTH,
    MONTHS,
    SHORT_MONTHS,
    DECIMAL_SIGN,
    GROUP_SIGN,
    MONEY,
    NEGATIVE_MONEY,
    PERCENTAGE;

    private final String key = camelCase(name());

    /** Its name in files and templates. */
    public String key() {
        return key;
    }

    private static String camelCase(String name) {
        StringBuilder key = new StringBuilder(name.length());
        for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }
}
