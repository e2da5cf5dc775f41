package nl.termijn;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Brand;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.Hold;
import nl.termijn.customer.Customer;
import nl.termijn.customer.DocumentKind;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.Withdrawal;
import nl.termijn.mail.Matter;
import nl.termijn.mail.NewPrice;
import nl.termijn.mail.Occasion;
import nl.termijn.price.PriceCampaign;
import nl.termijn.receivable.ItemId;
import nl.termijn.receivable.OpenItem;
import nl.termijn.run.AnnouncedCampaign;
import nl.termijn.run.PriceChange;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.OutboxSubject;
import nl.termijn.subscription.PriceBasis;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;

/** The last look before something leaves: what it says by now, or why it is no longer wanted. */
sealed interface Outgoing {
    /**
     * It may leave.
     *
     * @param customer for whom
     * @param occasion what is said, and why
     * @param attached the document that goes along
     * @param first key of the first delivery about the same document, when this is a later one
     */
    record Wanted(Customer customer, Occasion occasion, Optional<Invoice> attached, Optional<String> first)
            implements Outgoing {}

    /** The world changed since it was put in the outbox. */
    record Unwanted(String why) implements Outgoing {}

    /** What {@code entry} is by now. */
    static Outgoing of(Session.Work work, OutboxEntry entry) {
        Customer customer = work.customer(entry.customer());
        if (customer.erasedOn().isPresent()) {
            return new Unwanted("the customer was erased");
        }
        if (entry.subject() instanceof OutboxSubject.Prices prices) {
            return prices(work, entry, customer, prices.campaign());
        }
        OutboxSubject.Document document = (OutboxSubject.Document) entry.subject();
        return entry.kind() == DocumentKind.PAYMENT_REQUEST
                ? request(work, entry, customer, work.unit().invoices().find(document.id()))
                : sent(work, entry, customer, work.invoice(document.id()));
    }

    private static Outgoing sent(Session.Work work, OutboxEntry entry, Customer customer, Invoice document) {
        Optional<String> unwanted = unwanted(work, entry, document, customer);
        if (unwanted.isPresent()) {
            return new Unwanted(unwanted.get());
        }
        Issuance issuance = document.issuance().orElseThrow();
        Occasion occasion = new Occasion(
                entry.kind(),
                issuance.seller(),
                customer.reference(),
                issuance.customer(),
                issuance.brand(),
                work.settings(customer).language(),
                document.withdrawal().map(Withdrawal::withdrawnOn).orElse(issuance.issuedOn()),
                new Matter.Sent(document, open(work, document)));
        return new Wanted(customer, occasion, Optional.of(document), first(work, entry));
    }

    /** What of the document is not settled now. */
    private static MonetaryAmount open(Session.Work work, Invoice document) {
        return work.unit()
                .ledger()
                .find(ItemId.of(document.id()))
                .map(OpenItem::open)
                .orElseGet(() -> document.totals().gross());
    }

    /** Whether the document itself left, or may have: else there is nothing that a notice could be about. */
    private static boolean left(Session.Work work, Invoice document) {
        List<OutboxEntry> entries = work.unit().outbox().ofDocument(document.id()).stream()
                .filter(entry -> entry.kind() == SendDesk.kindOf(document))
                .toList();
        return entries.isEmpty()
                || entries.stream()
                        .anyMatch(entry -> entry.status() == OutboxEntry.Status.DELIVERED
                                || entry.unsure() > 0
                                || (entry.channel() == DeliveryChannel.PAPER
                                        && entry.lease().isPresent()));
    }

    private static Optional<String> first(Session.Work work, OutboxEntry entry) {
        return entry.invoice()
                .flatMap(invoice -> work.unit().outbox().ofDocument(invoice).stream()
                        .map(OutboxEntry::key)
                        .min(String::compareTo))
                .filter(key -> key.compareTo(entry.key()) < 0);
    }

