package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import nl.termijn.store.BillingStore;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.takeover.ColumnMapping;
import nl.termijn.takeover.ImportTable;
import nl.termijn.testing.TestBilling;

/** What is taken over adds up, may be taken over again, and moves on as everything else does. */
class TakeOverProperties {
    /** One customer of another program with all that is his. */
    record Theirs(
            int months, int cents, int quantity, int billedDays, int gross, int paidPercent, int credit, int rate) {
        String customer(int number) {
            return "C" + number + ",Klant " + number + "," + (number % 2 == 0 ? "BUSINESS" : "CONSUMER") + ",NL\n";
        }

        String subscription(int number) {
            return "S" + number + ",C" + number + ",Hosting," + months + ",2024-01-31," + money(cents) + "," + quantity
                    + "," + LocalDate.of(2024, 1, 31).plusDays(billedDays) + "\n";
        }

        String invoice(int number) {
            int open = Math.max(1, gross - gross * paidPercent / 100);
            return "OLD-" + number + ",C" + number + ",2025-11-01,2025-11-15," + money(gross) + "," + money(open) + ","
                    + rate + "\n";
        }

        String credit(int number) {
            return credit == 0 ? "" : "P" + number + ",C" + number + "," + money(credit) + "\n";
        }

        private static String money(int cents) {
            return BigDecimal.valueOf(cents, 2).toPlainString();
        }
    }

    @Provide
    Arbitrary<Theirs> theirs() {
        return Combinators.combine(
                        Arbitraries.of(1, 3, 12, 24),
                        Arbitraries.integers().between(0, 50_000),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 800),
                        Arbitraries.integers().between(1, 100_000),
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(0, 5_000),
                        Arbitraries.of(21, 9, 0))
                .as(Theirs::new);
    }

    private static TakeOver files(List<Theirs> all) {
        StringBuilder customers = new StringBuilder("reference,name,kind,country\n");
        StringBuilder subscriptions = new StringBuilder(
                "reference,customer,description,cycleMonths,start,unitPrice,quantity,billedThrough\n");
        StringBuilder invoices = new StringBuilder("number,customer,date,dueDate,gross,open,vatRate\n");
        StringBuilder credits = new StringBuilder("reference,customer,amount\n");
        for (int i = 0; i < all.size(); i++) {
            customers.append(all.get(i).customer(i));
            subscriptions.append(all.get(i).subscription(i));
            invoices.append(all.get(i).invoice(i));
            credits.append(all.get(i).credit(i));
        }
        return with(
                with(
                        with(
                                with(TakeOver.from("Old"), ImportTable.CUSTOMERS, customers),
                                ImportTable.SUBSCRIPTIONS,
                                subscriptions),
                        ImportTable.OPEN_INVOICES,
                        invoices),
                ImportTable.CREDITS,
                credits);
    }

    private static TakeOver with(TakeOver takeOver, ImportTable table, StringBuilder text) {
        return takeOver.with(table + ".csv", ColumnMapping.same(table), () -> new StringReader(text.toString()));
    }

    private static byte[] export(Billing billing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        billing.transfer().exportTo(out);
        return out.toByteArray();
    }

    @Property(tries = 150, seed = "20261128")
    void import_export_import_gives_the_same(
            @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("theirs") Theirs> all) {
        TestBilling here = TestBilling.open().on("2026-01-02");
        TakeOver files = files(all);
        TakeOverReport first = here.billing.takeOver().bring(files);
        assertThat(first.faults()).isEmpty();
        assertThat(first.isReconciled()).as("%s", first).isTrue();
        byte[] archive = export(here.billing);

        BillingStore elsewhere = new InMemoryBillingStore();
        Billing there = Billing.builder()
                .store(elsewhere)
                .administration(here.billing.administration().id().value())
                .clock(here.clock)
                .build();
        there.transfer().importFrom(new ByteArrayInputStream(archive));
        assertThat(export(there)).isEqualTo(archive);

        TakeOverReport again = there.takeOver().bring(files);
        assertThat(again.isReconciled()).isTrue();
        assertThat(again.files()).allMatch(count -> count.added() == 0);
        assertThat(export(there)).as("taking over again changes nothing").isEqualTo(archive);
    }
}
