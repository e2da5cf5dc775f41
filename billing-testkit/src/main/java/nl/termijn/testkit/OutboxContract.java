package nl.termijn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import nl.termijn.Billing;
import nl.termijn.ManualInvoice;
import nl.termijn.OutboxService.Delivery;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.Policies;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.document.InMemoryArchive;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.ProviderException;
import nl.termijn.error.ProviderException.Retry;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.mail.Handover;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.Mailer;
import nl.termijn.money.Amounts;
import nl.termijn.store.BillingStore;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.UnitOfWork;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the outbox must do on every {@link BillingStore}, also when several hosts work it off at once: nothing leaves twice
 * without a crash, and nothing waits for ever. Extend it and answer an empty store.
 */
public abstract class OutboxContract {
    private static final CustomerReference K = CustomerReference.of("K");
    private static final String FIRST = "a@klant.example";
    private static final String SECOND = "b@klant.example";

    private final SettableClock clock = new SettableClock(ZoneId.of("Europe/Amsterdam"), LocalDate.of(2026, 1, 2));
    private final List<MailMessage> left = Collections.synchronizedList(new ArrayList<>());
    private final InMemoryArchive archive = new InMemoryArchive();
    private BillingStore store;
    private Billing seller;

    /** For a test class that extends this. */
    @SuppressWarnings("NullAway.Init") // made before each test
    protected OutboxContract() {}

    /** An empty store. */
    protected abstract BillingStore newStore();

    /** Makes the store, with a seller and a customer who has two addresses. */
    @BeforeEach
    final void open() {
        store = newStore();
        seller = host(left::add);
        seller.open(Administration.builder()
                .id(AdministrationId.of("hosting-bv"))
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
                .policies(Policies.builder().deliveryDays(3).build())
                .build());
        seller.customers()
                .put(Customer.builder()
                        .reference(K)
                        .name("Jansen & Zonen")
                        .kind(BuyerKind.BUSINESS)
                        .address(Address.in("NL"))
                        .addEmails(FIRST, SECOND)
                        .build());
    }

    private Billing host(Mailer mailer) {
        return host(store, mailer);
    }

    private Billing host(BillingStore on, Mailer mailer) {
        return Billing.builder()
                .store(on)
                .administration("hosting-bv")
                .clock(clock)
                .mail(mailer)
                .archive(archive)
                .build();
    }

    private Invoice sent() {
        Invoice draft = seller.invoices()
                .draft(ManualInvoice.builder()
                        .customer(K)
                        .addLine(ManualInvoice.Line.builder()
                                .description("Work")
                                .unitPrice(Amounts.of("10.00", "EUR"))
                                .build())
                        .build());
        return seller.invoices().send(draft.id());
    }

    private void sent(int many) {
        for (int i = 0; i < many; i++) {
            sent();
        }
    }

    private OutboxEntry entry(Invoice invoice) {
        return seller.outbox().ofDocument(invoice.id()).get(0);
    }

    private void later(Duration time) {
        clock.goTo(clock.instant().plus(time));
    }

    private List<String> keys() {
        return left.stream().map(MailMessage::key).toList();
    }

    private long events(Class<? extends BillingEvent> kind) {
        return store
                .inTransaction(
                        AdministrationId.of("hosting-bv"), unit -> unit.events().read(0, 10_000))
                .stream()
                .map(RecordedEvent::event)
                .filter(kind::isInstance)
                .count();
    }

    /** A mailer that fails. */
    private static Mailer failing(Retry retry, String why) {
        return message -> {
            throw new ProviderException(retry, why, null);
        };
    }

    @Test
    void hosts_that_deliver_at_once_send_each_mail_once() throws Exception {
        int hosts = 3;
        int mails = 120;
        sent(mails);
        CyclicBarrier together = new CyclicBarrier(hosts);
        ExecutorService threads = Executors.newFixedThreadPool(hosts);
        try {
            List<Callable<Delivery>> work = new ArrayList<>();
            for (int i = 0; i < hosts; i++) {
                work.add(() -> {
                    Billing host = host(left::add);
                    together.await();
                    return host.outbox().deliver();
                });
            }
            int delivered = 0;
            for (Future<Delivery> done : threads.invokeAll(work)) {
                delivered += done.get().delivered();
            }
            delivered += seller.outbox().deliver().delivered();
            assertThat(delivered).isEqualTo(mails);
        } finally {
            threads.shutdownNow();
        }
        assertThat(keys()).hasSize(mails).doesNotHaveDuplicates();
        assertThat(events(BillingEvent.MailDelivered.class)).isEqualTo(mails);
    }

