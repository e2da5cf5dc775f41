package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.termijn.administration.Address;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.Hold;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.customer.Mandate;
import nl.termijn.customer.MandateReference;
import nl.termijn.customer.PurchaseOrder;
import nl.termijn.error.NotFoundException;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.invoice.PersonalData;
import nl.termijn.invoice.Withdrawal;
import nl.termijn.mail.MailContent;
import nl.termijn.money.Amounts;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.subscription.LineLabels;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import org.junit.jupiter.api.Test;

/** Values end up in logs of hosts: their text has keys, days and amounts, and nothing of a person. */
class TextOfValuesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private static final Customer ANN = Customer.builder()
            .reference(CustomerReference.of("K-1"))
            .name("Secret Name")
            .kind(BuyerKind.BUSINESS)
            .address(Address.builder()
                    .street("Secret Street 1")
                    .postalCode("9999 XX")
                    .city("Secret City")
                    .country("NL")
                    .build())
            .addEmail("secret@example.nl")
            .emailsByKind(Map.of(DocumentKind.INVOICE, List.of("secret-too@example.nl")))
            .vatId(VatId.of("NL004495445B01"))
            .addPurchaseOrder(new PurchaseOrder("Secret order", DAY, Optional.empty()))
            .build();

    private static void hasNothingOfAPerson(Object value) {
        assertThat(value.toString())
                .doesNotContainIgnoringCase("secret")
                .doesNotContain("9999 XX")
                .doesNotContain("004495445")
                .doesNotContain("NL91ABNA0417164300");
    }

    @Test
    void a_customer_and_what_is_kept_of_one() {
        hasNothingOfAPerson(ANN);
        assertThat(ANN.toString()).contains("K-1").contains("NL");
        hasNothingOfAPerson(ANN.address());
        hasNothingOfAPerson(new PurchaseOrder("Secret order", DAY, Optional.of(DAY.plusDays(1))));
        hasNothingOfAPerson(new Hold(Hold.Kind.REMINDERS, "Secret illness", Optional.of(DAY)));
        hasNothingOfAPerson(
                new LineLabels(Optional.of("secret.nl"), Optional.of("Secret centre"), Optional.of("Secret customer")));
        hasNothingOfAPerson(Mandate.builder()
                .reference(MandateReference.of("M-1"))
                .customer(ANN.reference())
                .iban("NL91ABNA0417164300")
                .holder("Secret Holder")
                .signedOn(DAY)
                .build());
    }

    @Test
    void an_invoice_with_all_that_is_on_it() {
        TestBilling world = TestBilling.open();
        world.billing.customers().put(ANN);
        world.billing
                .subscriptions()
                .start(Subscription.builder()
                        .reference(SubscriptionReference.of("S-1"))
                        .customer(ANN.reference())
                        .description("Hosting of secret.nl")
                        .labels(LineLabels.domain("secret.nl"))
                        .cycleMonths(1)
                        .start(LocalDate.of(2020, 1, 1))
                        .unitPrice(Amounts.of("10.00", "EUR"))
                        .build());
        Invoice draft = world.billing.runs().billNow(ANN.reference()).draft().orElseThrow();
        hasNothingOfAPerson(draft);
        Invoice sent = world.billing.invoices().send(draft.id());
        hasNothingOfAPerson(sent);
        assertThat(sent.toString()).contains("2020-00001").contains("12.1");
        hasNothingOfAPerson(PersonalData.OfDocument.on(sent).orElseThrow());
        hasNothingOfAPerson(world.billing
                .subscriptions()
                .find(SubscriptionReference.of("S-1"))
                .orElseThrow());
        hasNothingOfAPerson(new Withdrawal(DAY, "Secret reason", GiveBack.DROP));
        hasNothingOfAPerson(PaymentAdvice.TRANSFER.withPayLink(URI.create("https://pay.example.nl/secret-token")));
        hasNothingOfAPerson(new MailContent("Secret subject", "Secret text", Optional.of("<p>Secret</p>"), List.of()));
    }

    @Test
    void an_administration_that_was_never_opened_is_missing_in_the_store() {
        Billing nobody = Billing.builder()
                .store(new InMemoryBillingStore())
                .administration(AdministrationId.of("nobody").value())
                .build();
        assertThatThrownBy(() -> nobody.customers().find(CustomerReference.of("K")))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("There is no administration 'nobody' in this store; check the id or open it first.");
    }
}
