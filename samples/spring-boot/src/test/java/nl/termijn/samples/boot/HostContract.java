package nl.termijn.samples.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import nl.termijn.Billing;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.NotAllowedException;
import nl.termijn.invoice.Invoice;
import nl.termijn.mail.InMemoryMailbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a host may rely on, whatever its line of Spring Boot, its database and its pool. */
@SpringBootTest
abstract class HostContract {
    static final boolean FLYWAY = Boolean.parseBoolean(System.getProperty("host.flyway", "true"));

    @Autowired
    private OrderService orders;

    @Autowired
    private Billing billing;

    @Autowired
    private InMemoryMailbox mailbox;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    private List<String> numbers() {
        return database.queryForList("select number from host_order order by number", String.class);
    }

    private boolean hasCustomer(String reference) {
        return billing.customers().find(CustomerReference.of(reference)).isPresent();
    }

    @Test
    void an_order_and_its_invoice_are_one_transaction() {
        Invoice first = orders.order("A1", () -> {});
        assertThat(numbers()).contains("A1");
        assertThat(hasCustomer("K-A1")).isTrue();
        assertThatThrownBy(() -> orders.order("A2", () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(numbers()).doesNotContain("A2");
        assertThat(hasCustomer("K-A2")).isFalse();
        // the number that was rolled back is given to the next: the series has no hole
        Invoice next = orders.order("A3", () -> {});
        assertThat(next.issuance().orElseThrow().number().sequence())
                .isEqualTo(first.issuance().orElseThrow().number().sequence() + 1);
        assertThat(billing.audit().verify().problems()).isEmpty();
    }

    @Test
    void outside_a_transaction_what_returned_is_stored() {
        billing.customers().put(OrderService.customer("K-B1"));
        assertThat(database.queryForObject(
                        "select count(*) from " + table("customer") + " where reference = 'K-B1'", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void mail_leaves_after_the_transaction_and_not_from_inside_it() {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.executeWithoutResult(status -> {
            orders.order("C1", () -> {});
            assertThatThrownBy(() -> billing.outbox().deliver()).isInstanceOf(NotAllowedException.class);
            status.setRollbackOnly();
        });
        int before = mailbox.messages().size();
        billing.outbox().deliver();
        int without = mailbox.messages().size() - before;
        orders.order("C2", () -> {});
        billing.outbox().deliver();
        assertThat(mailbox.messages()).hasSize(before + without + 1);
    }

    @Test
    void the_hosts_flyway_made_the_hosts_tables_and_nothing_else() {
        Integer histories = database.queryForObject(
                "select count(*) from information_schema.tables where lower(table_name) = 'flyway_schema_history'",
                Integer.class);
        assertThat(histories).isEqualTo(FLYWAY ? 1 : 0);
        assertThat(database.queryForObject("select max(version) from " + table("schema_version"), Integer.class))
                .isEqualTo(1);
    }

    @Test
    void connections_come_back_as_the_pool_gave_them() throws Exception {
        boolean autoCommit;
        try (Connection connection = dataSource.getConnection()) {
            autoCommit = connection.getAutoCommit();
        }
        billing.customers().put(OrderService.customer("K-D1"));
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
        }
    }

    private static String table(String name) {
        return "\"termijn\"." + name;
    }
}
