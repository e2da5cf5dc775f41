package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.lines;
import static nl.termijn.testing.TestBilling.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.administration.Administration;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.Hold;
import nl.termijn.administration.PaperFee;
import nl.termijn.administration.PaperFee.Payers;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.document.PlainTextDocuments;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.ProviderException;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineExplanation;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.PaperMail;
import nl.termijn.mail.Printer;
import nl.termijn.money.Amounts;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.OutboxSubject;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.BuyerKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Customers who want paper: what it costs them, and how their letters leave. */
class PaperTest {
    private final TestBilling seller = TestBilling.open();
    private final InvoiceService invoices = seller.billing.invoices();
    private final InMemoryMailbox mailbox = new InMemoryMailbox();
    private final List<String> unreadable = new ArrayList<>();
    private final Billing billing = Billing.builder()
            .store(seller.store)
            .administration("hosting-bv")
            .clock(seller.clock)
            .documents(document -> {
                if (unreadable.contains(document.number().orElse(""))) {
                    throw new ProviderException(ProviderException.Retry.NEVER, "no font has that letter", null);
                }
                return new PlainTextDocuments().render(document);
            })
            .mail(mailbox)
            .build();

    private void paper(BuyerKind kind) {
        seller.billing
                .customers()
                .put(Customer.builder()
                        .from(TestBilling.customer("K").build())
                        .kind(kind)
                        .delivery(DeliveryChannel.PAPER)
                        .build());
    }

    private void fee(String amount, Pricing pricing, Payers payers) {
        Administration before = seller.billing.administration();
        seller.billing.open(Administration.builder()
                .from(before)
                .policies(Policies.builder()
                        .from(before.policies())
                        .paperFee(new PaperFee(Amounts.of(amount, "EUR"), pricing, payers))
                        .build())
                .build());
    }

    private static List<InvoiceLine> fees(Invoice document) {
        return document.lines().stream()
                .filter(line -> line.origin() instanceof LineOrigin.PaperFee)
                .toList();
    }

    @Nested
    class Fee {
        @Test
        void a_run_adds_it_to_an_invoice_on_paper_with_the_vat_of_the_line_that_costs_most() {
            paper(BuyerKind.BUSINESS);
            fee("2.50", Pricing.NET, Payers.EVERYBODY);
            seller.subscription("2026-01-01", "10.00");
            seller.run("2026-01");
            Invoice draft = invoices.awaitingApproval().get(0);
            assertThat(lines(draft)).containsExactly("[2026-01-01, 2026-02-01) 10.00", "2.50");
            assertThat(total(draft)).isEqualTo("draft 12.50 + 2.63 = 15.13");
            InvoiceLine fee = fees(draft).get(0);
            assertThat(fee.description()).isEqualTo("Factuur op papier");
            assertThat(fee.vat()).isEqualTo(draft.line(1).vat());
            assertThat(LineExplanation.explain(fee, Locale.ENGLISH)).startsWith("What an invoice on paper costs: ");
        }

        @Test
        void it_may_hold_the_vat() {
            paper(BuyerKind.CONSUMER);
            fee("2.50", Pricing.GROSS, Payers.EVERYBODY);
            seller.subscription("2026-01-01", "10.00");
            seller.run("2026-01");
            assertThat(total(invoices.awaitingApproval().get(0))).isEqualTo("draft 12.07 + 2.53 = 14.60");
        }

        @Test
        void consumers_are_spared_where_the_seller_says_so() {
            paper(BuyerKind.CONSUMER);
            fee("2.50", Pricing.NET, Payers.BUSINESSES);
            seller.subscription("2026-01-01", "10.00");
            seller.run("2026-01");
            assertThat(fees(invoices.awaitingApproval().get(0))).isEmpty();
        }

