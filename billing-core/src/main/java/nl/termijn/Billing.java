package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.Policies.PrepaidVat;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.DocumentRenderer;
import nl.termijn.document.InMemoryArchive;
import nl.termijn.document.PlainTextDocuments;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violation;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.SellerReadiness;
import nl.termijn.mail.MailComposer;
import nl.termijn.mail.Mailer;
import nl.termijn.mail.PlainMail;
import nl.termijn.store.BillingStore;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.UnitOfWork;
import nl.termijn.vat.VatRates;
import nl.termijn.vat.VatRules;
import org.jspecify.annotations.Nullable;

/**
 * The billing of one administration (seller).
 *
 * <pre>
 * Billing billing = Billing.builder()
 *         .store(new InMemoryBillingStore())
 *         .administration("hosting-bv")
 *         .mail(mailbox)
 *         .build();
 * billing.open(administration);
 * </pre>
 *
 * <p>Every call is one transaction, and saves nothing when it throws a {@link nl.termijn.error.BillingException}. Safe for
 * many threads; cheap to make.
 */
public final class Billing {
    private final Session session;
    private final SettingsService settings;
    private final CustomerService customers;
    private final MandateService mandates;
    private final SubscriptionService subscriptions;
    private final PendingLineService pendingLines;
    private final RunService runs;
    private final InvoiceService invoices;
    private final PaymentService payments;
    private final CreditService credit;
    private final RenewalService renewals;
    private final UsageService usage;
    private final RequestService requests;
    private final PrepaidService prepaid;
    private final CampaignService campaigns;
    private final CouponService coupons;
    private final PriceService prices;
    private final OverviewService overviews;
    private final ReviewService review;
    private final FiguresService figures;
    private final OutboxService outbox;
    private final AuditService audit;
    private final TransferService transfer;
    private final TakeOverService takeOver;
    private final RetentionService retention;

    private Billing(
            Session session,
            DocumentRenderer renderer,
            DocumentArchive archive,
            MailComposer composer,
            Mailer mailer,
            DraftReview host) {
        this.session = session;
        DraftDesk drafts = new DraftDesk(session);
        LedgerDesk ledger = new LedgerDesk(session);
        this.settings = new SettingsService(session);
        this.customers = new CustomerService(session);
        this.mandates = new MandateService(session);
        SubscriptionDesk subscriptionDesk = new SubscriptionDesk(session, drafts);
        this.subscriptions = new SubscriptionService(session, subscriptionDesk);
        this.pendingLines = new PendingLineService(session);
        this.runs = new RunService(session);
        SendDesk sending = new SendDesk(session, drafts, ledger, renderer);
        this.invoices = new InvoiceService(session, drafts, sending, ledger);
        this.requests = new RequestService(session, drafts, sending, new AwaitedChangeDesk(subscriptionDesk));
        this.payments = new PaymentService(session, ledger, sending, requests);
        this.prepaid = new PrepaidService(session, drafts);
        this.prices = new PriceService(session);
        this.coupons = new CouponService(session);
        this.campaigns = new CampaignService(session);
        this.usage = new UsageService(session, drafts);
        this.renewals = new RenewalService(session);
        this.credit = new CreditService(session);
        this.overviews = new OverviewService(session);
        this.figures = new FiguresService(session);
        this.review = new ReviewService(session, invoices, host);
        this.outbox = new OutboxService(session, new ArchiveDesk(session, renderer, archive), composer, mailer);
        this.audit = new AuditService(session, archive);
        this.takeOver = new TakeOverService(session, ledger);
        this.transfer = new TransferService(session, archive);
        this.retention = new RetentionService(session, archive);
    }

    /** Starts a {@code Billing}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens the administration, or changes what is stored of it. Doing it again with the same data changes nothing. A
     * version that was read before is only saved when nobody changed it since.
     *
     * @throws NotAllowedException when the currency changes after the first customer, or a group that was saved is left out
     */
    public Administration open(Administration administration) {
        given(administration, "administration");
        return session.store().inTransaction(session.administrationId(), unit -> open(unit, administration));
    }

