package nl.termijn.event;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import nl.termijn.invoice.BilledStretch;
import nl.termijn.invoice.GiveBack;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceRow;
import nl.termijn.price.Tariff;
import nl.termijn.receivable.Booking;
import nl.termijn.subscription.TermsChange;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

class EventTextsTest {

    @Test
    void every_kind_of_event_has_words_in_both_languages() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.forLanguageTag("nl"))) {
            ResourceBundle texts = ResourceBundle.getBundle("nl.termijn.event.event-texts", locale);
            for (Class<?> kind : BillingEvent.class.getPermittedSubclasses()) {
                assertThat(texts.getString(kind.getSimpleName())).isNotBlank();
            }
        }
    }

    @Test
    void what_was_set_off_to_zero_is_named_by_its_days() {
        BillingEvent zero = new BillingEvent.BilledWithoutInvoice(
                K,
                YearMonth.of(2026, 1),
                List.of(),
                List.of(new BilledStretch(ref("S"), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1))));
        assertThat(EventTexts.describe(zero, Locale.ENGLISH))
                .endsWith("lines: -; subscriptions: S 2026-01-01 2026-02-01.");
    }

    @Test
    void prices_and_their_coming_and_going_are_told() {
        PriceRow row = PriceRow.builder()
                .product("nl")
                .months(12)
                .validFrom(LocalDate.of(2026, 1, 1))
                .tariff(Tariff.graduated(List.of(
                        Tariff.Tier.above(0, Amounts.of("2.00", "EUR")),
                        Tariff.Tier.above(10, Amounts.of("1.50", "EUR")))))
                .build();
        assertThat(EventTexts.describe(new BillingEvent.PriceSet(row), Locale.ENGLISH))
                .isEqualTo("The price list has nl RENEW 12 EUR  2026-01-01: GRADUATED EUR 2, >10 EUR 1.5.");
        TermsChange change = TermsChange.builder()
                .effectiveFrom(LocalDate.of(2026, 1, 1))
                .listPrice(true)
                .build();
        assertThat(EventTexts.describe(new BillingEvent.TermsChanged(ref("S"), change), Locale.ENGLISH))
                .contains("list price × - 2026-01-01");
    }

    @Test
    void an_event_is_one_sentence_with_its_keys_and_amounts() {
        TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
        seller.runAndSend("2026-01");
        seller.price("2026-01-11", "20.00", Effect.AT_ONCE);
        seller.billing.payments().receive(K, seller.money("2.10"), Booking.BY_HAND);
        seller.billing.subscriptions().pause(ref("S"), java.time.LocalDate.of(2026, 1, 20));
        seller.billing.invoices().withdraw(seller.sent("5.00").id(), "wrong", GiveBack.DROP);
        List<String> lines = seller.billing.audit().events(0, 100).stream()
                .map(event -> EventTexts.describe(event.event(), Locale.ENGLISH))
                .toList();
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line).endsWith(".").doesNotContain("{").doesNotContain("\n"))
                .anySatisfy(line -> assertThat(line).contains("was sent as 2026-00001: EUR 12.10."))
                .anySatisfy(line -> assertThat(line).contains("new terms: EUR 20.00 × - 2026-01-11 AT_ONCE"))
                .anySatisfy(line -> assertThat(line).contains("was withdrawn: 2026-00002 (DROP): wrong."));
    }
}
