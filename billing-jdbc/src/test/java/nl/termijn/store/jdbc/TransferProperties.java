package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import nl.termijn.Billing;
import nl.termijn.store.BillingStore;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.testkit.BillingHistory;
import nl.termijn.testkit.BillingLaws;

/** An administration that moves from store to store stays what it was. */
class TransferProperties {
    private static final Pattern KIND = Pattern.compile("\\{\"kind\":\"(\\w+)\"");

    private final Set<String> kinds = new HashSet<>();

    @Provide
    Arbitrary<BillingHistory.Life> lives() {
        return BillingHistory.lives(60);
    }

    @Property(tries = 30, seed = "20261125", shrinking = ShrinkingMode.OFF)
    void from_memory_to_h2_to_postgresql_and_back_it_is_the_same(@ForAll("lives") BillingHistory.Life life) {
        BillingHistory history = BillingHistory.on(new InMemoryBillingStore(), life);
        life.steps().forEach(history::apply);
        history.billing().outbox().deliver();
        byte[] archive = export(history.billing());
        Matcher matcher = KIND.matcher(new String(archive, StandardCharsets.UTF_8));
        while (matcher.find()) {
            kinds.add(matcher.group(1));
        }
        try (HikariDataSource h2 = Databases.h2();
                HikariDataSource postgres = Databases.postgres()) {
            byte[] fromH2 = move(archive, JdbcBillingStore.on(h2), history);
            byte[] fromPostgres = move(fromH2, JdbcBillingStore.on(postgres), history);
            byte[] fromMemory = move(fromPostgres, new InMemoryBillingStore(), history);
            assertThat(text(fromMemory)).isEqualTo(text(archive));
        }
    }

    @AfterProperty
    void every_kind_of_line_occurred() {
        assertThat(kinds)
                .contains(
                        "head",
                        "customer",
                        "subscription",
                        "pendingLine",
                        "runClaim",
                        "invoice",
                        "openItem",
                        "allocation",
                        "outbox",
                        "document",
                        "series",
                        "event",
                        "end");
    }

    private static String text(byte[] archive) {
        return new String(archive, StandardCharsets.UTF_8);
    }

    private static byte[] export(Billing billing) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        billing.transfer().exportTo(archive);
        return archive.toByteArray();
    }

    private static byte[] move(byte[] archive, BillingStore store, BillingHistory history) {
        Billing billing = Billing.builder()
                .store(store)
                .administration(history.billing().administration().id().value())
                .clock(history.clock())
                .build();
        billing.transfer().importFrom(new ByteArrayInputStream(archive));
        BillingLaws.check(billing);
        byte[] again = export(billing);
        assertThat(text(again)).isEqualTo(text(archive));
        return again;
    }
}
