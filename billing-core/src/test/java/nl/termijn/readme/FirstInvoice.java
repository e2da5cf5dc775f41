package nl.termijn.readme;

import java.time.LocalDate;
import nl.termijn.Billing;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;

// spotless:off
// tag::quickstart[]
public final class FirstInvoice {
    public static Invoice send() {
        Billing billing = Billing.builder().store(new InMemoryBillingStore()).administration("hosting-bv").build();
        billing.open(Administration.builder()
                .id(AdministrationId.of("hosting-bv")).name("Hosting B.V.").kvkNumber("01234567")
                .address(Address.builder().street("Dam 1").postalCode("1012 JS").city("Amsterdam").country("NL").build())
                .vatId(VatId.of("NL004495445B01")).iban("NL91ABNA0417164300")
                .build());
        CustomerReference ann = CustomerReference.of("K-1");
        billing.customers().put(Customer.builder()
                .reference(ann).name("Ann").kind(BuyerKind.CONSUMER).address(Address.in("NL"))
                .build());
        billing.subscriptions().start(Subscription.builder()
                .reference(SubscriptionReference.of("S-1")).customer(ann).description("Hosting")
                .cycleMonths(1).start(LocalDate.of(2026, 1, 1)).unitPrice(Amounts.of("10.00", "EUR"))
                .build());
        Invoice draft = billing.runs().billNow(ann).draft().orElseThrow();
        return billing.invoices().send(draft.id());
    }
}
// end::quickstart[]
// spotless:on