    @Test
    void a_batch_that_outlasts_its_leases_sends_nothing_twice() {
        sent(30);
        Billing other = host(left::add);
        Billing slow = host(message -> {
            left.add(message);
            later(Duration.ofMinutes(4));
            if (left.size() == 10) {
                // the leases of the mails behind this one are over by now
                other.outbox().deliver();
            }
        });
        Delivery delivery = slow.outbox().deliver();
        assertThat(keys()).hasSize(30).doesNotHaveDuplicates();
        assertThat(delivery.delivered()).as("by the slow host").isEqualTo(10);
        assertThat(seller.outbox().deliver()).isEqualTo(new Delivery(0, 0, 0, 0));
    }

    @Test
    void an_outcome_is_not_saved_over_what_another_host_and_a_bounce_made_of_it() {
        Invoice invoice = sent();
        Billing hung = host(message -> {
            later(Duration.ofHours(1));
            assertThat(seller.outbox().deliver().delivered()).isEqualTo(1);
            assertThat(seller.outbox().bounced(message.key(), "550 no such user"))
                    .isTrue();
            throw new ProviderException(Retry.LATER, "connection lost", null);
        });
        assertThat(hung.outbox().deliver()).isEqualTo(new Delivery(0, 0, 0, 0));
        assertThat(entry(invoice).status()).isEqualTo(OutboxEntry.Status.REFUSED);
        assertThat(entry(invoice).problem()).contains("550 no such user");
        assertThat(left).hasSize(1);
    }

    @Test
    void nothing_leaves_from_inside_a_transaction_of_the_host() {
        sent();
        Billing joined = host(new Joining(store), left::add);
        assertThatThrownBy(() -> joined.outbox().deliver())
                .isInstanceOfSatisfying(
                        NotAllowedException.class,
                        e -> assertThat(e.reason()).isEqualTo(NotAllowedException.Reason.IN_TRANSACTION))
                .hasMessageContaining("after the commit");
        assertThatThrownBy(() -> joined.outbox().print(letters -> {}, 10)).isInstanceOf(NotAllowedException.class);
        assertThat(left).isEmpty();
        assertThat(seller.outbox().deliver().delivered()).isEqualTo(1);
    }

    @Test
    void a_passing_fault_is_given_up_after_the_days_that_the_seller_sets() {
        Invoice invoice = sent();
        Billing greylisted = host(failing(Retry.LATER, "450 greylisted"));
        LocalDate first = clock.today();
        int attempts = 0;
        while (entry(invoice).status() == OutboxEntry.Status.WAITING) {
            assertThat(clock.today()).isBefore(first.plusDays(5));
            greylisted.outbox().deliver();
            attempts++;
            later(Duration.ofHours(4));
        }
        assertThat(attempts).isBetween(18, 20);
        assertThat(seller.outbox().refused(DeliveryChannel.MAIL, Optional.empty(), 9))
                .singleElement()
                .satisfies(entry -> assertThat(entry.problem()).contains("Given up after 3 days: 450 greylisted"));
        assertThat(events(BillingEvent.DeliveryRefused.class)).isEqualTo(1);
    }

    @Test
    void a_wrong_password_stops_the_sender_and_costs_no_entry_an_attempt() {
        sent(3);
        Invoice last = sent();
        List<String> tried = new ArrayList<>();
        Billing wrong = host(message -> {
            tried.add(message.key());
            throw new ProviderException(Retry.WITH_OTHER_SETTINGS, "wrong password", null);
        });
        for (int day = 0; day < 10; day++) {
            assertThat(wrong.outbox().deliver()).isEqualTo(new Delivery(0, 0, 0, 0, Optional.of("wrong password")));
            later(Duration.ofDays(1));
        }
        assertThat(tried).as("one attempt for each call").hasSize(10);
        assertThat(entry(last).attempts()).isZero();
        assertThat(seller.outbox().deliver().delivered()).isEqualTo(4);
    }

