package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.ConflictException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.OpenTopUp;
import nl.termijn.invoice.UsageReading;
import nl.termijn.period.DateRange;
import nl.termijn.price.PriceCampaign;
import nl.termijn.price.PriceRow;
import nl.termijn.price.PriceRule;
import nl.termijn.price.Tariff;
import nl.termijn.price.UsageTariff;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.CreditAlarm;
import nl.termijn.store.BillingStore;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.Coupon;
import nl.termijn.subscription.CouponUse;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole administration as one archive: there and back, or not at all. */
class TransferServiceTest {
    private final TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
    private final BillingStore elsewhere = new InMemoryBillingStore();
    private final String id = seller.billing.administration().id().value();

    private String archive() {
        seller.runAndSend("2026-01");
        seller.pending("P", "2026-01-15", "5.00");
        seller.billing.payments().receive(K, seller.money("2.10"), Booking.BY_HAND);
        seller.billing.outbox().deliver();
        return export(seller.billing);
    }

    private static String export(Billing billing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long lines = billing.transfer().exportTo(out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines().count()).isEqualTo(lines + 1);
        return text;
    }

    private Billing take(String archive, String administration) {
        Billing billing = Billing.builder()
                .store(elsewhere)
                .administration(administration)
                .build();
        billing.transfer().importFrom(new ByteArrayInputStream(archive.getBytes(StandardCharsets.UTF_8)));
        return billing;
    }

    @Test
    void what_was_taken_over_is_what_was_exported_and_goes_on() {
        String archive = archive();
        Billing taken = take(archive, id);
        assertThat(export(taken)).isEqualTo(archive);
        assertThat(taken.audit().verify().problems()).isEmpty();
        assertThat(taken.payments().balance(K))
                .isEqualTo(seller.billing.payments().balance(K));
        assertThat(taken.pendingLines().waiting(K)).hasSize(1);
        taken.runs().run(java.time.YearMonth.of(2026, 2));
        assertThat(taken.invoices()
                        .send(taken.invoices().awaitingApproval().get(0).id())
                        .number())
                .as("the series goes on")
                .contains("2026-00002");
    }

    @Test
    void prices_coupons_campaigns_and_readings_go_along() {
        PriceRow row = PriceRow.builder()
                .product("nl")
                .validFrom(LocalDate.parse("2025-01-01"))
                .tariff(Tariff.flat(seller.money("9.95")))
                .build();
        seller.billing.prices().put(List.of(row));
        seller.billing
                .coupons()
                .put(Coupon.builder()
                        .code("LENTE26")
                        .discount(TimedDiscount.always(Discount.percent(BigDecimal.TEN)))
                        .build());
        seller.billing
                .usage()
                .record(UsageReading.builder()
                        .reference("R")
                        .subscription(ref("S"))
                        .days(DateRange.of(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-02-01")))
                        .description("Traffic")
                        .used(BigDecimal.TEN)
                        .tariff(UsageTariff.of(Tariff.flat(seller.money("0.35"))))
                        .build());
        seller.billing
                .campaigns()
                .announce(
                        PriceCampaign.builder()
                                .code("2030")
                                .rule(PriceRule.percent(BigDecimal.TEN))
                                .validFrom(LocalDate.parse("2030-01-01"))
                                .notifiedOn(LocalDate.parse("2029-01-01"))
                                .noticeDays(30)
                                .build(),
                        change -> {});
        String archive = archive();
        Billing taken = take(archive, id);
        assertThat(export(taken)).isEqualTo(archive);
        assertThat(taken.prices().list().rows()).hasSize(2).contains(row);
        assertThat(taken.coupons().find("LENTE26")).isPresent();
        assertThat(taken.usage().ofSubscription(ref("S"))).hasSize(1);
        assertThat(taken.campaigns().changes("2030")).hasSize(1);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        seller.billing.transfer().exportCustomer(K, file);
        assertThat(file.toString(StandardCharsets.UTF_8)).contains("Traffic").doesNotContain("LENTE26");
    }

    @Test
    void an_administration_that_exists_is_not_written_over() {
        String archive = archive();
        take(archive, id);
        assertThatThrownBy(() -> take(archive, id))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("exists in this store");
    }

    @Test
    void an_archive_of_somebody_else_is_refused() {
        String archive = archive();
        refused(archive, "another", "must be of administration another");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"version\":1,\"administration\"', '\"version\":2,\"administration\"', must be version 1 or older",
        "termijn-administration, something-else, must be preceded by the head of an archive",
        "'\"quantity\":\"1\"', '\"quantity\":\"2\"', must be",
        "'\"kind\":\"subscription\"', '\"kind\":\"spaceship\"', must be a line of an archive",
        "'{\"kind\":\"customer\"', '{\"kind\":', must be a line of an archive",
    })
    void a_changed_archive_is_refused_whole(String what, String into, String message) {
        String archive = archive();
        assertThat(archive).contains(what);
        refused(archive.replace(what, into), id, message);
    }

    @Test
    void lines_after_the_end_and_an_empty_archive_are_refused() {
        String archive = archive();
        refused(archive + "{}\n", id, "must be the last line");
        refused("", id, "line 1: '': must be there: the archive ends too early");
    }

    @Test
    void an_archive_without_any_one_of_its_lines_is_refused_whole() {
        List<String> lines = archive().lines().toList();
        for (int left = 0; left < lines.size(); left++) {
            StringBuilder broken = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                broken.append(i == left ? "" : lines.get(i) + "\n");
            }
            refused(broken.toString(), id, "archive is not valid");
        }
    }

