package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Brand;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.invoice.SellerReadiness.Missing;
import nl.termijn.money.Amounts;
import nl.termijn.store.memory.InMemoryBillingStore;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatIdEvidence;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatSeller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No number for an invoice that lacks what the law wants of its seller; and no more is wanted than law. */
class SellerReadinessTest {
    private static final Address COUNTRY_ONLY = Address.in("NL");

    private static Billing open(UnaryOperator<Administration.Builder> seller, PaymentAdvisor advisor) {
        Administration administration = seller.apply(TestBilling.seller()).build();
        Billing billing = Billing.builder()
                .store(new InMemoryBillingStore())
                .clock(Clock.fixed(Instant.parse("2026-03-02T11:00:00Z"), ZoneOffset.UTC))
                .paymentAdvisor(advisor)
                .administration(administration.id().value())
                .build();
        billing.open(administration);
        billing.customers().put(customer("K").build());
        return billing;
    }

    private static Billing open(UnaryOperator<Administration.Builder> seller) {
        return open(seller, PaymentAdvisor.transfer());
    }

    private static Administration.Builder bare(Administration.Builder seller) {
        return seller.vatId(Optional.empty())
                .kvkNumber(Optional.empty())
                .iban(Optional.empty())
                .address(COUNTRY_ONLY);
    }

    private static Invoice draft(Billing billing, UnaryOperator<ManualInvoice.Line.Builder> line) {
        return billing.invoices()
                .draft(ManualInvoice.builder()
                        .customer(K)
                        .addLine(line.apply(ManualInvoice.Line.builder()
                                        .description("Work")
                                        .unitPrice(Amounts.of("100.00", "EUR"))
                                        .pricing(Pricing.NET))
                                .build())
                        .build());
    }

    private static List<String> fields(Billing billing) {
        return billing.missingOfSeller().stream().map(Missing::field).toList();
    }