    private Administration open(UnitOfWork unit, Administration administration) {
        Optional<Administration> stored = unit.administration();
        Administration next = administration.version() > 0 || stored.isEmpty()
                ? administration
                : Administration.builder()
                        .from(administration)
                        .version(stored.get().version())
                        .build();
        if (stored.filter(next::equals).isPresent()) {
            return next;
        }
        boolean otherCurrency =
                stored.map(before -> !before.currency().equals(next.currency())).orElse(false);
        if (otherCurrency && unit.customers().count() > 0) {
            throw new NotAllowedException(
                    Reason.FIXED,
                    next.id().value(),
                    "The currency of administration " + next.id()
                            + " cannot change: it has customers; open another administration for another currency.");
        }
        boolean stopsDrawing = stored.map(before -> before.policies().prepaidVat() == PrepaidVat.AT_TOP_UP)
                        .orElse(false)
                && next.policies().prepaidVat() == PrepaidVat.AT_USE;
        if (stopsDrawing
                && !unit.catalogue(CatalogueKind.OPEN_TOP_UPS).startingWith("").isEmpty()) {
            throw new NotAllowedException(
                    Reason.FIXED,
                    next.id().value(),
                    "VAT on what is paid ahead cannot be left to its use (prepaidVat): top-ups with VAT are not used up, and"
                            + " would never be drawn on; credit what is left of them first.");
        }
        List<BillingEvent> events = SettingsService.save(
                unit, stored, next, LocalDate.ofInstant(session.clock().instant(), next.timeZone()));
        unit.events().append(session.clock().instant(), session.actor(), events);
        return unit.administration().orElseThrow();
    }

    /** The administration as it is stored. */
    public Administration administration() {
        return session.store()
                .inTransaction(
                        session.administrationId(),
                        unit -> unit.administration()
                                .orElseThrow(() -> new NotFoundException(
                                        "administration",
                                        session.administrationId().value())));
    }

    /**
     * The details of the seller that ordinary invoices must show and that are missing, each with the article: nothing is sent before
     * they are given. Empty when the seller is ready.
     */
    public List<SellerReadiness.Missing> missingOfSeller() {
        return session.work(work -> SellerReadiness.of(work.administration(), work.today()));
    }

    /** The day that it is in the administration's zone. */
    public LocalDate today() {
        return session.work(Session.Work::today);
    }

    /** Groups of customers, and which value of a setting counts for whom. */
    public SettingsService settings() {
        return settings;
    }

    /** Customers. */
    public CustomerService customers() {
        return customers;
    }

    /** Mandates for direct debit. */
    public MandateService mandates() {
        return mandates;
    }

    /** Subscriptions. */
    public SubscriptionService subscriptions() {
        return subscriptions;
    }

    /** Lines that wait for the next run. */
    public PendingLineService pendingLines() {
        return pendingLines;
    }

    /** The first-of-the-month job. */
    public RunService runs() {
        return runs;
    }

    /** Invoices and credit notes. */
    public InvoiceService invoices() {
        return invoices;
    }

    /** Payments and balances. */
    public PaymentService payments() {
        return payments;
    }

    /** The price list. */
    public PriceService prices() {
        return prices;
    }

    /** Coupons. */
    public CouponService coupons() {
        return coupons;
    }

    /** Price campaigns. */
    public CampaignService campaigns() {
        return campaigns;
    }

    /** Requests for payment: paid first, invoiced then. */
    public RequestService requests() {
        return requests;
    }

    /** Balances that were paid ahead. */
    public PrepaidService prepaid() {
        return prepaid;
    }

    /** Measured use. */
    public UsageService usage() {
        return usage;
    }

    /** Renewals of domains, while they can be decided. */
    public RenewalService renewals() {
        return renewals;
    }

    /** How far customers are from their credit limit. */
    public CreditService credit() {
        return credit;
    }

    /** Lists to look at. */
    public OverviewService overviews() {
        return overviews;
    }

    /** Which drafts a person should look at, and approving the others. */
    public ReviewService review() {
        return review;
    }

    /** Recurring revenue, revenue earned and deferred, what is open how long, and the invoices to come. */
    public FiguresService figures() {
        return figures;
    }

    /** What is to leave the house. */
    public OutboxService outbox() {
        return outbox;
    }

    /** Proof and log. */
    public AuditService audit() {
        return audit;
    }

    /** Coming from another program. */
    public TakeOverService takeOver() {
        return takeOver;
    }

