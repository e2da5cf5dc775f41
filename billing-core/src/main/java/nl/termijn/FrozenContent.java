package nl.termijn;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.internal.Sha256;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.PersonalData;
import nl.termijn.money.Amounts;

/**
 * What sending freezes, as canonical text, and its place in the chain of its series: document n carries the SHA-256 of the
 * hash of n - 1 and its own content. Two equal documents have the same text, whatever store they came from.
 */
final class FrozenContent {
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("canonical")
                    .addSerializer(BigDecimal.class, new PlainDecimal())
                    .addSerializer(MonetaryAmount.class, new PlainAmount())
                    .addSerializer(CurrencyUnit.class, new CurrencyCode()))
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private FrozenContent() {}

    /** {@code document}, whose issuance is complete but for its hashes, with both. */
    static Invoice seal(Invoice document) {
        Issuance issuance = document.issuance().orElseThrow().toBuilder()
                .personalHash(personalHash(document))
                .build();
        String hash = hash(document.toBuilder().issuance(issuance).build());
        return document.toBuilder()
                .issuance(issuance.toBuilder().hash(hash).build())
                .build();
    }

    /**
     * The hash of a sent document, from the hash of the document before it and everything that sending froze. What is about
     * a person is in it by its own hash only, so that it stays the same when that is erased.
     */
    private static String hash(Invoice document) {
        Invoice impersonal = PersonalData.erasedFrom(document);
        Issuance issuance = impersonal.issuance().orElseThrow();
        return Sha256.hex(text(
                document,
                impersonal.toBuilder()
                        .issuance(issuance.toBuilder().hash("").build())
                        .approval(Optional.empty())
                        .request(Optional.empty())
                        .withdrawal(Optional.empty())
                        .export(Optional.empty())
                        .version(0)
                        .build()));
    }

    /** The hash of what is about a person. */
    private static String personalHash(Invoice document) {
        return Sha256.hex(text(document, PersonalData.OfDocument.on(document).orElseThrow()));
    }

    /** Whether a sent document is as it was sent, or as erasing left it. */
    static boolean isUnchanged(Invoice document) {
        Issuance issuance = document.issuance().orElseThrow();
        boolean personal = document.isErased()
                ? PersonalData.erasedFrom(document).equals(document)
                : issuance.personalHash().equals(personalHash(document));
        return personal && issuance.hash().equals(hash(document));
    }

    private static byte[] text(Invoice document, Object content) {
        try {
            return CANONICAL.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(document.name() + " cannot be written as text", e);
        }
    }

    /** A number without zeros at its end, so that equal numbers are one text, whatever store they came from. */
    static final class PlainDecimal extends JsonSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(plain(value));
        }
    }

    private static final class PlainAmount extends JsonSerializer<MonetaryAmount> {
        @Override
        public void serialize(MonetaryAmount value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(value.getCurrency().getCurrencyCode() + " " + plain(Amounts.decimal(value)));
        }
    }

    private static final class CurrencyCode extends JsonSerializer<CurrencyUnit> {
        @Override
        public void serialize(CurrencyUnit value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.getCurrencyCode());
        }
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
