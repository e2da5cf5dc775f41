package nl.termijn.administration;

import static nl.termijn.testing.Fixtures.administration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.ZoneId;
import javax.money.Monetary;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.testing.Json;
import nl.termijn.vat.OssPeriod;
import nl.termijn.vat.PlaceOfSupply;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatSeller;
import org.junit.jupiter.api.Test;

class AdministrationTest {

    @Test
    void what_is_left_out_has_the_dutch_defaults() {
        Administration administration = administration().build();
        assertThat(administration.currency()).isEqualTo(Monetary.getCurrency("EUR"));
        assertThat(administration.timeZone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(administration.paymentTerm()).isEqualTo(PaymentTerm.days(14));
        assertThat(administration.scheduleStartMonth()).isEqualTo(1);
        assertThat(administration.numbering().invoices()).hasToString("{yyyy}-{n:5}");
        assertThat(administration.numbering().creditNotes()).hasToString("C{yyyy}-{n:5}");
        assertThat(administration.policies()).isEqualTo(Policies.defaults());
        assertThat(administration.vatSeller().country()).isEqualTo("NL");
        assertThat(administration.version()).isZero();
    }

    @Test
    void the_default_of_each_policy_is_its_first_value() {
        Policies policies = Policies.defaults();
        assertThat(policies.pricing()).isEqualTo(Pricing.NET);
        assertThat(policies.negativeTotal()).isEqualTo(Policies.NegativeTotal.CARRY_FORWARD);
        assertThat(policies.interimLines()).isEqualTo(Policies.InterimLines.MONTHLY);
        assertThat(policies.endOfSubscription()).isEqualTo(Policies.EndOfSubscription.PRORATE);
        assertThat(policies.cancellation()).isEqualTo(Policies.Cancellation.CREDIT_NOTE);
        assertThat(policies.zeroTotal()).isEqualTo(Policies.ZeroTotal.INVOICE);
        assertThat(policies.rateChange()).isEqualTo(Policies.RateChange.SPLIT);
        assertThat(policies.setOff()).isEqualTo(Policies.SetOff.AT_ONCE);
    }

    @Test
    void every_violation_is_reported_at_once() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> administration()
                        .name(" ")
                        .kvkNumber("1234567")
                        .iban("NL91ABNA0417164301")
                        .scheduleStartMonth(13)
                        .build());
        assertThat(refused.violations())
                .extracting(Violation::field)
                .containsExactly("name", "kvkNumber", "iban", "scheduleStartMonth");
        assertThat(refused).hasMessageContaining("'1234567': must be 8 digits");
    }

    @Test
    void borders_are_accepted() {
        assertThat(administration()
                        .scheduleStartMonth(12)
                        .kvkNumber("01234567")
                        .iban("NL91ABNA0417164300")
                        .build())
                .isNotNull();
        assertThatThrownBy(() -> administration().scheduleStartMonth(0).build())
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> administration().kvkNumber("123456789").build())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_field_left_out_is_named() {
        assertThatThrownBy(() -> Administration.builder().build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("id")
                .hasMessageContaining("address");
    }

    @Test
    void an_address_needs_a_known_country() {
        assertThat(Address.in("GR").street()).isEmpty();
        assertThatThrownBy(() -> Address.in("EL")).hasMessageContaining("'EL'").hasMessageContaining("Greece is GR");
    }

    @Test
    void keys_are_checked() {
        assertThat(AdministrationId.of("hosting-bv")).hasToString("hosting-bv");
        for (String wrong : new String[] {"", " a", "a ", "a\u0007b", "x".repeat(101)}) {
            assertThatThrownBy(() -> AdministrationId.of(wrong)).isInstanceOf(InvalidInputException.class);
        }
        assertThat(AdministrationId.of("x".repeat(100)).value()).hasSize(100);
    }

    @Test
    void round_trips_through_json() {
        Administration full = administration()
                .vatId(VatId.of("NL661712813B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .bic("ABNANL2A")
                .email("info@example.nl")
                .currency(Monetary.getCurrency("JPY"))
                .timeZone(ZoneId.of("America/Los_Angeles"))
                .paymentTerm(PaymentTerm.endOfMonthPlus(30))
                .scheduleStartMonth(4)
                .numbering(Numbering.builder()
                        .invoices(DocumentNumberFormat.of("F{yyyy}{n:4}"))
                        .firstInvoice(114)
                        .firstYear(2025)
                        .build())
                .policies(Policies.builder()
                        .pricing(Pricing.GROSS)
                        .setOff(Policies.SetOff.MANUAL)
                        .build())
                .vatSeller(VatSeller.builder()
                        .country("NL")
                        .addOssPeriods(new OssPeriod(LocalDate.of(2026, 1, 1), PlaceOfSupply.CUSTOMER))
                        .build())
                .version(7)
                .build();
        Json.assertRoundTrip(full, Administration.class);
        Json.assertRoundTrip(administration().build(), Administration.class);
    }
}