    /** Moving a whole administration. */
    public TransferService transfer() {
        return transfer;
    }

    /** How long data is kept, and erasing what is personal after that. */
    public RetentionService retention() {
        return retention;
    }

    /** Says where and how the billing works; a store and an administration are needed, the rest has defaults. */
    public static final class Builder {
        private @Nullable BillingStore store;
        private @Nullable AdministrationId administration;
        private Clock clock = Clock.systemUTC();
        private IdGenerator ids = IdGenerator.timeOrdered();
        private VatRates vatRates = VatRateFile.builtIn();
        private ExchangeRates exchangeRates = ExchangeRates.none();
        private PaymentAdvisor paymentAdvisor = PaymentAdvisor.transfer();
        private DocumentRenderer documents = new PlainTextDocuments();
        private @Nullable DocumentArchive archive;
        private MailComposer mailTexts = new PlainMail();
        private Mailer mail = message -> {
            throw new InvalidInputException(
                    "billing",
                    List.of(new Violation(
                            "mail", "none", "must be given to deliver mail", "call Billing.builder().mail(…)")));
        };
        private DraftReview review = (draft, customer) -> List.of();
        private boolean dryRun;
        private String actor = "host";

        private Builder() {}

        /** Where everything is kept. */
        public Builder store(BillingStore value) {
            this.store = given(value, "store");
            return this;
        }

        /** Whose billing: the host's key of the administration. */
        public Builder administration(String id) {
            this.administration = AdministrationId.of(id);
            return this;
        }

        /** What time it is; the system's clock unless given. */
        public Builder clock(Clock value) {
            this.clock = given(value, "clock");
            return this;
        }

        /** Where new keys come from; time-ordered UUIDs unless given. */
        public Builder ids(IdGenerator value) {
            this.ids = given(value, "ids");
            return this;
        }

        /** VAT rates; those of the 27 member states unless given. */
        public Builder vatRates(VatRates value) {
            this.vatRates = given(value, "vatRates");
            return this;
        }

        /** Rates for VAT in euro on documents in another currency; none unless given. */
        public Builder exchangeRates(ExchangeRates value) {
            this.exchangeRates = given(value, "exchangeRates");
            return this;
        }

        /** How customers are told to pay; by transfer unless given. */
        public Builder paymentAdvisor(PaymentAdvisor value) {
            this.paymentAdvisor = given(value, "paymentAdvisor");
            return this;
        }

        /** How documents look; plain text unless given. */
        public Builder documents(DocumentRenderer value) {
            this.documents = given(value, "documents");
            return this;
        }

        /** Where drawn documents are kept; in the store where it has an archive, else in memory, unless given. */
        public Builder archive(DocumentArchive value) {
            this.archive = given(value, "archive");
            return this;
        }

        /** What mail says; a sentence unless given. */
        public Builder mailTexts(MailComposer value) {
            this.mailTexts = given(value, "mailTexts");
            return this;
        }

        /** What takes mail out of the house. */
        public Builder mail(Mailer value) {
            this.mail = given(value, "mail");
            return this;
        }

        /** The host's own rules for drafts; none unless given. */
        public Builder review(DraftReview value) {
            this.review = given(value, "review");
            return this;
        }

        /**
         * A dry run, such as on figures of another program: documents are numbered also for a seller whose details are incomplete
         * ({@link Billing#missingOfSeller}), and so are no invoices before the law. They must not leave for a customer.
         */
        public Builder dryRun() {
            this.dryRun = true;
            return this;
        }

        /** Who acts, for the audit trail; {@code host} unless given. */
        public Builder actor(String value) {
            this.actor = given(value, "actor");
            return this;
        }

        /**
         * The billing.
         *
         * @throws InvalidInputException when store or administration was left out
         */
        public Billing build() {
            BillingStore kept = given(store, "store");
            return new Billing(
                    new Session(
                            kept,
                            given(administration, "administration"),
                            clock,
                            ids,
                            new VatRules(vatRates),
                            exchangeRates,
                            new PriceCache(),
                            paymentAdvisor,
                            actor,
                            dryRun),
                    documents,
                    archive != null ? archive : kept.archive().orElseGet(InMemoryArchive::new),
                    mailTexts,
                    mail,
                    review);
        }
    }
}
