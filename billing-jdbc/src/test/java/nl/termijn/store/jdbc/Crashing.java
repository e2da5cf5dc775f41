package nl.termijn.store.jdbc;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.vat.BuyerKind;

/** A process that saves line after line in a file and says each that was committed, until it is killed. */
final class Crashing {
    static final AdministrationId SELLER = AdministrationId.of("seller");
    static final CustomerReference K = CustomerReference.of("K");

    private Crashing() {}

    public static void main(String[] arguments) {
        JdbcBillingStore store = JdbcBillingStore.file(Path.of(arguments[0]));
        if (store.administrations().isEmpty()) {
            store.inTransaction(SELLER, unit -> {
                unit.save(Administration.builder()
                        .id(SELLER)
                        .name("Seller")
                        .address(Address.in("NL"))
                        .build());
                return unit.customers()
                        .save(Customer.builder()
                                .reference(K)
                                .name("Klant")
                                .kind(BuyerKind.BUSINESS)
                                .address(Address.in("NL"))
                                .build());
            });
        }
        for (int i = 0; ; i++) {
            PendingLine line = PendingLine.builder()
                    .reference(PendingLineReference.of(arguments[1] + "-" + i))
                    .customer(K)
                    .date(LocalDate.of(2026, 1, 1))
                    .description("Line")
                    .unitPrice(Amounts.of("1.00", "EUR"))
                    .build();
            store.inTransaction(SELLER, unit -> {
                unit.pendingLines().add(List.of(line));
                return true;
            });
            System.out.println(line.reference());
        }
    }
}
