package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Brand;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.Policies;
import nl.termijn.document.BrandedDocuments;
import nl.termijn.document.DocumentRenderer;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.InvalidInputException;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.Party;
import nl.termijn.mail.BrandedMailComposer;
import nl.termijn.mail.BrandedMailer;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.mail.MailComposer;
import nl.termijn.mail.MailContent;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** One company trades under several names, in one administration and one series. */
class BrandTest {
    private static final Address BUDGET_ADDRESS = Address.builder()
            .street("Kaai 1")
            .postalCode("2000")
            .city("Antwerpen")
            .country("BE")
            .build();
    private static final Brand BUDGET = Brand.builder()
            .code("budget")
            .name("Budgethost")
            .email("hallo@budgethost.example")
            .build();

    private final TestBilling seller = TestBilling.open(own -> own.addBrands(
                    BUDGET,
                    Brand.builder()
                            .code("pro")
                            .name("Prohost")
                            .address(BUDGET_ADDRESS)
                            .build()))
            .on("2026-03-01");

    private void customerIs(String reference, String brand) {
        seller.billing
                .customers()
                .put(TestBilling.customer(reference)
                        .brand(brand)
                        .version(seller.billing
                                .customers()
                                .find(TestBilling.customer(reference).build().reference())
                                .map(stored -> stored.version())
                                .orElse(0L))
                        .build());
    }

    private Invoice sent() {
        return seller.billing.invoices().send(seller.manual("10.00").id());
    }

    @Test
    void an_invoice_carries_the_name_of_the_customers_brand_and_the_numbers_of_the_company() {
        Party own = sent().issuance().orElseThrow().seller();
        customerIs("K", "budget");
        Invoice branded = sent();
        Party party = branded.issuance().orElseThrow().seller();
        assertThat(branded.issuance().orElseThrow().brand()).contains("budget");
        assertThat(party.name()).isEqualTo("Budgethost");
        assertThat(party.email()).contains("hallo@budgethost.example");
        assertThat(party.address()).isEqualTo(own.address());
        assertThat(party.vatId()).isEqualTo(own.vatId());
        assertThat(branded.number()).as("one series").contains("2026-00002");
        customerIs("K", "pro");
        assertThat(sent().issuance().orElseThrow().seller().address()).isEqualTo(BUDGET_ADDRESS);
        assertThat(seller.billing.audit().verify().problems()).isEmpty();
    }

    @Test
    void a_group_or_the_seller_may_have_a_brand_for_all() {
        seller.billing
                .settings()
                .put(CustomerGroup.builder()
                        .code("small")
                        .name("Small")
                        .brand("budget")
                        .build());
        seller.billing
                .customers()
                .put(TestBilling.customer("K").group("small").version(1).build());
        assertThat(sent().issuance().orElseThrow().brand()).contains("budget");
        customerIs("K", "");
        assertThat(sent().issuance().orElseThrow().brand())
                .as("the seller's own name")
                .isEmpty();
    }

    @Test
    void a_brand_that_is_not_there_is_refused_on_every_level() {
        assertThatThrownBy(() -> customerIs("K", "nothing"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be a brand of the administration");
        Administration now = seller.billing.administration();
        assertThatThrownBy(() -> Administration.builder()
                        .from(now)
                        .addBrands(BUDGET)
                        .policies(Policies.builder().brand("nothing").build())
                        .addGroups(CustomerGroup.builder()
                                .code("g")
                                .name("G")
                                .brand("nothing")
                                .build())
                        .build())
                .hasMessageContaining("must have each code once")
                .hasMessageContaining("must be a brand of the administration")
                .hasMessageContaining("| brand: 'nothing': must be a brand of the administration");
        assertThatThrownBy(() -> Brand.builder().code("b").name(" ").build()).hasMessageContaining("name");
    }

    @Test
    void a_document_is_drawn_by_the_renderer_of_its_brand() {
        DocumentRenderer documents = new BrandedDocuments(draws("own"), Map.of("budget", draws("budget")));
        assertThat(text(documents, sent())).isEqualTo("own");
        customerIs("K", "budget");
        assertThat(text(documents, sent())).isEqualTo("budget");
        customerIs("K", "pro");
        assertThat(text(documents, sent())).as("without one of its own").isEqualTo("own");
        assertThat(seller.billing.invoices().ofCustomer(K)).hasSize(3);
    }

    private static DocumentRenderer draws(String text) {
        return document -> new RenderedDocument("x.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DocumentRenderer documents, Invoice document) {
        return new String(documents.render(document).content(), StandardCharsets.UTF_8);
    }

    @Test
    void mail_of_a_brand_is_written_and_sent_as_the_brands() {
        InMemoryMailbox ours = new InMemoryMailbox();
        InMemoryMailbox budget = new InMemoryMailbox();
        Billing billing = Billing.builder()
                .store(seller.store)
                .administration(seller.billing.administration().id().value())
                .clock(seller.clock)
                .mailTexts(new BrandedMailComposer(says("own"), Map.of("budget", says("budget"))))
                .mail(new BrandedMailer(ours, Map.of("budget", budget)))
                .build();
        sent();
        customerIs("K", "budget");
        sent();
        Invoice asked = seller.manual("1.00");
        billing.requests().request(asked.id(), 7, "sales");
        billing.requests().deliver(asked.id());
        customerIs("K", "pro");
        sent();
        assertThat(billing.outbox().deliver().delivered()).isEqualTo(4);
        assertThat(ours.messages())
                .extracting(mail -> mail.fromName() + " " + mail.subject())
                .containsExactly("Hosting B.V. own", "Prohost own", "Prohost own");
        assertThat(budget.messages())
                .extracting(mail -> mail.fromName() + " " + mail.subject())
                .containsExactly("Budgethost budget");
    }

    private static MailComposer says(String words) {
        return occasion -> new MailContent(words, words, Optional.empty());
    }
}
