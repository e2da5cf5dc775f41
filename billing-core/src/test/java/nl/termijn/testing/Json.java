package nl.termijn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import nl.termijn.store.ValueJson;

/** JSON as stores and archives write it. */
public final class Json {
    private static final JsonMapper MAPPER = ValueJson.mapper();

    private Json() {}

    public static <T> void assertRoundTrip(T value, Class<T> type) {
        try {
            String text = MAPPER.writeValueAsString(value);
            assertThat(MAPPER.readValue(text, type)).as(text).isEqualTo(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
