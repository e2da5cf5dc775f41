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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import nl.termijn.vat.VatId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Four processes run, send and deliver the same month on one PostgreSQL, and two of them are killed on the way. */
class ManyHostsTest {
    private static final int CUSTOMERS = 600;
    private static final int KILLED = 2;
    private static final YearMonth FIRST = YearMonth.of(2026, 1);

    @Test
    void a_month_is_billed_once_although_hosts_are_killed() throws Exception {
        rounds(2, 20_261_125);
    }

    @Tag("huge")
    @Test
    void and_so_are_twenty_months() throws Exception {
        rounds(20, 20_261_126);
    }

    private static void rounds(int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        try (HikariDataSource database = Databases.postgres()) {
            JdbcBillingStore store = JdbcBillingStore.on(database);
            fill(RunningHost.billing(store, FIRST), CUSTOMERS);
            List<String> mails = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                YearMonth month = FIRST.plusMonths(round);
                mails.addAll(round(database.getJdbcUrl(), month, random));
                Billing billing = RunningHost.billing(store, month);
                everyCustomerHasOneInvoiceOf(month, billing);
                BillingLaws.numbersHaveNoGapAndTheChainHolds(billing);
            }
            BillingLaws.check(RunningHost.billing(store, FIRST.plusMonths(rounds - 1)));
            eachMailLeftOnce(mails, rounds, RunningHost.billing(store, FIRST.plusMonths(rounds)));
        }
    }

    static void fill(Billing billing, int customers) {
        billing.open(Administration.builder()
                .id(AdministrationId.of(RunningHost.SELLER))
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

    /** A process, and what it says. */
    private static final class Host {
        private final Process process;
        private final List<String> said = new CopyOnWriteArrayList<>();
        private final CountDownLatch began = new CountDownLatch(1);
        private final Thread listener;

        Host(String url, YearMonth month) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RunningHost.class.getName(),
                            url,
                            month.toString())
                    .redirectErrorStream(true)
                    .start();
            listener = new Thread(this::listen);
            listener.start();
        }

        private void listen() {
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine();
                while (line != null) {
                    said.add(line);
                    if (line.equals("began")) {
                        began.countDown();
                    }
                    line = out.readLine();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Kills it some time after it began its run. */
        void killWithin(int millis) throws InterruptedException {
            assertThat(began.await(60, TimeUnit.SECONDS)).as("the host began").isTrue();
            Thread.sleep(millis);
            // by its handle, as Process itself would close the stream with what it said last
            process.toHandle().destroyForcibly();
            process.waitFor();
            listener.join();
        }

        void endsWell() throws InterruptedException {
            int code = process.waitFor();
            listener.join();
            assertThat(code).as(String.join("\n", said)).isZero();
            assertThat(said).noneMatch(line -> line.startsWith("failed"));
        }

        /** The keys of the mails that left it. */
        List<String> mails() {
            return said.stream().filter(line -> line.startsWith("mail ")).toList();
        }
    }

    /** A month in four hosts, two of which are killed; answers the mails that left. */
    private static List<String> round(String url, YearMonth month, Random random) throws Exception {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hosts.add(new Host(url, month));
        }
        for (int i = 0; i < KILLED; i++) {
            hosts.get(i).killWithin(random.nextInt(700));
        }
        for (int i = KILLED; i < 4; i++) {
            hosts.get(i).endsWell();
        }
        // what the killed ones left undone; their leases on mail are not over yet
        Host last = new Host(url, month);
        last.endsWell();
        hosts.add(last);
        return hosts.stream().flatMap(host -> host.mails().stream()).toList();
    }

    /**
     * Every invoice's mail left, and none twice but those that a killed host had just handed over and could not note any
     * more: a host works on one mail at a time.
     */
    private static void eachMailLeftOnce(List<String> mails, int rounds, Billing later) {
        int missing = rounds * CUSTOMERS - Set.copyOf(mails).size();
        int twice = mails.size() - Set.copyOf(mails).size();
        assertThat(twice).as("mails that left twice").isBetween(0, KILLED * rounds);
        // leased by a host that was killed: they leave when the lease is over
        assertThat(later.outbox().deliver().delivered()).isBetween(missing, missing + KILLED);
        assertThat(later.outbox().deliver().delivered()).isZero();
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
