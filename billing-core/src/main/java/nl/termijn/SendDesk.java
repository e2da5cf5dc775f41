package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Brand;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.DocumentNumberFormat;
import nl.termijn.administration.Numbering;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Setting;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.document.DocumentRenderer;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.DocumentNumber;
import nl.termijn.invoice.EuroVat;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.PaymentAdvice;
import nl.termijn.invoice.Referred;
import nl.termijn.invoice.SellerReadiness;
import nl.termijn.money.Amounts;
import nl.termijn.store.NumberSeries;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.OutboxSubject;

/** Sends drafts: number, dates, frozen parties, hash chain, open item, outbox entry and event, in one transaction. */
final class SendDesk {
    private final Session session;
    private final DraftDesk drafts;
    private final LedgerDesk ledger;
    private final DocumentRenderer renderer;

    SendDesk(Session session, DraftDesk drafts, LedgerDesk ledger, DocumentRenderer renderer) {
        this.session = session;
        this.drafts = drafts;
        this.ledger = ledger;
        this.renderer = renderer;
    }

    /** Sends drafts, in their order. */
    void send(Session.Work work, List<Invoice> several) {
        Map<CustomerReference, Customer> customers = work.customersOf(several);
        several.forEach(draft -> send(work, draft, Objects.requireNonNull(customers.get(draft.customer()))));
    }

    /** Sends one draft. */
    Invoice send(Session.Work work, Invoice draft) {
        return send(work, draft, work.customer(draft.customer()));
    }

    private Invoice send(Session.Work work, Invoice draft, Customer customer) {
        return send(work, draft, customer, document -> refuseUnready(work, document));
    }

    /** Sends a draft that was paid: whether it can be sent was looked at when its payment was asked, and the money is here. */
    Invoice sendPaid(Session.Work work, Invoice draft) {
        return send(work, draft, work.customer(draft.customer()), document -> {});
    }

    /** Refuses a draft that could not be sent as it is now. */
    void refuseUnready(Session.Work work, Invoice draft, Customer customer) {
        NumberSeries series = unused(work, draft.kind());
        Issuance issuance = advised(draft, issuance(work, draft, customer, series), customer);
        refuseUnready(work, draft.toBuilder().issuance(issuance).build());
    }

    /** Before the number is kept: a document that the law does not know, or that cannot be drawn, is not sent. */
    private void refuseUnready(Session.Work work, Invoice document) {
        if (!session.isDryRun()) {
            refuseIncompleteSeller(work, document, document.issuance().orElseThrow());
        }
        renderer.check(document);
    }

    private Invoice send(Session.Work work, Invoice draft, Customer customer, Consumer<Invoice> check) {
        Corrections.mayEdit(draft).orThrow(draft.name());
        Invoice complete = drafts.withTotals(work, draft);
        DraftDesk.refuseBelowZero(complete);
        Optional<EuroVat> euroVat = euroVat(work, complete);
        NumberSeries before = series(work, draft.kind());
        refuseBefore(work, before, work.today());
        Issuance issuance = advised(
                complete,
                issuance(work, complete, customer, before).toBuilder()
                        .euroVat(euroVat)
                        .build(),
                customer);
        Invoice sealed =
                FrozenContent.seal(complete.toBuilder().issuance(issuance).build());
        check.accept(sealed);
        String hash = sealed.issuance().orElseThrow().hash();
        Invoice sent = work.unit().invoices().save(List.of(sealed)).get(0);
        work.unit()
                .invoices()
                .save(new NumberSeries(
                        before.series(), issuance.number().sequence(), hash, Optional.of(issuance.issuedOn())));
        work.happened(new BillingEvent.InvoiceSent(
                sent.id(),
                sent.customer(),
                sent.kind(),
                issuance.number().text(),
                sent.totals().gross(),
                hash));
        ledger.post(work, sent, issuance);
        TopUpDesk.sent(work, sent);
        deliver(work, sent, kindOf(sent), work.settings(customer).delivery());
        return sent;
    }

