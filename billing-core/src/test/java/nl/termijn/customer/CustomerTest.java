package nl.termijn.customer;

import static nl.termijn.testing.Fixtures.administration;
import static nl.termijn.testing.Fixtures.customer;
import static nl.termijn.testing.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.Violation;
import nl.termijn.testing.Json;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatIdEvidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerTest {

    @Test
    void what_is_left_out_comes_from_the_seller() {
        Customer customer = customer().build();
        EffectiveSettings settings = EffectiveSettings.of(administration().build(), customer, LocalDate.of(2026, 1, 1));
        assertThat(settings.language()).isEqualTo(Locale.forLanguageTag("nl"));
        assertThat(settings.schedule()).isEqualTo(InvoiceSchedule.MONTHLY);
        assertThat(settings.discountPercent(Optional.empty())).isZero();
        assertThat(customer.paymentTerm()).isEmpty();
        assertThat(customer.version()).isZero();
    }

    @Test
    void every_violation_is_reported_at_once() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> customer()
                        .name("")
                        .discountPercent(new BigDecimal("100.01"))
                        .addHolds(Hold.of(Hold.Kind.REMINDERS, "moved"), Hold.of(Hold.Kind.REMINDERS, "ill"))
                        .addEmails("not an address")
                        .putEmailsByKind(DocumentKind.REMINDER, List.of("also@not@one"))
                        .build());
        assertThat(refused.violations())
                .extracting(Violation::field)
                .containsExactly("name", "discountPercent", "holds", "email", "email");
    }

    @Test
    void a_discount_is_0_to_100_percent() {
        assertThat(customer().discountPercent(new BigDecimal("100")).build().discountPercent())
                .hasValueSatisfying(percent -> assertThat(percent).isEqualByComparingTo("100"));
        assertThatThrownBy(() ->
                        customer().discountPercent(new BigDecimal("-0.01")).build())
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b\r\nBcc: c@d",
                "a b@c",
                "a@b c",
                "<a@b>",
                "a@b,c@d",
                "@b",
                "a@",
                "a;b@c",
                "\"a\"@b",
                "a@b\u0000"
            })
    void an_address_that_could_inject_a_header_is_refused(String email) {
        assertThatThrownBy(() -> customer().addEmails(email).build()).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_kind_of_mail_without_addresses_of_its_own_goes_to_the_general_ones() {
        Customer customer = customer()
                .addEmails("post@example.nl")
                .putEmailsByKind(DocumentKind.REMINDER, List.of("owner@example.nl"))
                .build();
        assertThat(customer.emailsFor(DocumentKind.REMINDER)).containsExactly("owner@example.nl");
        assertThat(customer.emailsFor(DocumentKind.INVOICE)).containsExactly("post@example.nl");
    }

    @Test
    void a_hold_ends_on_its_first_free_day() {
        Customer customer = customer()
                .addHolds(
                        Hold.until(Hold.Kind.INVOICING, "dispute", day("2026-03-01")),
                        Hold.of(Hold.Kind.COLLECTION, "arrangement"))
                .build();
        assertThat(EffectiveSettings.of(administration().build(), customer, LocalDate.of(2026, 1, 1))
                        .holdOn(Hold.Kind.INVOICING, day("2026-02-28")))
                .isPresent();
        assertThat(EffectiveSettings.of(administration().build(), customer, LocalDate.of(2026, 1, 1))
                        .holdOn(Hold.Kind.INVOICING, day("2026-03-01")))
                .isEmpty();
        assertThat(EffectiveSettings.of(administration().build(), customer, LocalDate.of(2026, 1, 1))
                        .holdOn(Hold.Kind.COLLECTION, day("2099-01-01")))
                .isPresent();
        assertThat(EffectiveSettings.of(administration().build(), customer, LocalDate.of(2026, 1, 1))
                        .holdOn(Hold.Kind.REMINDERS, day("2026-02-28")))
                .isEmpty();
        assertThatThrownBy(() -> Hold.of(Hold.Kind.REMINDERS, " ")).hasMessageContaining("reason");
    }

    @Test
    void of_several_order_references_the_one_that_began_last_is_printed() {
        Customer customer = customer()
                .addPurchaseOrders(
                        new PurchaseOrder("PO-2", day("2026-02-01"), Optional.of(day("2026-03-01"))),
                        new PurchaseOrder("PO-1", day("2026-01-01"), Optional.empty()))
                .build();
        assertThat(customer.purchaseOrderOn(day("2025-12-31"))).isEmpty();
        assertThat(customer.purchaseOrderOn(day("2026-01-01"))).contains("PO-1");
        assertThat(customer.purchaseOrderOn(day("2026-02-28"))).contains("PO-2");
        assertThat(customer.purchaseOrderOn(day("2026-03-01"))).contains("PO-1");
    }

    @Test
    void an_order_reference_has_text_and_days() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> new PurchaseOrder(" ", day("2026-03-01"), Optional.of(day("2026-03-01"))));
        assertThat(refused.violations()).extracting(Violation::field).containsExactly("reference", "until");
    }

    @Test
    void references_sort_as_text() {
        assertThat(CustomerReference.of("K-10"))
                .isLessThan(CustomerReference.of("K-9"))
                .hasToString("K-10");
    }

    @Test
    void the_vat_rules_see_the_customer_as_he_is() {
        Customer customer = customer()
                .vatId(VatId.of("NL661712813B01"))
                .exemptionCertificate("embassy")
                .build();
        assertThat(customer.vatBuyer().country()).isEqualTo("NL");
        assertThat(customer.vatBuyer().postalCode()).contains("1015 CJ");
        assertThat(customer.vatBuyer().kind()).isEqualTo(BuyerKind.BUSINESS);
        assertThat(customer.vatBuyer().vatId()).isEqualTo(customer.vatId());
        assertThat(customer.vatBuyer().exemptionCertificate()).contains("embassy");
    }

    @Test
    void round_trips_through_json() {
        Json.assertRoundTrip(customer().build(), Customer.class);
        Json.assertRoundTrip(
                customer()
                        .addEmails("post@example.nl")
                        .putEmailsByKind(DocumentKind.STATEMENT, List.of("boek@example.nl"))
                        .language(Locale.forLanguageTag("en-GB"))
                        .vatId(VatId.of("NL661712813B01"))
                        .vatIdEvidence(new VatIdEvidence(
                                VatIdEvidence.Status.VALID, day("2026-01-01"), Optional.of("WAPIAAAAX")))
                        .paymentTerm(PaymentTerm.days(30))
                        .schedule(InvoiceSchedule.every(3, 2))
                        .discountPercent(new BigDecimal("7.5"))
                        .addPurchaseOrders(new PurchaseOrder("PO-1", day("2026-01-01"), Optional.empty()))
                        .addHolds(Hold.until(Hold.Kind.SUSPENSION, "dispute", day("2026-03-01")))
                        .version(3)
                        .build(),
                Customer.class);
    }
}