    @Test
    void a_damaged_or_cut_archive_is_refused_whole_and_tells_no_names() {
        byte[] archive = archive().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = archive.clone();
            int at = random.nextInt(broken.length);
            if (i % 4 == 0) {
                broken = Arrays.copyOf(broken, at);
            } else {
                broken[at] = (byte) (broken[at] ^ (1 + random.nextInt(255)));
            }
            refused(new String(broken, StandardCharsets.ISO_8859_1), id, "archive is not valid");
        }
    }

    private void refused(String archive, String administration, String message) {
        assertThatThrownBy(() -> take(archive, administration))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("Ann");
        assertThat(elsewhere.administrations()).isEmpty();
    }

    @Test
    void the_file_of_a_customer_has_every_kind_that_names_the_customer_and_the_log_and_nobody_elses() {
        CustomerReference other = CustomerReference.of("L");
        seller.billing.customers().put(TestBilling.customer("L").build());
        seller.runAndSend("2026-01");
        for (CustomerReference customer : List.of(K, other)) {
            seller.store.inTransaction(seller.billing.administration().id(), unit -> {
                unit.catalogue(CatalogueKind.COUPON_USES)
                        .save(List.of(new CouponUse(
                                "LENTE", customer, TestBilling.ref("S-" + customer), LocalDate.of(2026, 1, 1))));
                unit.catalogue(CatalogueKind.CREDIT_ALARMS)
                        .save(List.of(new CreditAlarm(customer, LocalDate.of(2026, 1, 1))));
                unit.catalogue(CatalogueKind.OPEN_TOP_UPS)
                        .save(List.of(new OpenTopUp(customer, InvoiceId.of("I-" + customer))));
                return customer;
            });
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        seller.billing.transfer().exportCustomer(K, out);
        String file = out.toString(StandardCharsets.UTF_8);
        assertThat(file)
                .contains("\"coupon-use\"", "\"credit-alarm\"", "\"open-top-up\"")
                .contains("\"kind\":\"event\"", "InvoiceSent", "CustomerSaved", "S-K", "I-K")
                .doesNotContain("S-L", "I-L", "\"L\"");
    }

    @Test
    void an_export_during_which_somebody_works_has_no_end() {
        archive();
        OutputStream busy = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                if (size() == 0) {
                    seller.pending("Q", "2026-01-15", "1.00");
                }
                super.write(bytes, from, length);
            }
        };
        assertThatThrownBy(() -> seller.billing.transfer().exportTo(busy))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("was changed while it was exported");
        assertThat(busy.toString()).doesNotContain("\"kind\":\"end\"");
    }
}
