package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import nl.termijn.Billing;
import nl.termijn.customer.Customer;
import nl.termijn.store.BillingStore;
import nl.termijn.store.ValueJson;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.testkit.BillingHistory;
import nl.termijn.testkit.BillingLaws;

/** Whatever a seller does, the database holds what the store in memory holds, and the laws hold on it. */
class StoresAgreeProperties {
    private static final JsonMapper PLAIN = ValueJson.mapper()
            .rebuild()
            .addModule(new SimpleModule("plain numbers").addSerializer(BigDecimal.class, new PlainNumber()))
            .build();

    @Provide
    Arbitrary<BillingHistory.Life> lives() {
        return BillingHistory.lives(40);
    }

    @Property(tries = 25, seed = "20260105", shrinking = ShrinkingMode.OFF)
    void h2_holds_what_memory_holds(@ForAll("lives") BillingHistory.Life life) {
        try (HikariDataSource database = Databases.h2()) {
            agree(life, JdbcBillingStore.on(database));
        }
    }

    @Property(tries = 25, seed = "20260106", shrinking = ShrinkingMode.OFF)
    void postgresql_holds_what_memory_holds(@ForAll("lives") BillingHistory.Life life) {
        try (HikariDataSource database = Databases.postgres()) {
            agree(life, JdbcBillingStore.on(database));
        }
    }

    private static void agree(BillingHistory.Life life, BillingStore store) {
        BillingHistory inMemory = BillingHistory.on(new InMemoryBillingStore(), life);
        BillingHistory inDatabase = BillingHistory.on(store, life);
        int done = 0;
        for (BillingHistory.Step step : life.steps()) {
            inMemory.apply(step);
            inDatabase.apply(step);
            done++;
            if (done % 20 == 0) {
                BillingLaws.check(inDatabase.billing());
            }
            assertThat(inDatabase.refused())
                    .as("refused after step %s %s", done, step)
                    .isEqualTo(inMemory.refused());
        }
        BillingLaws.check(inDatabase.billing());
        assertThat(contents(inDatabase.billing())).isEqualTo(contents(inMemory.billing()));
    }

    /** Everything that services tell of an administration, as text, numbers without zeros at their end. */
    private static List<String> contents(Billing billing) {
        List<Object> all = new ArrayList<>(billing.audit().events(0, 10_000));
        for (Customer customer : billing.customers().page(Optional.empty(), 100)) {
            all.add(customer);
            all.addAll(billing.subscriptions().ofCustomer(customer.reference()));
            all.addAll(billing.invoices().ofCustomer(customer.reference()));
            billing.pendingLines()
                    .waiting(customer.reference())
                    .forEach(line -> all.add(line.toBuilder().entered(0).build()));
            all.add(billing.payments().balance(customer.reference()));
        }
        return all.stream().map(StoresAgreeProperties::text).toList();
    }

    private static String text(Object value) {
        try {
            return PLAIN.writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class PlainNumber extends JsonSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.stripTrailingZeros().toPlainString());
        }
    }
}
