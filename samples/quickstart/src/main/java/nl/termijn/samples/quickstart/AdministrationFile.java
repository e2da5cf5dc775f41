package nl.termijn.samples.quickstart;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The seller, as {@code administration.json} tells, right in form; what is left out has its default.
 *
 * <p>Only {@code name} must be given. Everything unknown or wrong is reported at once, and then there is no administration.
 *
 * @param country two letters; NL when left out
 * @param paymentTermDays days from issue to due date
 * @param scheduleStartMonth 1 to 12
 */
record AdministrationFile(
        String name,
        Optional<String> street,
        Optional<String> postalCode,
        Optional<String> city,
        String country,
        Optional<String> vatId,
        Optional<String> kvkNumber,
        Optional<String> iban,
        Optional<String> bic,
        Optional<String> email,
        Currency currency,
        ZoneId timeZone,
        int paymentTermDays,
        String invoiceNumberFormat,
        String creditNoteNumberFormat,
        int scheduleStartMonth,
        Policies policies) {

    static final String FILE = "administration.json";

    /**
     * What the seller chose where there is a choice; the first constant of each is the default.
     *
     * @param pricing of prices that do not say it themselves
     */
    record Policies(
            Pricing pricing,
            NegativeTotal negativeTotal,
            InterimLines interimLines,
            EndOfSubscription endOfSubscription,
            Cancellation cancellation,
            ZeroTotal zeroTotal,
            RateChange rateChange) {}

    /** What a run does with a total below zero. */
    enum NegativeTotal {
        CARRY_FORWARD,
        CREDIT_NOTE
    }

    /** When pending lines are billed. */
    enum InterimLines {
        MONTHLY,
        WITH_SCHEDULE
    }

    /** What the last, cut period costs. */
    enum EndOfSubscription {
        PRORATE,
        WHOLE
    }

    /** How unused days are given back. */
    enum Cancellation {
        CREDIT_NOTE,
        PENDING_LINE
    }

    /** What a run does with a total of zero. */
    enum ZeroTotal {
        INVOICE,
        SKIP
    }

    /** Which rate a period has in which the rate changes. */
    enum RateChange {
        SPLIT,
        PERIOD_START
    }

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /**
     * Reads the file's text.
     *
     * @throws InputException with everything that is wrong
     */
    static AdministrationFile parse(String text) throws InputException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new InputException(List.of(new Refusal(
                    FILE,
                    at == null ? 0 : at.getLineNr(),
                    "",
                    "",
                    "is not valid JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + "; mend it there")));
        }
        if (!root.isObject()) {
            throw new InputException(FILE, "is not a JSON object; write the seller's properties between { and }");
        }
        Properties top = new Properties("", root, new ArrayList<>());
        Properties policies = top.inner("policies");
        Optional<String> name = top.text("name");
        if (name.isEmpty() && !top.isFaulty("name")) {
            top.fault("name", "", "must be given; write the seller's legal name");
        }
        AdministrationFile file = new AdministrationFile(
                name.orElse(""),
                top.text("street"),
                top.text("postalCode"),
                top.text("city"),
                top.text("country").orElse("NL"),
                top.text("vatId"),
                top.text("kvkNumber"),
                top.text("iban"),
                top.text("bic"),
                top.text("email"),
                top.currency("currency"),
                top.timeZone("timeZone"),
                top.whole("paymentTermDays", 0, 3650).orElse(14),
                top.text("invoiceNumberFormat").orElse("{yyyy}-{n:5}"),
                top.text("creditNoteNumberFormat").orElse("C{yyyy}-{n:5}"),
                top.whole("scheduleStartMonth", 1, 12).orElse(1),
                new Policies(
                        policies.choice("pricing", Pricing.class),
                        policies.choice("negativeTotal", NegativeTotal.class),
                        policies.choice("interimLines", InterimLines.class),
                        policies.choice("endOfSubscription", EndOfSubscription.class),
                        policies.choice("cancellation", Cancellation.class),
                        policies.choice("zeroTotal", ZeroTotal.class),
                        policies.choice("rateChange", RateChange.class)));
        policies.refuseUnknown();
        top.refuseUnknown();
        if (!top.faults.isEmpty()) {
            throw new InputException(top.faults);
        }
        return file;
    }

    /** The properties of one JSON object; knows which were asked for, and keeps what is wrong. */
    private static final class Properties {
        private final String path;
        private final JsonNode node;
        private final List<Refusal> faults;
        private final List<String> known = new ArrayList<>();

        Properties(String path, JsonNode node, List<Refusal> faults) {
            this.path = path;
            this.node = node;
            this.faults = faults;
        }

        Properties inner(String name) {
            Optional<JsonNode> value = given(name);
            if (value.isPresent() && !value.get().isObject()) {
                fault(name, value.get().toString(), "is not an object; write its properties between { and }");
            }
            return new Properties(path + name + ".", node.path(name), faults);
        }

        Optional<String> text(String name) {
            Optional<JsonNode> value = given(name);
            if (value.isPresent() && !value.get().isTextual()) {
                fault(name, value.get().toString(), "is not a text; put it between quotes");
                return Optional.empty();
            }
            return value.map(JsonNode::textValue).filter(text -> !text.isBlank());
        }

        Optional<Integer> whole(String name, int least, int most) {
            Optional<JsonNode> value = given(name);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            JsonNode number = value.get();
            if (!number.isIntegralNumber()
                    || !number.canConvertToInt()
                    || number.intValue() < least
                    || number.intValue() > most) {
                fault(
                        name,
                        number.isTextual() ? number.textValue() : number.toString(),
                        "must be a whole number from " + least + " to " + most + "; write it without quotes");
                return Optional.empty();
            }
            return Optional.of(number.intValue());
        }

        <E extends Enum<E>> E choice(String name, Class<E> type) {
            E byDefault = type.getEnumConstants()[0];
            Optional<String> given = text(name);
            if (given.isEmpty()) {
                return byDefault;
            }
            Optional<E> found = Cells.named(type, given.get());
            if (found.isEmpty()) {
                fault(name, given.get(), Cells.notNamed(type, given.get()));
            }
            return found.orElse(byDefault);
        }

        Currency currency(String name) {
            String code = text(name).orElse("EUR");
            try {
                return Currency.getInstance(code);
            } catch (IllegalArgumentException e) {
                fault(name, code, "is not a currency; write its three letters, such as EUR");
                return Currency.getInstance("EUR");
            }
        }

        ZoneId timeZone(String name) {
            String id = text(name).orElse("Europe/Amsterdam");
            try {
                return ZoneId.of(id);
            } catch (DateTimeException e) {
                fault(name, id, "is not a time zone; write its name, such as Europe/Amsterdam");
                return ZoneId.of("Europe/Amsterdam");
            }
        }

        void refuseUnknown() {
            node.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    fault(
                            name,
                            node.path(name).isValueNode()
                                    ? node.path(name).asText()
                                    : node.path(name).toString(),
                            "the property is unknown; leave it out, or use one of " + String.join(", ", known));
                }
            });
        }

        boolean isFaulty(String name) {
            return faults.stream().anyMatch(f -> f.column().equals(path + name));
        }

        void fault(String name, String value, String rule) {
            faults.add(new Refusal(FILE, 0, path + name, value, rule));
        }

        private Optional<JsonNode> given(String name) {
            known.add(name);
            JsonNode value = node.path(name);
            return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
        }
    }
}
