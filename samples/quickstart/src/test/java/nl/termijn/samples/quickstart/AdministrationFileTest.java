package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.ZoneId;
import nl.termijn.samples.quickstart.AdministrationFile.Cancellation;
import nl.termijn.samples.quickstart.AdministrationFile.EndOfSubscription;
import nl.termijn.samples.quickstart.AdministrationFile.InterimLines;
import nl.termijn.samples.quickstart.AdministrationFile.NegativeTotal;
import nl.termijn.samples.quickstart.AdministrationFile.Policies;
import nl.termijn.samples.quickstart.AdministrationFile.RateChange;
import nl.termijn.samples.quickstart.AdministrationFile.ZeroTotal;
import org.junit.jupiter.api.Test;

class AdministrationFileTest {
    @Test
    void aNameIsEnough() throws InputException {
        AdministrationFile file = AdministrationFile.parse("{\"name\": \"Seller\", \"vatId\": null, \"iban\": \"\"}");
        assertThat(file.name()).isEqualTo("Seller");
        assertThat(file.country()).isEqualTo("NL");
        assertThat(file.vatId()).isEmpty();
        assertThat(file.iban()).isEmpty();
        assertThat(file.currency().getCurrencyCode()).isEqualTo("EUR");
        assertThat(file.timeZone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(file.paymentTermDays()).isEqualTo(14);
        assertThat(file.invoiceNumberFormat()).isEqualTo("{yyyy}-{n:5}");
        assertThat(file.creditNoteNumberFormat()).isEqualTo("C{yyyy}-{n:5}");
        assertThat(file.scheduleStartMonth()).isEqualTo(1);
        assertThat(file.policies())
                .isEqualTo(new Policies(
                        Pricing.NET,
                        NegativeTotal.CARRY_FORWARD,
                        InterimLines.MONTHLY,
                        EndOfSubscription.PRORATE,
                        Cancellation.CREDIT_NOTE,
                        ZeroTotal.INVOICE,
                        RateChange.SPLIT));
    }

    @Test
    void policiesAreRead() throws InputException {
        AdministrationFile file = AdministrationFile.parse(
                "{\"name\": \"S\", \"paymentTermDays\": 30, \"policies\": {\"zeroTotal\": \"SKIP\", \"endOfSubscription\": \"WHOLE\"}}");
        assertThat(file.paymentTermDays()).isEqualTo(30);
        assertThat(file.policies().zeroTotal()).isEqualTo(ZeroTotal.SKIP);
        assertThat(file.policies().endOfSubscription()).isEqualTo(EndOfSubscription.WHOLE);
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> AdministrationFile.parse("""
                        {"city": 5, "currency": "EURO", "timeZone": "Mars/North", "paymentTermDays": "14", "scheduleStartMonth": 13,
                         "colour": "red", "policies": {"zeroTotal": "skip", "vat": [1]}}"""))
                .satisfies(e -> assertThat(e.reasons())
                        .extracting(Refusal::toString)
                        .satisfiesExactlyInAnyOrder(
                                r -> assertThat(r)
                                        .isEqualTo(
                                                "administration.json: name: '': must be given; write the seller's legal name"),
                                r -> assertThat(r)
                                        .isEqualTo(
                                                "administration.json: city: '5': is not a text; put it between quotes"),
                                r -> assertThat(r)
                                        .startsWith("administration.json: currency: 'EURO': is not a currency"),
                                r -> assertThat(r)
                                        .startsWith("administration.json: timeZone: 'Mars/North': is not a time zone"),
                                r -> assertThat(r)
                                        .startsWith(
                                                "administration.json: paymentTermDays: '14': must be a whole number"),
                                r -> assertThat(r)
                                        .startsWith(
                                                "administration.json: scheduleStartMonth: '13': must be a whole number from 1 to 12"),
                                r -> assertThat(r)
                                        .startsWith("administration.json: colour: 'red': the property is unknown"),
                                r -> assertThat(r)
                                        .isEqualTo(
                                                "administration.json: policies.zeroTotal: 'skip': must be in capitals; write SKIP"),
                                r -> assertThat(r)
                                        .startsWith(
                                                "administration.json: policies.vat: '[1]': the property is unknown")));
    }

    @Test
    void brokenJsonIsNamedWithItsLine() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> AdministrationFile.parse("{\n\"name\": \"S\",\n\"name\": \"T\"}"))
                .withMessageStartingWith("administration.json:3: is not valid JSON: ");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> AdministrationFile.parse("{\"name\": \"S\"} x"))
                .withMessageStartingWith("administration.json:1: is not valid JSON: ");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> AdministrationFile.parse("[]"))
                .withMessageContaining("is not a JSON object");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> AdministrationFile.parse(""))
                .withMessageContaining("administration.json");
    }
}