        @Test
        void by_mail_nobody_pays_it_and_alone_it_makes_no_invoice() {
            fee("2.50", Pricing.NET, Payers.EVERYBODY);
            seller.subscription("2026-01-01", "10.00");
            seller.run("2026-01");
            assertThat(fees(invoices.awaitingApproval().get(0))).isEmpty();
            paper(BuyerKind.BUSINESS);
            seller.end("2026-02-01", SubscriptionService.Ending.PAID_UP);
            seller.run("2026-02");
            assertThat(invoices.awaitingApproval()).hasSize(1);
        }

        @Test
        void merged_drafts_pay_it_once_and_a_line_of_it_does_not_wait() {
            paper(BuyerKind.BUSINESS);
            fee("2.50", Pricing.NET, Payers.EVERYBODY);
            seller.subscription("2026-01-01", "10.00");
            seller.run("2026-01");
            seller.on("2026-02-01").run("2026-02");
            List<Invoice> drafts = invoices.awaitingApproval();
            assertThat(drafts)
                    .hasSize(2)
                    .allSatisfy(draft -> assertThat(fees(draft)).hasSize(1));
            Invoice merged = invoices.merge(
                    drafts.get(0).id(),
                    drafts.get(0).version(),
                    drafts.get(1).id(),
                    drafts.get(1).version());
            assertThat(lines(merged))
                    .containsExactlyInAnyOrder(
                            "[2026-01-01, 2026-02-01) 10.00", "2.50", "[2026-02-01, 2026-03-01) 10.00");
            int fee = merged.lines().indexOf(fees(merged).get(0)) + 1;
            assertThatThrownBy(() -> invoices.moveToPending(merged.id(), merged.version(), fee))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("drop the line");
        }

        @Test
        void a_draft_on_which_only_the_fee_is_left_is_deleted() {
            paper(BuyerKind.BUSINESS);
            fee("2.50", Pricing.NET, Payers.EVERYBODY);
            seller.pending("P", "2025-12-31", "5.00");
            seller.run("2026-01");
            Invoice draft = invoices.awaitingApproval().get(0);
            invoices.moveToPending(draft.id(), draft.version(), 1);
            assertThat(invoices.awaitingApproval()).isEmpty();
        }

        @Test
        void what_cannot_be_charged_is_refused() {
            assertThatThrownBy(() -> fee("0.00", Pricing.NET, Payers.EVERYBODY))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("above zero");
            assertThatThrownBy(() -> fee("2.505", Pricing.NET, Payers.EVERYBODY))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("whole cents");
            Administration before = seller.billing.administration();
            assertThatThrownBy(() -> Administration.builder()
                            .from(before)
                            .policies(Policies.builder()
                                    .paperFee(new PaperFee(Amounts.of("2.50", "USD"), Pricing.NET, Payers.EVERYBODY))
                                    .build())
                            .build())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("must be in EUR");
        }
    }

    /** Keeps what it prints, and stops after some. */
    private static final class Paper implements Printer {
        private final List<PaperMail> printed = new ArrayList<>();
        private int most = Integer.MAX_VALUE;

        @Override
        public void print(Iterator<PaperMail> letters) {
            while (printed.size() < most && letters.hasNext()) {
                printed.add(letters.next());
            }
        }
    }

    @Nested
    class Letters {
        private final Paper paper = new Paper();

        private List<OutboxEntry.Status> statuses(Invoice document) {
            return billing.outbox().ofDocument(document.id()).stream()
                    .map(OutboxEntry::status)
                    .toList();
        }

