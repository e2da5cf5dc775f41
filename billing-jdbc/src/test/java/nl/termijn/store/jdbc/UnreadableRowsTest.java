package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.termijn.Billing;
import nl.termijn.RunReport;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.UnreadableException;
import nl.termijn.figures.Forecast;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceRow;
import nl.termijn.price.Tariff;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A row that a later release or a hand made invalid is its customer's fault, and nobody else's. */
class UnreadableRowsTest {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final CustomerReference A = CustomerReference.of("A");
    private static final CustomerReference B = CustomerReference.of("B");
    private static final CustomerReference C = CustomerReference.of("C");

    private static Billing billing(HikariDataSource database) {
        return Billing.builder()
                .store(JdbcBillingStore.on(database))
                .clock(Clock.fixed(Instant.parse("2026-03-02T11:00:00Z"), ZoneOffset.UTC))
                .administration("seller")
                .build();
    }

    private static void fill(Billing billing) {
        billing.open(Administration.builder()
                .id(AdministrationId.of("seller"))
                .name("Seller")
                .address(Address.builder()
                        .street("Dam 1")
                        .postalCode("1012 JS")
                        .city("Amsterdam")
                        .country("NL")
                        .build())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .build());
        for (CustomerReference reference : List.of(A, B, C)) {
            billing.customers()
                    .put(customer(reference).toBuilder()
                            .emails(List.of("finance@example.nl"))
                            .vatId(VatId.of("NL004495445B01"))
                            .build());
            billing.subscriptions()
                    .start(Subscription.builder()
                            .reference(SubscriptionReference.of("S-" + reference))
                            .customer(reference)
                            .description("Hosting")
                            .cycleMonths(1)
                            .start(LocalDate.of(2026, 3, 1))
                            .unitPrice(Amounts.of("10.00", "EUR"))
                            .pricing(Pricing.NET)
                            .build());
        }
    }

    private static Customer customer(CustomerReference reference) {
        return Customer.builder()
                .reference(reference)
                .name("Klant " + reference)
                .kind(BuyerKind.BUSINESS)
                .address(Address.in("NL"))
                .build();
    }