    /** Before the number is kept: an invoice without what the law wants of its seller is none. */
    private static void refuseIncompleteSeller(Session.Work work, Invoice document, Issuance issuance) {
        List<SellerReadiness.Missing> missing = SellerReadiness.of(work.administration(), document, issuance);
        if (!missing.isEmpty()) {
            throw new NotAllowedException(
                    Reason.SELLER_INCOMPLETE,
                    work.administration().id().value(),
                    document.name() + " cannot be sent and gets no number: the seller lacks "
                            + missing.stream()
                                    .map(SellerReadiness.Missing::toString)
                                    .collect(Collectors.joining(", "))
                            + ". Complete the administration (billing.open); billing.missingOfSeller() tells it beforehand.");
        }
    }

    private Issuance advised(Invoice draft, Issuance issuance, Customer customer) {
        PaymentAdvice advice = session.paymentAdvisor().advise(draft, issuance, customer);
        return issuance.toBuilder().payment(given(advice, "payment advice")).build();
    }

    static DocumentKind kindOf(Invoice document) {
        return document.kind() == InvoiceKind.INVOICE ? DocumentKind.INVOICE : DocumentKind.CREDIT_NOTE;
    }

    /** Puts word about {@code document} in the outbox, on the way that the customer wants. */
    void deliver(Session.Work work, Invoice document, DocumentKind kind) {
        Customer customer = work.customer(document.customer());
        deliver(work, document, kind, work.settings(customer).delivery());
    }

    private void deliver(Session.Work work, Invoice document, DocumentKind kind, DeliveryChannel channel) {
        work.unit()
                .outbox()
                .add(List.of(OutboxEntry.waiting(
                        session.ids().next(),
                        kind,
                        channel,
                        new OutboxSubject.Document(document.id()),
                        document.customer(),
                        session.clock().instant())));
    }

    /** Numbers follow the days of issue; a clock that was turned back would break that for good. */
    private static void refuseBefore(Session.Work work, NumberSeries series, LocalDate today) {
        refuseBefore(series, today);
        // over new year the series is another one, which knows nothing of the days of the next
        String format = series.series().replaceFirst("/[0-9]+$", "/");
        work.series().stream()
                .filter(other -> other.series().startsWith(format))
                .forEach(other -> refuseBefore(other, today));
    }

    private static void refuseBefore(NumberSeries series, LocalDate today) {
        series.lastOn().filter(today::isBefore).ifPresent(day -> {
            throw new NotAllowedException(
                    Reason.CLOCK_TURNED_BACK,
                    series.series(),
                    "Nothing is sent on " + today + ": the last document of series " + series.series() + " is of " + day
                            + "; set the clock right.");
        });
    }

    private static NumberSeries series(Session.Work work, InvoiceKind kind) {
        Numbering numbering = work.administration().numbering();
        int year = work.today().getYear();
        String name = name(format(numbering, kind), year);
        return work.unit().invoices().lockSeries(name).orElseGet(() -> unused(work, kind));
    }

    /** The series as it is before its first number. */
    private static NumberSeries unused(Session.Work work, InvoiceKind kind) {
        Numbering numbering = work.administration().numbering();
        int year = work.today().getYear();
        return new NumberSeries(
                name(format(numbering, kind), year), first(numbering, kind, year) - 1, "", Optional.empty());
    }

    private static DocumentNumberFormat format(Numbering numbering, InvoiceKind kind) {
        return kind == InvoiceKind.INVOICE ? numbering.invoices() : numbering.creditNotes();
    }

    private static String name(DocumentNumberFormat format, int year) {
        return format.countsPerYear() ? format + "/" + year : format.pattern();
    }

    private static long first(Numbering numbering, InvoiceKind kind, int year) {
        boolean startsHere = !format(numbering, kind).countsPerYear()
                || (numbering.firstYear().isPresent() && numbering.firstYear().getAsInt() == year);
        boolean shared = numbering.invoices().equals(numbering.creditNotes());
        long first = kind == InvoiceKind.INVOICE || shared ? numbering.firstInvoice() : numbering.firstCreditNote();
        return startsHere ? first : 1;
    }

