package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import nl.termijn.Billing;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.PurchaseOrder;
import nl.termijn.error.ProviderException;
import nl.termijn.error.ProviderException.Retry;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Booking;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After a customer was erased no column of the database holds anything of him: all of them are read. */
class ErasureTest {
    private static final CustomerReference K = CustomerReference.of("K1");
    private static final String[] PERSONAL = {"jansen", "kerkstraat", "1234 ab", "ons dorp", "zonnebloem"};

    private static Billing billing(JdbcBillingStore store, LocalDate day) {
        return Billing.builder()
                .store(store)
                .archive(store.documents())
                .administration("seller")
                .clock(Clock.fixed(day.atTime(10, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .mail(message -> {
                    throw new ProviderException(Retry.NEVER, "550 no mailbox jansen@voorbeeld.example", null);
                })
                .build();
    }

    @ParameterizedTest
    @MethodSource(Databases.BOTH)
    void nothing_of_the_person_is_left_in_any_column(Supplier<HikariDataSource> opened) throws SQLException {
        try (HikariDataSource database = opened.get()) {
            JdbcBillingStore store = JdbcBillingStore.on(database);
            closed(store);
            assertThat(tablesWithPersonalData(database))
                    .contains(
                            "customer",
                            "subscription",
                            "pending_line",
                            "invoice",
                            "invoice_line",
                            "open_item",
                            "outbox_entry",
                            "document");
            Billing later = billing(store, LocalDate.of(2034, 1, 1));
            assertThat(later.retention().standing(K).inUse()).isEmpty();
            assertThat(later.retention().erasable()).containsExactly(K);
            later.retention().erase(K);
            assertThat(tablesWithPersonalData(database)).isEmpty();
            assertThat(later.audit().verify().problems()).isEmpty();
            assertThat(later.audit().verify().checked()).isEqualTo(1);
        }
    }

    private static void closed(JdbcBillingStore store) {
        LocalDate start = LocalDate.of(2026, 1, 1);
        Billing billing = billing(store, start);
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
        billing.customers()
                .put(Customer.builder()
                        .reference(K)
                        .name("Jan Jansen")
                        .kind(BuyerKind.CONSUMER)
                        .address(Address.builder()
                                .street("Kerkstraat 1")
                                .postalCode("1234 AB")
                                .city("Ons Dorp")
                                .country("NL")
                                .build())
                        .addEmail("jansen@voorbeeld.example")
                        .addPurchaseOrder(new PurchaseOrder("order van Jansen", start, Optional.empty()))
                        .build());
        billing.subscriptions()
                .start(Subscription.builder()
                        .reference(SubscriptionReference.of("S1"))
                        .customer(K)
                        .description("Hosting zonnebloem.example")
                        .cycleMonths(1)
                        .start(start)
                        .unitPrice(Amounts.of("10.00", "EUR"))
                        .build());
        billing.pendingLines()
                .add(PendingLine.builder()
                        .reference(PendingLineReference.of("P1"))
                        .customer(K)
                        .date(start.minusDays(10))
                        .description("Uren voor Jansen")
                        .unitPrice(Amounts.of("85.00", "EUR"))
                        .build());
        billing.runs().run(YearMonth.from(start));
        Invoice draft = billing.invoices().awaitingApproval().get(0);
        billing.invoices().send(draft.id());
        billing.outbox().deliver();
        Billing february = billing(store, start.plusMonths(1));
        february.subscriptions().end(SubscriptionReference.of("S1"), start.plusMonths(1), Ending.CREDIT);
        february.payments()
                .receiveFor(draft.id(), draft.totals().gross(), Booking.BY_HAND.reference("overboeking J. Jansen"));
    }

    private static Set<String> tablesWithPersonalData(HikariDataSource database) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet row = statement.executeQuery("select * from \"termijn\".\"" + table + "\"")) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            if (isPersonal(row, i)) {
                                found.add(table.toLowerCase(Locale.ROOT));
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = 'termijn'")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static boolean isPersonal(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        String text = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
        String small = text.toLowerCase(Locale.ROOT);
        for (String personal : PERSONAL) {
            if (small.contains(personal)) {
                return true;
            }
        }
        return false;
    }
}