        @Test
        void they_leave_with_the_print_batch_and_not_by_mail() {
            paper(BuyerKind.BUSINESS);
            Invoice sent = seller.on("2026-01-02").sent("10.00");
            assertThat(billing.outbox().deliver()).isEqualTo(new OutboxService.Delivery(0, 0, 0, 0));
            OutboxService.PrintBatch batch = billing.outbox().print(paper, 100);
            assertThat(paper.printed).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEqualTo(batch.keys().get(0));
                assertThat(letter.occasion().matter().reference()).isEqualTo("2026-00001");
                assertThat(letter.rendered()).contains(billing.outbox().document(sent.id()));
                assertThat(letter.toString()).doesNotContain("Klant");
            });
            assertThat(statuses(sent)).containsExactly(OutboxEntry.Status.WAITING);
            billing.outbox().printed(batch.keys());
            billing.outbox().printed(batch.keys());
            assertThat(statuses(sent)).containsExactly(OutboxEntry.Status.DELIVERED);
            assertThat(mailbox.messages()).isEmpty();
            assertThat(seller.billing.audit().events(0, 100))
                    .filteredOn(entry -> entry.event() instanceof BillingEvent.DocumentPrinted)
                    .hasSize(1);
        }

        @Test
        void those_of_which_nobody_says_that_they_were_printed_go_again() {
            paper(BuyerKind.BUSINESS);
            seller.on("2026-01-02").sent("10.00");
            OutboxService.PrintBatch lost = billing.outbox().print(paper, 100);
            assertThat(billing.outbox().print(paper, 100).keys()).isEmpty();
            billing.outbox().notPrinted(lost.keys());
            assertThat(billing.outbox().print(paper, 100).keys()).isEqualTo(lost.keys());
            seller.clock.set(seller.clock.instant().plus(Duration.ofDays(1)));
            assertThat(billing.outbox().print(paper, 100).keys()).isEqualTo(lost.keys());
        }

        @Test
        void a_batch_is_as_large_as_is_asked_and_what_the_printer_leaves_waits() {
            paper(BuyerKind.BUSINESS);
            seller.on("2026-01-02");
            for (int i = 0; i < 5; i++) {
                seller.sent("10.00");
            }
            paper.most = 1;
            OutboxService.PrintBatch first = billing.outbox().print(paper, 3);
            assertThat(first.keys()).hasSize(1);
            billing.outbox().printed(first.keys());
            paper.most = 100;
            OutboxService.PrintBatch second = billing.outbox().print(paper, 3);
            assertThat(second.keys()).hasSize(3).doesNotContainAnyElementsOf(first.keys());
            billing.outbox().printed(second.keys());
            assertThat(billing.outbox().print(paper, 3).keys()).hasSize(1);
            assertThat(paper.printed)
                    .extracting(PaperMail::key)
                    .doesNotHaveDuplicates()
                    .hasSize(5)
                    .isSorted();
        }

        @Test
        void a_printer_that_fails_has_printed_nothing() {
            paper(BuyerKind.BUSINESS);
            seller.on("2026-01-02").sent("10.00");
            seller.sent("20.00");
            Printer broken = letters -> {
                letters.next();
                throw new ProviderException(ProviderException.Retry.LATER, "disk full", null);
            };
            assertThatThrownBy(() -> billing.outbox().print(broken, 10)).hasMessage("disk full");
            assertThat(billing.outbox().print(paper, 10).keys()).hasSize(2);
        }

        @Test
        void what_cannot_be_drawn_is_refused_and_does_not_stop_the_others() {
            paper(BuyerKind.BUSINESS);
            Invoice first = seller.on("2026-01-02").sent("10.00");
            seller.sent("20.00");
            unreadable.add(first.number().orElseThrow());
            OutboxService.PrintBatch batch = billing.outbox().print(paper, 10);
            assertThat(batch.keys()).hasSize(1);
            assertThat(batch.refused()).isEqualTo(1);
            assertThat(billing.outbox().refused(DeliveryChannel.PAPER, Optional.empty(), 10))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.problem()).contains("no font has that letter"));
        }

        @Test
        void a_withdrawal_is_told_on_paper_too_and_the_withdrawn_document_stays_here() {
            paper(BuyerKind.BUSINESS);
            Invoice sent = seller.on("2026-01-02").sent("10.00");
            billing.outbox().printed(billing.outbox().print(paper, 10).keys());
            billing.invoices().resend(sent.id());
            invoices.withdraw(sent.id(), "wrong", GiveBack.DROP);
            paper.printed.clear();
            billing.outbox().print(paper, 10);
            assertThat(paper.printed).singleElement().satisfies(letter -> {
                assertThat(letter.kind()).isEqualTo(DocumentKind.WITHDRAWAL_NOTICE);
                assertThat(letter.content().text()).contains("2026-00001");
            });
            assertThat(statuses(sent)).contains(OutboxEntry.Status.DROPPED);
        }

        @Test
        void who_changes_to_mail_gets_what_is_sent_from_then_on_by_mail() {
            paper(BuyerKind.BUSINESS);
            seller.on("2026-01-02").sent("10.00");
            seller.billing.customers().put(TestBilling.customer("K").build());
            seller.sent("20.00");
            assertThat(billing.outbox().deliver().delivered()).isEqualTo(1);
            assertThat(billing.outbox().print(paper, 10).keys()).hasSize(1);
            assertThat(mailbox.messages()).extracting(MailMessage::kind).containsExactly(DocumentKind.INVOICE);
        }

        @Test
        void no_batch_of_nothing() {
            assertThatThrownBy(() -> billing.outbox().print(paper, 0)).isInstanceOf(InvalidInputException.class);
        }
    }

    /** Reminders come with the dunning flow; what they are looked at for before they leave holds already. */
    @Nested
    class LastLook {
        @Test
        void nothing_leaves_for_a_customer_who_was_erased() {
            seller.on("2026-01-02");
            billing.customers().put(customer("L").build());
            CustomerReference l = CustomerReference.of("L");
            seller.store.inTransaction(billing.administration().id(), unit -> {
                unit.outbox()
                        .add(List.of(OutboxEntry.waiting(
                                "zz-prices",
                                DocumentKind.PRICE_CHANGE,
                                DeliveryChannel.MAIL,
                                new OutboxSubject.Prices("2027"),
                                l,
                                seller.clock.instant())));
                return unit;
            });
            billing.retention().erase(l);
            assertThat(billing.outbox().deliver().dropped()).isEqualTo(1);
            assertThat(billing.outbox().ofCustomer(l).get(0).problem()).contains("the customer was erased");
        }

        private void remind(Invoice document) {
            seller.store.inTransaction(seller.billing.administration().id(), unit -> {
                unit.outbox()
                        .add(List.of(OutboxEntry.waiting(
                                "zz-reminder",
                                DocumentKind.REMINDER,
                                DeliveryChannel.MAIL,
                                new OutboxSubject.Document(document.id()),
                                K,
                                seller.clock.instant())));
                return unit;
            });
        }

        private String reason(Invoice document) {
            return billing.outbox().ofDocument(document.id()).stream()
                    .filter(entry -> entry.kind() == DocumentKind.REMINDER)
                    .flatMap(entry -> entry.problem().stream())
                    .findFirst()
                    .orElse("");
        }

        @Test
        void a_reminder_of_what_is_open_leaves() {
            Invoice sent = seller.on("2026-01-02").sent("10.00");
            remind(sent);
            assertThat(billing.outbox().deliver().delivered()).isEqualTo(2);
        }

        @Test
        void a_reminder_of_what_was_settled_does_not_leave() {
            Invoice sent = seller.on("2026-01-02").sent("10.00");
            remind(sent);
            seller.pay(sent, "12.10");
            assertThat(billing.outbox().deliver()).isEqualTo(new OutboxService.Delivery(1, 0, 0, 1));
            assertThat(reason(sent)).isEqualTo("the document was settled before this left");
        }

        @Test
        void nobody_on_hold_is_reminded_though_his_invoices_still_leave() {
            Invoice sent = seller.on("2026-01-02").sent("10.00");
            remind(sent);
            seller.billing
                    .customers()
                    .put(Customer.builder()
                            .from(TestBilling.customer("K").build())
                            .addHold(Hold.of(Hold.Kind.REMINDERS, "a dispute"))
                            .build());
            assertThat(billing.outbox().deliver()).isEqualTo(new OutboxService.Delivery(1, 0, 0, 1));
            assertThat(reason(sent)).isEqualTo("the customer is on hold for reminders");
        }
    }
}
