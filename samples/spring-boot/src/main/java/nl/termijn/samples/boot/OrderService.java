package nl.termijn.samples.boot;

import java.time.LocalDate;
import nl.termijn.Billing;
import nl.termijn.administration.Address;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.BuyerKind;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders: the host's row, the subscription and the first invoice are there together, or none of them is. */
@Service
public class OrderService {
    private final JdbcTemplate database;
    private final Billing billing;

    OrderService(JdbcTemplate database, Billing billing) {
        this.database = database;
        this.billing = billing;
    }

    /** Takes an order; {@code check} may refuse it last. */
    @Transactional
    public Invoice order(String number, Runnable check) {
        database.update("insert into host_order (number) values (?)", number);
        billing.customers().put(customer("K-" + number));
        billing.subscriptions()
                .start(Subscription.builder()
                        .reference(SubscriptionReference.of("S-" + number))
                        .customer(CustomerReference.of("K-" + number))
                        .description("Hosting")
                        .cycleMonths(1)
                        .start(LocalDate.now())
                        .unitPrice(Amounts.of("10.00", "EUR"))
                        .build());
        Invoice draft = billing.runs()
                .billNow(CustomerReference.of("K-" + number))
                .draft()
                .orElseThrow();
        Invoice sent = billing.invoices().send(draft.id());
        check.run();
        return sent;
    }

    static Customer customer(String reference) {
        return Customer.builder()
                .reference(CustomerReference.of(reference))
                .name("Ann")
                .kind(BuyerKind.CONSUMER)
                .address(Address.in("NL"))
                .addEmail("ann@example.nl")
                .build();
    }
}
