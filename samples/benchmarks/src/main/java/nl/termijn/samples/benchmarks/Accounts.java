package nl.termijn.samples.benchmarks;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.termijn.VatRateFile;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceList;
import nl.termijn.run.BillingAccount;
import nl.termijn.run.BillingPlanner;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatRules;

/** The customers that are measured: monthly subscriptions of 10.00 and yearly ones of 12.00, in advance. */
public final class Accounts {
    private Accounts() {}

    /** The planner of a Dutch seller. */
    public static BillingPlanner planner() {
        return new BillingPlanner(administration("bench"), new VatRules(VatRateFile.builtIn()), () -> PriceList.EMPTY);
    }

    /** A Dutch seller. */
    public static Administration administration(String id) {
        return Administration.builder()
                .id(AdministrationId.of(id))
                .name("Hosting B.V.")
                .address(Address.builder()
                        .street("Dam 1")
                        .postalCode("1012 JS")
                        .city("Amsterdam")
                        .country("NL")
                        .build())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .build();
    }

    /** A Dutch business customer. */
    public static Customer customer(String reference) {
        return Customer.builder()
                .reference(CustomerReference.of(reference))
                .name("Voorbeeld B.V.")
                .kind(BuyerKind.BUSINESS)
                .address(Address.in("NL"))
                .build();
    }

    /** A subscription of {@code months} that started on {@code start} and is billed through {@code billedThrough}. */
    public static Subscription subscription(
            String reference, String customer, int months, String price, LocalDate start, LocalDate billedThrough) {
        return Subscription.builder()
                .reference(SubscriptionReference.of(reference))
                .customer(CustomerReference.of(customer))
                .description(months == 1 ? "Hosting" : "Domain")
                .cycleMonths(months)
                .start(start)
                .unitPrice(Amounts.of(price, "EUR"))
                .billedThrough(billedThrough)
                .build();
    }

    /** The reference of a numbered customer. */
    public static String reference(int number) {
        return String.format(Locale.ROOT, "K%07d", number);
    }

    /** A monthly, a quarterly and a yearly subscription of {@code customer}, of which nothing is billed. */
    public static List<Subscription> three(String customer, LocalDate start) {
        return List.of(
                subscription("A" + customer, customer, 1, "10.00", start, start),
                subscription("B" + customer, customer, 3, "27.00", start, start),
                subscription("C" + customer, customer, 12, "12.00", start, start));
    }

    /** A customer whose subscriptions started in {@code start} and were billed for {@code history} months since. */
    public static BillingAccount account(int monthly, int yearly, YearMonth start, int history) {
        LocalDate first = start.atDay(1);
        LocalDate billed = first.plusMonths(history);
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < monthly; i++) {
            subscriptions.add(subscription("M" + i, "K", 1, "10.00", first, billed));
        }
        for (int i = 0; i < yearly; i++) {
            subscriptions.add(subscription("Y" + i, "K", 12, "12.00", first, billed));
        }
        return new BillingAccount(customer("K"), subscriptions, List.of(), Set.of());
    }
}
