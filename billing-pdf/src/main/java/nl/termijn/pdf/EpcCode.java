package nl.termijn.pdf;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.invoice.CreditorReference;
import nl.termijn.money.Amounts;

/**
 * What the code on a document says to a banking app: a SEPA credit transfer, filled in (EPC069-12, version 002, UTF-8).
 *
 * <pre>
 * BCD⏎002⏎1⏎SCT⏎⏎Voorbeeld Hosting B.V.⏎NL91ABNA0417164300⏎EUR121.00⏎⏎RF462026000123
 * </pre>
 */
public final class EpcCode {
    private static final BigDecimal MOST = new BigDecimal("999999999.99");
    private static final int LONGEST = 331;
    private static final int LONGEST_NAME = 70;
    private static final int LONGEST_TEXT = 140;

    private EpcCode() {}

    /**
     * The payload, or empty where there is none: nothing to pay, another currency than euro, more than the code can say.
     *
     * @param name of the account's holder; cut to 70 characters
     * @param bic of the bank, if known
     * @param iban the account
     * @param amount to pay
     * @param number of the document: its creditor reference, or else its text, is what the payer quotes
     */
    public static Optional<String> of(
            String name, Optional<String> bic, String iban, MonetaryAmount amount, String number) {
        BigDecimal euro = Amounts.decimal(amount);
        if (!amount.getCurrency().getCurrencyCode().equals("EUR") || euro.signum() <= 0 || euro.compareTo(MOST) > 0) {
            return Optional.empty();
        }
        Optional<CreditorReference> reference = CreditorReference.of(number);
        String remittance = reference
                .map(structured -> structured.value())
                .orElseGet(() -> "\n" + cut(oneLine(number), LONGEST_TEXT));
        String payload = String.join(
                "\n",
                "BCD",
                "002",
                "1",
                "SCT",
                bic.orElse(""),
                cut(oneLine(name), LONGEST_NAME),
                iban,
                "EUR" + euro.setScale(2).toPlainString(),
                "",
                remittance);
        return payload.getBytes(StandardCharsets.UTF_8).length > LONGEST ? Optional.empty() : Optional.of(payload);
    }

    /** A line break in a name would shift all elements after it. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String cut(String text, int length) {
        int end = text.codePointCount(0, text.length()) <= length ? text.length() : text.offsetByCodePoints(0, length);
        return text.substring(0, end);
    }
}