    /** Whether a series of the administration gives {@code number} this year or, where it does not count per year, ever. */
    static boolean willBeGiven(Session.Work work, String number) {
        Numbering numbering = work.administration().numbering();
        int year = work.today().getYear();
        for (InvoiceKind kind : InvoiceKind.values()) {
            DocumentNumberFormat format = format(numbering, kind);
            OptionalLong sequence = format.sequenceOf(number, year);
            if (sequence.isPresent()) {
                long last = work.unit().invoices().series().stream()
                        .filter(series -> series.series().equals(name(format, year)))
                        .mapToLong(NumberSeries::last)
                        .findFirst()
                        .orElse(first(numbering, kind, year) - 1);
                return sequence.getAsLong() > last;
            }
        }
        return false;
    }

    private Issuance issuance(Session.Work work, Invoice draft, Customer customer, NumberSeries before) {
        Administration administration = work.administration();
        Numbering numbering = administration.numbering();
        DocumentNumberFormat format = format(numbering, draft.kind());
        LocalDate today = work.today();
        long sequence = before.last() + 1;
        EffectiveSettings settings = work.settings(customer);
        Optional<Brand> brand = settings.brand();
        PaymentTerm term = draft.paymentTerm().orElseGet(() -> settings.get(Setting.PAYMENT_TERM));
        return Issuance.builder()
                .number(new DocumentNumber(format.format(today.getYear(), sequence), before.series(), sequence))
                .issuedOn(today)
                .dueOn(term.dueOn(today))
                .seller(Party.seller(administration, brand))
                .brand(brand.map(Brand::code))
                .customer(Party.customer(customer))
                .language(settings.language())
                .lineGroup(settings.get(Setting.LINE_GROUP))
                // what a change corrected may have been a draft, which has no number, or is gone since
                .referred(draft.refersTo().stream()
                        .flatMap(id -> work.unit().invoices().find(id).stream())
                        .flatMap(original -> original.issuance().stream())
                        .map(original -> new Referred(original.number().text(), original.issuedOn()))
                        .toList())
                .salt(session.ids().next())
                .personalHash("")
                .previousHash(before.lastHash())
                .hash("")
                .build();
    }

    /**
     * VAT in euro on a document in another currency (rule D5): of a credit note by that of its invoice, else at the rate of its first
     * supply, or of today if that is to come.
     */
    private Optional<EuroVat> euroVat(Session.Work work, Invoice draft) {
        if (draft.currency().getCurrencyCode().equals("EUR")) {
            return Optional.empty();
        }
        Optional<Invoice> original = DraftDesk.creditedInvoice(draft)
                .map(work::invoice)
                .filter(invoice -> invoice.issuance().flatMap(Issuance::euroVat).isPresent());
        if (original.isPresent()) {
            List<Invoice> notes = work
                    .unit()
                    .invoices()
                    .correcting(original.get().id())
                    .stream()
                    .filter(note -> note.status() == InvoiceStatus.SENT
                            && DraftDesk.creditedInvoice(note)
                                    .equals(Optional.of(original.get().id())))
                    .toList();
            return Optional.of(
                    EuroVat.ofCredit(original.get(), notes, draft.totals().vat()));
        }
        LocalDate today = work.today();
        LocalDate supplied = draft.lines().stream()
                .map(InvoiceLine::suppliedOn)
                .min(LocalDate::compareTo)
                .filter(today::isAfter)
                .orElse(today);
        MonetaryAmount vat = draft.totals().vat();
        Optional<EuroVat> euro = session.exchangeRates()
                .unitsPerEuro(draft.currency(), supplied)
                .map(rate -> EuroVat.at(rate, supplied, vat));
        if (euro.isEmpty() && !vat.isZero()) {
            throw new NotAllowedException(
                    Reason.NO_EXCHANGE_RATE,
                    draft.name(),
                    draft.name() + " cannot be sent: its VAT of " + Amounts.decimal(vat) + " "
                            + draft.currency().getCurrencyCode()
                            + " must be given in euro too (article 35a Wet OB), and there is no rate of " + supplied
                            + "; supply it (exchangeRates(...)).");
        }
        return euro;
    }
}