    private static Optional<String> unwanted(
            Session.Work work, OutboxEntry entry, Invoice document, Customer customer) {
        boolean withdrawn = document.status() == InvoiceStatus.WITHDRAWN;
        if (withdrawn && entry.kind() != DocumentKind.WITHDRAWAL_NOTICE) {
            return Optional.of("the document was withdrawn before this left");
        }
        if (entry.kind() == DocumentKind.WITHDRAWAL_NOTICE && !left(work, document)) {
            return Optional.of("the customer never got the document that was withdrawn");
        }
        if (entry.kind() != DocumentKind.REMINDER) {
            return Optional.empty();
        }
        boolean open = work.unit()
                .ledger()
                .find(ItemId.of(document.id()))
                .map(OpenItem::isOwed)
                .orElse(false);
        if (!open) {
            return Optional.of("the document was settled before this left");
        }
        return work.settings(customer)
                .holdOn(Hold.Kind.REMINDERS, work.today())
                .map(hold -> "the customer is on hold for reminders");
    }

    private static Outgoing request(Session.Work work, OutboxEntry entry, Customer customer, Optional<Invoice> asked) {
        Optional<Invoice> draft = asked.filter(each -> each.request()
                .filter(request -> work.today().isBefore(request.lapsesOn()))
                .isPresent());
        if (draft.isEmpty()) {
            return new Unwanted("the request was paid, taken back or lapsed before this left");
        }
        Matter matter =
                new Matter.Asked(draft.get(), work.session().paymentAdvisor().payLink(draft.get(), customer));
        return new Wanted(customer, occasion(work, entry, customer, matter), Optional.empty(), first(work, entry));
    }

    private static Occasion occasion(Session.Work work, OutboxEntry entry, Customer customer, Matter matter) {
        EffectiveSettings settings = work.settings(customer);
        return new Occasion(
                entry.kind(),
                Party.seller(work.administration(), settings.brand()),
                customer.reference(),
                Party.customer(customer),
                settings.brand().map(Brand::code),
                settings.language(),
                work.today(),
                matter);
    }

    private static Outgoing prices(Session.Work work, OutboxEntry entry, Customer customer, String code) {
        List<NewPrice> prices = new ArrayList<>();
        for (Subscription subscription : work.unit().subscriptions().ofCustomer(customer.reference())) {
            work.unit()
                    .catalogue(CatalogueKind.PRICE_CHANGES)
                    .find(PriceChange.id(code, subscription.reference()))
                    .filter(change -> change.customer().equals(customer.reference())
                            && !subscription.hasEndedOn(change.effectiveFrom()))
                    .map(change -> newPrice(work, subscription, change))
                    .ifPresent(prices::add);
        }
        if (prices.isEmpty()) {
            return new Unwanted("nothing whose price changes is left of the customer");
        }
        Optional<String> words = work.unit()
                .catalogue(CatalogueKind.CAMPAIGNS)
                .find(code)
                .map(AnnouncedCampaign::campaign)
                .map(PriceCampaign::words)
                .map(own -> own.get(work.settings(customer).language().getLanguage()));
        Matter matter = new Matter.Prices(code, words, prices);
        return new Wanted(customer, occasion(work, entry, customer, matter), Optional.empty(), Optional.empty());
    }

    private static NewPrice newPrice(Session.Work work, Subscription subscription, PriceChange change) {
        LocalDate day = change.effectiveFrom();
        String description = subscription.descriptionOn(day);
        boolean perMonth = subscription.priceBasis() == PriceBasis.PER_MONTH
                && subscription.agreedPriceOn(day).isPresent();
        int months = perMonth
                ? 1
                : ServiceCalendar.of(
                                subscription, work.administration().policies().endOfSubscription())
                        .monthsOn(day);
        return new NewPrice(
                subscription
                        .labels()
                        .domain()
                        .filter(domain -> !description.contains(domain))
                        .map(domain -> description + " " + domain)
                        .orElse(description),
                months,
                change.before(),
                change.after(),
                subscription.pricing(),
                day,
                change.lastDayToLeave());
    }
}