    private static void assertRefused(Billing billing, String... fields) {
        Invoice draft = draft(billing, line -> line);
        assertThatThrownBy(() -> billing.invoices().send(draft.id()))
                .isInstanceOfSatisfying(
                        NotAllowedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.SELLER_INCOMPLETE))
                .hasMessageContainingAll(fields);
        assertThat(billing.audit().verify().anchors()).isEmpty();
        assertThat(billing.outbox().deliver().delivered()).isZero();
    }

    private static void assertSent(Billing billing, UnaryOperator<ManualInvoice.Line.Builder> line) {
        assertThat(billing.invoices().send(draft(billing, line).id()).number()).contains("2026-00001");
    }

    @Test
    void a_bare_seller_is_refused_before_the_first_number_with_all_that_is_missing_and_the_articles() {
        Billing billing = open(SellerReadinessTest::bare);
        assertThat(fields(billing))
                .containsExactly("vatId", "kvkNumber", "address.street", "address.postalCode", "address.city", "iban");
        assertRefused(
                billing,
                "vatId (article 35a(1)(c) Wet OB",
                "kvkNumber (article 27 Handelsregisterwet 2007",
                "address.street (article 35a(1)(e) Wet OB",
                "address.postalCode",
                "address.city",
                "iban");
        Invoice draft = billing.invoices().awaitingApproval().get(0);
        billing.invoices().approveAll("me");
        assertThat(billing.invoices().sendApproved().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("kvkNumber"));

        billing.open(
                TestBilling.seller().version(billing.administration().version()).build());
        assertThat(fields(billing)).isEmpty();
        assertThat(billing.invoices().send(draft.id()).number())
                .as("no number was lost")
                .contains("2026-00001");
    }

    @Test
    void each_detail_alone_is_refused() {
        assertRefused(open(seller -> seller.vatId(Optional.empty())), "vatId");
        assertRefused(open(seller -> seller.kvkNumber(Optional.empty())), "kvkNumber");
        assertRefused(open(seller -> seller.iban(Optional.empty())), "iban");
        assertRefused(open(seller -> seller.address(address("Dam 1", "1012 JS", " "))), "address.city");
        assertRefused(open(seller -> seller.address(address("Dam 1", "", "Amsterdam"))), "address.postalCode");
    }

    private static Address address(String street, String postalCode, String city) {
        return Address.builder()
                .street(Optional.of(street).filter(text -> !text.isEmpty()))
                .postalCode(Optional.of(postalCode).filter(text -> !text.isEmpty()))
                .city(city)
                .country("NL")
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Postbus 12", "P.O. Box 9", "PO Box 12", "Antwoordnummer 7"})
    void a_post_office_box_is_no_address(String street) {
        assertRefused(open(seller -> seller.address(address(street, "1012 JS", "Amsterdam"))), "address.street");
    }

    @Test
    void a_small_business_needs_no_vat_id_at_home_but_where_the_customer_owes_the_vat() {
        Billing billing = open(seller -> seller.vatId(Optional.empty())
                .vatSeller(VatSeller.builder()
                        .country("NL")
                        .scheme(VatSeller.Scheme.SMALL_BUSINESS)
                        .build()));
        assertThat(fields(billing)).isEmpty();
        assertSent(billing, line -> line);
        VatId german = VatId.of("DE136695976");
        billing.customers()
                .put(customer("K")
                        .address(Address.in("DE"))
                        .vatId(german)
                        .vatIdEvidence(new VatIdEvidence(
                                VatIdEvidence.Status.VALID, LocalDate.of(2026, 3, 1), Optional.of("WAPIAAAAX")))
                        .build());
        Invoice abroad = draft(billing, line -> line);
        assertThatThrownBy(() -> billing.invoices().send(abroad.id()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("vatId");
    }

    @Test
    void exempt_supplies_need_no_vat_id() {
        assertSent(open(seller -> seller.vatId(Optional.empty())), line -> line.product(VatProduct.of(VatKind.EXEMPT)));
    }

    @Test
    void a_seller_outside_the_eu_needs_none_of_it() {
        Billing billing = open(seller -> bare(seller).address(Address.in("US")));
        assertThat(fields(billing)).isEmpty();
        assertSent(billing, line -> line);
    }

    @Test
    void a_seller_elsewhere_in_the_eu_needs_a_vat_id_and_an_address_but_no_dutch_trade_register() {
        Billing billing = open(seller -> bare(seller).address(Address.in("BE")));
        assertThat(billing.missingOfSeller())
                .extracting(Missing::field)
                .containsExactly("vatId", "address.street", "address.city", "iban");
        assertThat(billing.missingOfSeller())
                .extracting(Missing::rule)
                .contains("VAT directive article 226(3)")
                .noneMatch(rule -> rule.contains("Wet OB"));
    }

    @Test
    void no_account_is_needed_where_nobody_is_asked_to_transfer() {
        URI page = URI.create("https://pay.example/1");
        assertSent(
                open(
                        seller -> seller.iban(Optional.empty()),
                        (document, issuance, customer) -> PaymentAdvice.TRANSFER.withPayLink(page)),
                line -> line);
        assertSent(
                open(
                        seller -> seller.iban(Optional.empty()),
                        (document, issuance, customer) ->
                                new PaymentAdvice(new PaymentAdvice.Paid(issuance.issuedOn()), Optional.empty())),
                line -> line);
    }

    @Test
    void a_dry_run_numbers_for_an_incomplete_seller_and_says_what_is_missing_all_the_same() {
        Administration administration = bare(TestBilling.seller()).build();
        Billing billing = Billing.builder()
                .store(new InMemoryBillingStore())
                .clock(Clock.fixed(Instant.parse("2026-03-02T11:00:00Z"), ZoneOffset.UTC))
                .administration(administration.id().value())
                .dryRun()
                .build();
        billing.open(administration);
        billing.customers().put(customer("K").build());
        assertSent(billing, line -> line);
        assertThat(fields(billing)).contains("vatId", "kvkNumber");
    }

    @Test
    void a_brand_has_an_address_of_its_own_to_complete() {
        Billing billing = open(seller -> seller.addBrand(Brand.builder()
                .code("budget")
                .name("Budget")
                .address(COUNTRY_ONLY)
                .build()));
        assertThat(fields(billing)).first().isEqualTo("brand budget: address.street");
        Customer branded = customer("K").brand("budget").build();
        billing.customers().put(branded);
        assertRefused(billing, "address.street");
    }

    @Test
    void a_credit_note_needs_no_vat_id_of_the_seller() {
        Billing billing = open(seller -> seller);
        Invoice sent = billing.invoices().send(draft(billing, line -> line).id());
        billing.open(TestBilling.seller()
                .vatId(Optional.empty())
                .iban(Optional.empty())
                .version(billing.administration().version())
                .build());
        assertThat(billing.invoices().credit(sent.id()).send().number()).isPresent();
    }
}
