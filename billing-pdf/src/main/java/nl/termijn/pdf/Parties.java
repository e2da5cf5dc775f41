package nl.termijn.pdf;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.document.Label;
import nl.termijn.document.PostalAddress;
import nl.termijn.document.TransferDetails;
import nl.termijn.document.Words;
import nl.termijn.invoice.Party;

/** Who writes and who reads, in the form documents want. */
final class Parties {
    private Parties() {}

    static String fileName(Look look, Label kind, String number, Words words) {
        return look.theme
                .fileName()
                .replace("{number}", number)
                .replace("{kind}", words.text(kind))
                .replaceAll("[^A-Za-z0-9._-]+", "_");
    }

    static String sender(Party seller) {
        List<String> parts = new ArrayList<>();
        parts.add(seller.name());
        seller.address().street().ifPresent(parts::add);
        if (!PostalAddress.town(seller).isEmpty()) {
            parts.add(PostalAddress.town(seller).replace("  ", " "));
        }
        return String.join(" · ", parts);
    }

    /** Who the seller is; his country, in English, for a reader in another. */
    static Sheet.Identity identity(Party seller, Party reader, Words words) {
        List<Sheet.Field> fields = new ArrayList<>();
        seller.kvkNumber().ifPresent(number -> fields.add(Sheet.Field.of(words.text(Label.TRADE_REGISTER), number)));
        seller.vatId().ifPresent(id -> fields.add(Sheet.Field.of(words.text(Label.VAT_ID), id.value())));
        seller.email().ifPresent(email -> fields.add(Sheet.Field.of(words.text(Label.EMAIL), email)));
        seller.iban().ifPresent(iban -> fields.add(Sheet.Field.of(words.text(Label.IBAN), TransferDetails.iban(iban))));
        seller.bic().ifPresent(bic -> fields.add(Sheet.Field.of(words.text(Label.BIC), bic)));
        String place = String.join(", ", PostalAddress.place(seller, reader)).replace("  ", " ");
        return new Sheet.Identity(seller.name(), place, fields);
    }

    static Sheet.Payment transfer(
            Look look,
            Words words,
            Party seller,
            MonetaryAmount amount,
            String by,
            String number,
            Optional<URI> payLink) {
        List<Sheet.Field> fields = new ArrayList<>();
        Map<Label, String> details = TransferDetails.of(seller, number);
        details.forEach((label, value) -> fields.add(Sheet.Field.of(words.text(label), value)));
        // the sentence and the fields name one reference
        String reference = details.getOrDefault(Label.PAYMENT_REFERENCE, number.replace(' ', '\u00a0'));
        return new Sheet.Payment(
                words.text(Label.HOW_TO_PAY),
                words.text(Label.TRANSFER_TEXT, "amount", words.money(amount), "date", by, "reference", reference),
                fields,
                payLink,
                code(
                        look.theme.code(),
                        words,
                        payLink,
                        seller.iban().flatMap(iban -> EpcCode.of(seller.name(), seller.bic(), iban, amount, number))));
    }

    /** The code that the theme wants, where there is what it must say. */
    private static Optional<Sheet.Code> code(
            Theme.Code wanted, Words words, Optional<URI> payLink, Optional<String> bank) {
        Optional<Sheet.Code> online = payLink.map(page -> new Sheet.Code(page.toString(), words.text(Label.SCAN_PAY)));
        Optional<Sheet.Code> atBank = bank.map(content -> new Sheet.Code(content, words.text(Label.SCAN_BANK)));
        return switch (wanted) {
            case AUTOMATIC -> online.or(() -> atBank);
            case BANK -> atBank;
            case PAY_LINK -> online;
            case NONE -> Optional.empty();
        };
    }
}
