package nl.termijn.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.money.MonetaryAmount;
import nl.termijn.document.Label;
import nl.termijn.document.TransferDetails;
import nl.termijn.document.Words;
import nl.termijn.invoice.Party;

/** Who writes and who reads, in the form documents want. */
final class Parties {
    /** In English; not the JVM's, whose names change with its version. */
    private static final Properties COUNTRIES = countries();

    private Parties() {}

    static String fileName(Look look, Label kind, String number, Words words) {
        return look.theme
                .fileName()
                .replace("{number}", number)
                .replace("{kind}", words.text(kind))
                .replaceAll("[^A-Za-z0-9._-]+", "_");
    }

    static String town(Party party) {
        boolean dutch = party.address().country().equals("NL");
        return (party.address().postalCode().orElse("")
                        + (dutch ? "  " : " ")
                        + party.address().city().orElse(""))
                .strip();
    }

    static String sender(Party seller) {
        List<String> parts = new ArrayList<>();
        parts.add(seller.name());
        seller.address().street().ifPresent(parts::add);
        if (!town(seller).isEmpty()) {
            parts.add(town(seller).replace("  ", " "));
        }
        return String.join(" · ", parts);
    }

    /** Name and address; the country, in capitals and in English, on mail that crosses a border. */
    static List<String> address(Party reader, Party seller) {
        List<String> lines = new ArrayList<>();
        lines.add(reader.name());
        reader.address().street().ifPresent(lines::add);
        if (!town(reader).isEmpty()) {
            lines.add(town(reader));
        }
        if (!reader.address().country().equals(seller.address().country())) {
            lines.add(country(reader.address().country()));
        }
        return lines;
    }

    static Sheet.Identity identity(Party seller, Words words) {
        List<Sheet.Field> fields = new ArrayList<>();
        seller.kvkNumber().ifPresent(number -> fields.add(Sheet.Field.of(words.text(Label.TRADE_REGISTER), number)));
        seller.vatId().ifPresent(id -> fields.add(Sheet.Field.of(words.text(Label.VAT_ID), id.value())));
        seller.email().ifPresent(email -> fields.add(Sheet.Field.of(words.text(Label.EMAIL), email)));
        seller.iban().ifPresent(iban -> fields.add(Sheet.Field.of(words.text(Label.IBAN), TransferDetails.iban(iban))));
        seller.bic().ifPresent(bic -> fields.add(Sheet.Field.of(words.text(Label.BIC), bic)));
        List<String> place = new ArrayList<>();
        seller.address().street().ifPresent(place::add);
        place.add((town(seller).replace("  ", " ") + " " + seller.address().country()).strip());
        return new Sheet.Identity(seller.name(), String.join(", ", place), fields);
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
        TransferDetails.of(seller, number)
                .forEach((label, value) -> fields.add(Sheet.Field.of(words.text(label), value)));
        return new Sheet.Payment(
                words.text(Label.HOW_TO_PAY),
                words.text(
                        Label.TRANSFER_TEXT,
                        "amount",
                        words.money(amount),
                        "date",
                        by,
                        "reference",
                        number.replace(' ', '\u00a0')),
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

    private static String country(String code) {
        return COUNTRIES.getProperty(code, code);
    }

    private static Properties countries() {
        Properties countries = new Properties();
        try (InputStream stream =
                        Objects.requireNonNull(Parties.class.getResourceAsStream("countries.properties"), "countries");
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            countries.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return countries;
    }
}
