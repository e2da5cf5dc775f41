package nl.termijn.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import nl.termijn.Billing;
import nl.termijn.RunReport;
import nl.termijn.invoice.Invoice;

/** One of several hosts on one database, as a process: runs a month, sends what waits, works off the outbox. */
final class RunningHost {
    static final String SELLER = "seller";

    private RunningHost() {}

    public static void main(String[] arguments) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(2);
        YearMonth month = YearMonth.parse(arguments[1]);
        try (HikariDataSource database = new HikariDataSource(config)) {
            Billing billing = billing(JdbcBillingStore.on(database), month);
            System.out.println("began");
            RunReport report = billing.runs().run(month);
            if (!report.failures().isEmpty()) {
                System.out.println("failed " + report.failures());
            }
            send(billing);
            billing.outbox().deliver();
            System.out.println("made " + report.made());
        }
    }

    /** Sends every draft there is; where another host is first with one, that is as good. */
    private static void send(Billing billing) {
        List<Invoice> drafts = billing.invoices().awaitingApproval();
        while (!drafts.isEmpty()) {
            billing.invoices().send(drafts.stream().map(Invoice::id).toList());
            drafts = billing.invoices().awaitingApproval();
        }
    }

    static Billing billing(JdbcBillingStore store, YearMonth month) {
        return Billing.builder()
                .store(store)
                .archive(store.documents())
                .administration(SELLER)
                .clock(Clock.fixed(month.atDay(1).atTime(10, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .mail(message -> System.out.println("mail " + message.key()))
                .build();
    }
}
