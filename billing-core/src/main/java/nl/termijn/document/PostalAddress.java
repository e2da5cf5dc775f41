package nl.termijn.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import nl.termijn.invoice.Party;

/** Addresses as they stand on mail: a country is named, in English, only to who is in another. */
public final class PostalAddress {
    /** In English; not the JVM's, whose names change with its version. */
    private static final Properties COUNTRIES = countries();

    private PostalAddress() {}

    /** Name and address of {@code party}, line by line, for mail between it and {@code other}. */
    public static List<String> lines(Party party, Party other) {
        List<String> lines = new ArrayList<>();
        lines.add(party.name());
        lines.addAll(place(party, other));
        return lines;
    }

    /** Street, town and country of {@code party}, as {@link #lines}, without its name. */
    public static List<String> place(Party party, Party other) {
        List<String> lines = new ArrayList<>();
        party.address().street().ifPresent(lines::add);
        if (!town(party).isEmpty()) {
            lines.add(town(party));
        }
        if (!party.address().country().equals(other.address().country())) {
            lines.add(country(party.address().country()));
        }
        return lines;
    }

    /** Postal code and town; in the Netherlands with two blanks between. */
    public static String town(Party party) {
        boolean dutch = party.address().country().equals("NL");
        return (party.address().postalCode().orElse("")
                        + (dutch ? "  " : " ")
                        + party.address().city().orElse(""))
                .strip();
    }

    private static String country(String code) {
        return COUNTRIES.getProperty(code, code);
    }

    private static Properties countries() {
        Properties countries = new Properties();
        try (InputStream stream = Objects.requireNonNull(
                        PostalAddress.class.getResourceAsStream("countries.properties"), "countries");
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            countries.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return countries;
    }
}
