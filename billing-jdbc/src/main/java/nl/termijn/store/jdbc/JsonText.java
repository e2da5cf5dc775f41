package nl.termijn.store.jdbc;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import nl.termijn.error.InvalidInputException;
import nl.termijn.store.ValueJson;
import org.jspecify.annotations.Nullable;

/** Small values that stand in one column, such as policies and the parties of a sent document, as JSON. */
final class JsonText {
    private static final JsonMapper MAPPER = ValueJson.mapper();

    private JsonText() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalStateException(value.getClass().getName() + " cannot be written as JSON", e);
        }
    }

    static <T> String write(T value, TypeReference<T> type) {
        try {
            return MAPPER.writerFor(type).writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalStateException(type.getType() + " cannot be written as JSON", e);
        }
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw unreadable(type.getName(), e);
        }
    }

    static <T> T read(String text, TypeReference<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw unreadable(type.getType().toString(), e);
        }
    }

    /** Without Jackson's own message, which would quote the text: that may hold personal data. */
    private static IllegalStateException unreadable(String type, JacksonException fault) {
        String text =
                "the JSON of a " + type + " is not valid (" + fault.getClass().getSimpleName() + ")";
        @Nullable Throwable cause = fault;
        while (cause != null && !(cause instanceof InvalidInputException)) {
            cause = cause.getCause();
        }
        return cause == null ? new IllegalStateException(text) : new IllegalStateException(text, cause);
    }
}