    @Test
    void recipients_are_served_one_by_one_and_nobody_twice() {
        Invoice invoice = sent();
        List<List<String>> tried = new ArrayList<>();
        Billing partly = host(new PerRecipient(message -> {
            tried.add(message.to());
            return new Handover(List.of(FIRST), Map.of(), Map.of(SECOND, "452 mailbox full"));
        }));
        assertThat(partly.outbox().deliver().postponed()).isEqualTo(1);
        later(Duration.ofHours(4));
        Billing then = host(new PerRecipient(message -> {
            tried.add(message.to());
            return new Handover(List.of(), Map.of(SECOND, "550 no such user"), Map.of());
        }));
        assertThat(then.outbox().deliver().delivered()).isEqualTo(1);
        assertThat(tried).containsExactly(List.of(FIRST, SECOND), List.of(SECOND));
        assertThat(entry(invoice).recipients())
                .containsExactly(
                        new OutboxEntry.Recipient(FIRST, Optional.empty()),
                        new OutboxEntry.Recipient(SECOND, Optional.of("550 no such user")));
        assertThat(entry(invoice).problem()).contains(SECOND + ": 550 no such user");
        assertThat(events(BillingEvent.RecipientsRefused.class)).isEqualTo(1);
    }

    @Test
    void mail_that_every_recipient_refuses_is_refused() {
        Invoice invoice = sent();
        Billing refused = host(new PerRecipient(
                message -> new Handover(List.of(), Map.of(FIRST, "550 no", SECOND, "551 no"), Map.of())));
        assertThat(refused.outbox().deliver().refused()).isEqualTo(1);
        assertThat(entry(invoice).problem()).contains(FIRST + ": 550 no; " + SECOND + ": 551 no");
    }

    @Test
    void an_attempt_without_an_answer_is_waited_for_longer_counted_and_made_three_times_at_most() {
        Invoice invoice = sent();
        Billing silent = host(failing(Retry.UNKNOWN_OUTCOME, "no answer after the last dot"));
        assertThat(silent.outbox().deliver().postponed()).isEqualTo(1);
        later(Duration.ofHours(3));
        assertThat(silent.outbox().deliver()).as("not before four hours").isEqualTo(new Delivery(0, 0, 0, 0));
        later(Duration.ofHours(1));
        assertThat(silent.outbox().deliver().postponed()).isEqualTo(1);
        assertThat(entry(invoice).unsure()).isEqualTo(2);
        later(Duration.ofHours(8));
        assertThat(silent.outbox().deliver().refused()).isEqualTo(1);
        assertThat(entry(invoice).problem().orElseThrow()).startsWith("It may have arrived: 3 attempts had no answer.");
    }

    @Test
    void a_fault_of_the_hosts_mailer_keeps_its_text_and_cause_without_persons_and_secrets() {
        Invoice invoice = sent();
        Billing broken = host(message -> {
            throw new IllegalStateException(
                    "queue of Jansen & Zonen <a@klant.example> is full, token=abc123",
                    new IllegalArgumentException("slot 12 is taken"));
        });
        assertThat(broken.outbox().deliver().postponed()).isEqualTo(1);
        assertThat(entry(invoice).problem())
                .contains("java.lang.IllegalStateException: queue of … <…> is full, token=…, caused by "
                        + "java.lang.IllegalArgumentException: slot 12 is taken");
    }

    /** A mailer that tells its recipients apart. */
    private record PerRecipient(Function<MailMessage, Handover> outcome) implements Mailer {
        @Override
        public void deliver(MailMessage message) {
            throw new AssertionError("the outbox asks for each recipient");
        }

        @Override
        public Handover handOver(MailMessage message) {
            return outcome.apply(message);
        }
    }

    /** A store whose units of work are part of a transaction of the host. */
    private record Joining(BillingStore store) implements BillingStore {
        @Override
        public <T> T inTransaction(AdministrationId administration, Function<UnitOfWork, T> work) {
            return store.inTransaction(administration, work);
        }

        @Override
        public boolean isInTransaction() {
            return true;
        }

        @Override
        public List<AdministrationId> administrations() {
            return store.administrations();
        }
    }
}
