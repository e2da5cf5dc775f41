package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import nl.termijn.Billing;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.testkit.BillingLaws;
import nl.termijn.vat.BuyerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Four processes run, send and deliver the same month on one PostgreSQL, and two of them are killed on the way. */
class ManyHostsTest {
    private static final int CUSTOMERS = 600;
    private static final YearMonth FIRST = YearMonth.of(2026, 1);

    @Test
    void a_month_is_billed_once_although_hosts_are_killed() throws Exception {
        rounds(2, 20_261_125);
    }

    @Tag("slow")
    @Test
    void and_so_are_twenty_months() throws Exception {
        rounds(20, 20_261_126);
    }

    private static void rounds(int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        try (HikariDataSource database = Databases.postgres()) {
            JdbcBillingStore store = JdbcBillingStore.on(database);
            fill(RunningHost.billing(store, FIRST), CUSTOMERS);
            for (int round = 0; round < rounds; round++) {
                YearMonth month = FIRST.plusMonths(round);
                round(database.getJdbcUrl(), month, random);
                Billing billing = RunningHost.billing(store, month);
                everyCustomerHasOneInvoiceOf(month, billing);
                BillingLaws.numbersHaveNoGapAndTheChainHolds(billing);
            }
            BillingLaws.check(RunningHost.billing(store, FIRST.plusMonths(rounds - 1)));
        }
    }

    static void fill(Billing billing, int customers) {
        billing.open(Administration.builder()
                .id(AdministrationId.of(RunningHost.SELLER))
                .name("Seller")
                .address(Address.in("NL"))
                .build());
        for (int i = 0; i < customers; i++) {
            String reference = String.format(Locale.ROOT, "K%04d", i);
            billing.customers()
                    .put(Customer.builder()
                            .reference(CustomerReference.of(reference))
                            .name("Klant " + i)
                            .kind(BuyerKind.BUSINESS)
                            .address(Address.in("NL"))
                            .addEmail("klant@voorbeeld.example")
                            .build());
            billing.subscriptions()
                    .start(Subscription.builder()
                            .reference(SubscriptionReference.of("S" + reference))
                            .customer(CustomerReference.of(reference))
                            .description("Hosting")
                            .cycleMonths(1)
                            .start(LocalDate.of(2026, 1, 1))
                            .unitPrice(Amounts.of("10.00", "EUR"))
                            .build());
        }
    }

    private static void round(String url, YearMonth month, Random random) throws Exception {
        List<Process> hosts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hosts.add(host(url, month));
        }
        for (int i = 0; i < 2; i++) {
            killWithin(hosts.get(i), random.nextInt(700));
        }
        for (int i = 2; i < 4; i++) {
            endsWell(hosts.get(i));
        }
        // what the killed ones left undone; their leases on mail are not over yet
        endsWell(host(url, month));
    }

    private static Process host(String url, YearMonth month) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunningHost.class.getName(),
                        url,
                        month.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Kills a host some time after it began its run. */
    private static void killWithin(Process host, int millis) throws IOException, InterruptedException {
        BufferedReader out = new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.equals("began")) {
            line = out.readLine();
        }
        assertThat(line).as("the host began").isEqualTo("began");
        Thread.sleep(millis);
        host.destroyForcibly().waitFor();
    }

    private static void endsWell(Process process) throws InterruptedException {
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(said::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
        assertThat(said).noneMatch(line -> line.startsWith("failed"));
    }

    private static void everyCustomerHasOneInvoiceOf(YearMonth month, Billing billing) {
        Optional<CustomerReference> after = Optional.empty();
        List<Customer> page = billing.customers().page(after, 200);
        int found = 0;
        while (!page.isEmpty()) {
            for (Customer customer : page) {
                List<Invoice> invoices = billing.invoices().ofCustomer(customer.reference()).stream()
                        .filter(invoice -> invoice.runMonth().equals(Optional.of(month)))
                        .toList();
                assertThat(invoices).as("%s in %s", customer.reference(), month).hasSize(1);
                assertThat(invoices.get(0).status()).isEqualTo(InvoiceStatus.SENT);
                found++;
            }
            page = billing.customers()
                    .page(Optional.of(page.get(page.size() - 1).reference()), 200);
        }
        assertThat(found).isEqualTo(CUSTOMERS);
    }
}
