package nl.termijn.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import nl.termijn.money.Amounts;

/**
 * Values of the domain as JSON, for stores and archives: amounts as {@code {"amount":"12.10","currency":"EUR"}}, days and
 * moments in ISO 8601.
 */
public final class ValueJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("money")
                    .addSerializer(MonetaryAmount.class, new AmountWriter())
                    .addDeserializer(MonetaryAmount.class, new AmountReader())
                    .addSerializer(CurrencyUnit.class, new CurrencyWriter())
                    .addDeserializer(CurrencyUnit.class, new CurrencyReader()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private ValueJson() {}

    /** The mapper, which is never changed: whoever needs it otherwise rebuilds it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    private static final class AmountWriter extends JsonSerializer<MonetaryAmount> {
        @Override
        public void serialize(MonetaryAmount value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            json.writeStringField("amount", Amounts.decimal(value).toPlainString());
            json.writeStringField("currency", value.getCurrency().getCurrencyCode());
            json.writeEndObject();
        }
    }

    private static final class AmountReader extends JsonDeserializer<MonetaryAmount> {
        @Override
        public MonetaryAmount deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode node = json.readValueAsTree();
            return Amounts.of(node.get("amount").asText(), node.get("currency").asText());
        }
    }

    private static final class CurrencyWriter extends JsonSerializer<CurrencyUnit> {
        @Override
        public void serialize(CurrencyUnit value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.getCurrencyCode());
        }
    }

    private static final class CurrencyReader extends JsonDeserializer<CurrencyUnit> {
        @Override
        public CurrencyUnit deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Monetary.getCurrency(json.getText());
        }
    }
}