    private static void sql(HikariDataSource database, String statement) {
        try (Connection connection = database.getConnection();
                Statement change = connection.createStatement()) {
            String inSchema = statement.replaceFirst("^update ", "update \"termijn\".");
            assertThat(change.executeUpdate(inSchema)).as(inSchema).isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    static Stream<Arguments> rows() {
        Map<String, String> rows = Map.of(
                "a VAT id",
                "update customer set vat_id = 'XX123' where reference = 'B'",
                "an unknown enum",
                "update customer set emails_by_kind = '{\"PIGEON\":[]}' where reference = 'B'",
                "an address in JSON",
                "update customer set emails = '[\"nobody\"]' where reference = 'B'",
                "no JSON",
                "update customer set holds = '{' where reference = 'B'",
                "a name",
                "update customer set name = ' ' where reference = 'B'",
                "a subscription's description",
                "update subscription set description = ' ' where reference = 'S-B'",
                "a subscription's labels",
                "update subscription set labels = '7' where reference = 'S-B'",
                "a subscription's currency",
                "update subscription set currency = 'QQQ' where reference = 'S-B'");
        return rows.entrySet().stream()
                .flatMap(row -> Databases.both()
                        .map(database -> Arguments.of(database, Named.of(row.getKey(), row.getValue()))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void an_invalid_row_is_one_failure_and_the_others_are_billed(Supplier<HikariDataSource> databases, String damage) {
        try (HikariDataSource database = databases.get()) {
            Billing billing = billing(database);
            fill(billing);
            sql(database, damage);

            assertFailsAlone(billing.runs().preview(MARCH));
            assertThat(billing.runs().comparison(MARCH, Optional.empty()).failures())
                    .extracting(RunReport.Failure::customer)
                    .containsExactly(B);
            assertThat(billing.figures().forecast(MARCH, 2).failures())
                    .extracting(Forecast.Failure::customer)
                    .containsExactly(B);
            assertThat(billing.customers().page(Optional.empty(), 10))
                    .extracting(Customer::reference)
                    .contains(A, C);
            assertThat(billing.customers().unreadable()).containsOnlyKeys(B);
            assertThat(billing.figures().recurring(LocalDate.of(2026, 3, 31)).monthly())
                    .isEqualTo(Amounts.of("20.00", "EUR"));
            assertThat(billing.customers().find(A)).isPresent();
            assertFailsAlone(billing.runs().run(MARCH));
            assertThatThrownBy(() -> billing.runs().billNow(B)).isInstanceOf(UnreadableException.class);
        }
    }

    private static void assertFailsAlone(RunReport report) {
        assertThat(report.made()).isEqualTo(2);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.customer()).isEqualTo(B);
            assertThat(failure.reason())
                    .contains("cannot be read", "orrect the row in the store")
                    .doesNotContain("nobody", "XX123");
        });
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_put_mends_a_customer_who_cannot_be_read(Supplier<HikariDataSource> databases) {
        try (HikariDataSource database = databases.get()) {
            Billing billing = billing(database);
            fill(billing);
            sql(database, "update customer set emails = '[\"nobody\"]', holds = '{' where reference = 'B'");
            assertThatThrownBy(() -> billing.customers().find(B)).isInstanceOf(UnreadableException.class);

            Customer mended = customer(B);
            billing.customers().put(mended);

            assertThat(billing.customers().find(B)).isPresent();
            assertThat(billing.customers().unreadable()).isEmpty();
            assertThat(billing.runs().run(MARCH).made()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_put_does_not_bring_back_who_was_erased(Supplier<HikariDataSource> databases) {
        try (HikariDataSource database = databases.get()) {
            Billing billing = billing(database);
            fill(billing);
            sql(database, "update customer set erased_on = date '2026-03-01', holds = '{' where reference = 'B'");
            assertThatThrownBy(() -> billing.customers().put(customer(B)))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("erased");
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_list_does_not_end_where_a_whole_page_cannot_be_read(Supplier<HikariDataSource> databases) {
        try (HikariDataSource database = databases.get()) {
            Billing billing = billing(database);
            fill(billing);
            sql(database, "update customer set holds = '{' where reference < 'C'");
            sql(database, "update subscription set labels = '7' where reference < 'S-C'");
            assertThat(billing.customers().page(Optional.empty(), 1))
                    .extracting(Customer::reference)
                    .containsExactly(C);
            assertThat(billing.subscriptions().page(Optional.empty(), 1)).hasSize(1);
            assertThat(billing.customers().unreadable()).containsOnlyKeys(A, B);
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void an_invalid_draft_stops_no_other_from_being_reviewed_and_sent(Supplier<HikariDataSource> databases) {
        try (HikariDataSource database = databases.get()) {
            Billing billing = billing(database);
            fill(billing);
            billing.runs().run(MARCH);
            Invoice draft = billing.invoices().awaitingApproval(Optional.empty(), 10).stream()
                    .filter(each -> each.customer().equals(B))
                    .findFirst()
                    .orElseThrow();
            sql(
                    database,
                    "update invoice_line set labels = '7' where invoice = '"
                            + draft.id().value() + "'");

            assertThat(billing.invoices().awaitingApproval(Optional.empty(), 10))
                    .extracting(Invoice::customer)
                    .containsExactly(A, C);
            assertThat(billing.review().overview().drafts()).isEqualTo(2);
            assertThat(billing.customers().unreadable()).containsOnlyKeys(B);
            billing.invoices().approveAll("me");
            assertThat(billing.invoices().sendApproved().done()).hasSize(2);
            assertThat(billing.invoices().send(List.of(draft.id())).failures())
                    .singleElement()
                    .satisfies(failure ->
                            assertThat(failure.reason()).contains(draft.id().value(), "LineLabels"));
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void an_invalid_pending_line_is_one_failure(Supplier<HikariDataSource> databases) {
        try (HikariDataSource database = databases.get()) {
            Billing billing = billing(database);
            fill(billing);
            billing.pendingLines()
                    .add(PendingLine.builder()
                            .reference(PendingLineReference.of("P"))
                            .customer(B)
                            .date(LocalDate.of(2026, 3, 1))
                            .description("Work")
                            .unitPrice(Amounts.of("5.00", "EUR"))
                            .build());
            sql(database, "update pending_line set origin = '{}'");
            assertFailsAlone(billing.runs().preview(MARCH));
            assertFailsAlone(billing.runs().run(MARCH));
        }
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void a_price_that_cannot_be_read_is_refused_and_not_taken_from_an_older_row(Supplier<HikariDataSource> databases) {
        try (HikariDataSource database = databases.get()) {
            Billing billing = billing(database);
            fill(billing);
            billing.prices().put(List.of(price("2026-01-01", "8.00")));
            billing.prices().put(List.of(price("2026-03-01", "9.00")));
            billing.subscriptions()
                    .start(Subscription.builder()
                            .reference(SubscriptionReference.of("S-B2"))
                            .customer(B)
                            .description("Mail")
                            .productCode("MAIL")
                            .cycleMonths(1)
                            .start(LocalDate.of(2026, 3, 1))
                            .pricing(Pricing.NET)
                            .build());
            sql(database, "update catalogue set content = '{}' where reference like 'MAIL%2026-03-01'");
            Billing restarted = billing(database);
            assertFailsAlone(restarted.runs().preview(MARCH));
            assertFailsAlone(restarted.runs().run(MARCH));

            restarted.prices().put(List.of(price("2026-03-01", "9.00")));
            assertThat(restarted.runs().run(MARCH).net()).isEqualTo(Amounts.of("19.00", "EUR"));
        }
    }

    private static PriceRow price(String from, String price) {
        return PriceRow.builder()
                .product("MAIL")
                .months(1)
                .tariff(Tariff.flat(Amounts.of(price, "EUR")))
                .validFrom(LocalDate.parse(from))
                .build();
    }
}
