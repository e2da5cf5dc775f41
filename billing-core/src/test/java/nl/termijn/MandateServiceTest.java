package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.Mandate;
import nl.termijn.customer.MandateReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotFoundException;
import nl.termijn.testing.Json;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer signed so that his invoices may be collected. */
class MandateServiceTest {
    private static final Mandate SIGNED = mandate("M-1").build();

    private final TestBilling seller = TestBilling.open().on("2026-03-01");
    private final MandateService mandates = seller.billing.mandates();

    private static Mandate.Builder mandate(String reference) {
        return Mandate.builder()
                .reference(MandateReference.of(reference))
                .customer(K)
                .iban("NL44RABO0123456789")
                .signedOn(day("2026-01-15"));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void a_mandate_is_kept_changed_and_found_by_its_customer() {
        mandates.put(SIGNED);
        mandates.put(mandate("A").build());
        String before = seller.digest();
        mandates.put(SIGNED);
        assertThat(seller.digest()).as("the same again").isEqualTo(before);
        Mandate moved = mandates.put(SIGNED.toBuilder()
                .iban("NL91ABNA0417164300")
                .holder("J. Jansen")
                .build());
        assertThat(mandates.find(SIGNED.reference())).contains(moved);
        assertThat(mandates.ofCustomer(K)).containsExactly(mandate("A").build(), moved);
        assertThat(mandates.ofCustomer(CustomerReference.of("L"))).isEmpty();
        assertThat(before).doesNotContain("RABO");
        Json.assertRoundTrip(moved, Mandate.class);
    }

    @Test
    void a_reference_is_of_one_customer_and_never_used_again() {
        seller.billing.customers().put(TestBilling.customer("L").build());
        mandates.put(SIGNED);
        Mandate anothers = mandate("m-1").customer(CustomerReference.of("L")).build();
        assertThatThrownBy(() -> mandates.put(anothers))
                .as("banks make no difference between m-1 and M-1")
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("is of customer K");
        Mandate cancelled = mandates.cancel(SIGNED.reference(), day("2026-03-10"));
        assertThat(mandates.cancel(SIGNED.reference(), day("2026-03-10"))).isEqualTo(cancelled);
        assertThatThrownBy(() -> mandates.cancel(SIGNED.reference(), day("2026-03-11")))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> mandates.put(SIGNED))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("have a new one signed");
        assertThatThrownBy(() -> mandates.cancel(MandateReference.of("X"), day("2026-03-11")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> mandates.put(
                        mandate("Y").customer(CustomerReference.of("nobody")).build()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void it_counts_from_its_signature_until_it_ends_lapses_or_is_used_up() {
        assertThat(SIGNED.isValidOn(day("2026-01-14"))).isFalse();
        assertThat(SIGNED.isValidOn(day("2026-01-15"))).isTrue();
        assertThat(SIGNED.isValidOn(day("2036-01-15")))
                .as("no collection is known, from which 36 months would count")
                .isTrue();
        Mandate collected = mandate("M").lastCollectedOn(day("2026-02-28")).build();
        assertThat(collected.isValidOn(day("2029-02-27"))).isTrue();
        assertThat(collected.isValidOn(day("2029-02-28"))).isFalse();
        Mandate ended = mandate("M").cancelledOn(day("2026-02-01")).build();
        assertThat(ended.isValidOn(day("2026-01-31"))).isTrue();
        assertThat(ended.isValidOn(day("2026-02-01"))).isFalse();
        Mandate once = mandate("M").oneOff(true).build();
        assertThat(once.isValidOn(day("2026-02-01"))).isTrue();
        assertThat(once.toBuilder().lastCollectedOn(day("2026-01-20")).build().isValidOn(day("2026-02-01")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "has blank", "/M", "M/", "M//1", "M_1", "M-12345678901234567890123456789012345"})
    void a_reference_that_banks_refuse_is_refused(String reference) {
        assertThatThrownBy(() -> MandateReference.of(reference)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void what_is_wrong_is_said_without_the_account() {
        assertThatThrownBy(() -> mandate("M")
                        .iban("NL45RABO0123456789")
                        .lastCollectedOn(day("2026-01-14"))
                        .cancelledOn(day("2026-01-14"))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("18 characters")
                .hasMessageContaining("lastCollectedOn")
                .hasMessageContaining("cancelledOn")
                .hasMessageNotContaining("RABO");
    }

    @Test
    void it_goes_along_with_a_transfer_and_with_its_customers_file_and_not_beyond_his_erasure() {
        mandates.put(SIGNED);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        seller.billing.transfer().exportCustomer(K, file);
        assertThat(file.toString(StandardCharsets.UTF_8)).contains("NL44RABO0123456789");
        seller.billing.retention().erase(K);
        assertThat(mandates.ofCustomer(K)).isEmpty();
        assertThat(mandates.find(SIGNED.reference())).isEqualTo(Optional.empty());
        assertThat(List.of(seller.digest())).noneMatch(text -> text.contains("RABO"));
    }
}
