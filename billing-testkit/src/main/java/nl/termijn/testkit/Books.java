package nl.termijn.testkit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nl.termijn.Billing;
import nl.termijn.administration.Administration;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/** All that an administration has stored, read as data: what the laws look at. */
final class Books {
    private static final int PAGE = 500;

    private final Billing billing;
    private final Administration administration;
    private final List<Account> accounts = new ArrayList<>();
    private final Map<SubscriptionReference, LocalDate> began = new HashMap<>();
    private final Map<SubscriptionReference, List<DateRange>> givenUp = new HashMap<>();
    private final Map<CustomerReference, Set<ByHand>> byHand = new HashMap<>();
    private final Map<InvoiceId, BillingEvent.InvoiceDrafted> drafted = new HashMap<>();
    private final Map<PendingLineReference, CustomerReference> lines = new HashMap<>();
    private final Map<CustomerReference, DayLedger> ledgers = new HashMap<>();
    private boolean ending;

    /** What people may do that no rule predicts: it makes some laws silent for the customer. */
    enum ByHand {
        /** A draft was edited: its lines cost what somebody said. */
        EDITED,
        /** Something that was to be billed was given up: a line, a draft, an invoice. */
        GIVEN_UP,
        /** A credit was taken away again: the draft of a note, a waiting line, a sent note. */
        CREDIT_GONE,
        /** A document was taken away again, and with it what it drew on a top-up. */
        DOCUMENT_GONE
    }

    /** A customer with all of theirs. */
    record Account(
            Customer customer, List<Subscription> subscriptions, List<Invoice> documents, List<PendingLine> waiting) {
        CustomerReference reference() {
            return customer.reference();
        }
    }

    private Books(Billing billing) {
        this.billing = billing;
        this.administration = billing.administration();
        for (Customer customer : customers(billing)) {
            CustomerReference reference = customer.reference();
            accounts.add(new Account(
                    customer,
                    billing.subscriptions().ofCustomer(reference),
                    billing.invoices().ofCustomer(reference),
                    billing.pendingLines().waiting(reference)));
        }
        events(billing, this::read);
    }

    static Books of(Billing billing) {
        return new Books(billing);
    }

    Administration administration() {
        return administration;
    }

    List<Account> accounts() {
        return accounts;
    }

    DayLedger ledger(Account account) {
        return ledgers.computeIfAbsent(account.reference(), any -> DayLedger.of(account));
    }

    /** The first day of {@code subscription} that is billed here. */
    LocalDate began(Subscription subscription) {
        return began.getOrDefault(subscription.reference(), subscription.firstDay());
    }

    /** Days that the log says were given up, or set off to a total of zero: no document bills them. */
    Days givenUp(Subscription subscription) {
        Days days = new Days();
        givenUp.getOrDefault(subscription.reference(), List.of()).forEach(days::add);
        return days;
    }

    boolean happened(Account account, ByHand what) {
        return byHand.getOrDefault(account.reference(), Set.of()).contains(what);
    }

    /** Whether a document counts for days: a draft, a sent one, or one that was withdrawn and its days given up. */
    static boolean billsDays(Invoice document) {
        return document.withdrawal()
                .map(withdrawal -> withdrawal.giveBack() == GiveBack.DROP)
                .orElse(true);
    }

    private void read(BillingEvent event) {
        boolean partOfEnd = event instanceof BillingEvent.SubscriptionEnded
                || (ending
                        && (event instanceof BillingEvent.CouponReleased
                                || event instanceof BillingEvent.PendingLineCut
                                || event instanceof BillingEvent.PendingLineRemoved
                                || event instanceof BillingEvent.DraftEdited));
        if (event instanceof BillingEvent.SubscriptionStarted started) {
            began.put(started.subscription(), started.billedThrough());
        } else if (event instanceof BillingEvent.DaysDropped dropped) {
            giveUp(dropped.subscription(), DateRange.of(dropped.from(), dropped.to()));
        } else if (event instanceof BillingEvent.BilledWithoutInvoice zero) {
            zero.stretches()
                    .forEach(
                            stretch -> giveUp(stretch.subscription(), DateRange.of(stretch.from(), stretch.through())));
            zero.pendingLines()
                    .forEach(line -> billing.pendingLines().find(line).ifPresent(this::giveUpDaysOf));
            note(zero.customer(), ByHand.GIVEN_UP);
        } else if (event instanceof BillingEvent.InvoiceDrafted made) {
            drafted.put(made.invoice(), made);
        } else if (event instanceof BillingEvent.DraftEdited edited) {
            noteOn(edited.invoice(), ByHand.EDITED, ByHand.GIVEN_UP, ByHand.CREDIT_GONE, ByHand.DOCUMENT_GONE);
        } else if (event instanceof BillingEvent.DraftDeleted deleted) {
            noteOn(deleted.invoice(), ByHand.DOCUMENT_GONE);
            if (deleted.giveBack() == GiveBack.DROP) {
                noteOn(deleted.invoice(), ByHand.GIVEN_UP, ByHand.CREDIT_GONE);
            } else {
                noteOn(deleted.invoice(), ByHand.CREDIT_GONE);
            }
        } else if (event instanceof BillingEvent.InvoiceWithdrawn withdrawn) {
            noteOn(withdrawn.invoice(), ByHand.DOCUMENT_GONE);
            if (withdrawn.giveBack() == GiveBack.DROP) {
                noteOn(withdrawn.invoice(), ByHand.GIVEN_UP);
            } else {
                noteOn(withdrawn.invoice(), ByHand.CREDIT_GONE);
            }
        } else if (event instanceof BillingEvent.PendingLineAdded added) {
            lines.put(added.line(), added.customer());
        } else if (event instanceof BillingEvent.PendingLineRemoved removed && !partOfEnd) {
            Optional.ofNullable(lines.get(removed.line())).ifPresent(customer -> {
                note(customer, ByHand.GIVEN_UP);
                note(customer, ByHand.CREDIT_GONE);
            });
        }
        ending = partOfEnd;
    }

    /** What happened to a draft or a document; deleting an invoice and giving all back is no loss of a credit. */
    private void noteOn(InvoiceId invoice, ByHand... what) {
        BillingEvent.InvoiceDrafted made = drafted.get(invoice);
        if (made != null) {
            for (ByHand each : what) {
                if (each != ByHand.CREDIT_GONE || made.kind() == InvoiceKind.CREDIT_NOTE) {
                    note(made.customer(), each);
                }
            }
        }
    }

    private void note(CustomerReference customer, ByHand what) {
        byHand.computeIfAbsent(customer, any -> EnumSet.noneOf(ByHand.class)).add(what);
    }

    private void giveUpDaysOf(PendingLine line) {
        line.origin()
                .dueSubscription()
                .ifPresent(subscription -> giveUp(subscription, line.days().orElseThrow()));
    }

    private void giveUp(SubscriptionReference subscription, DateRange range) {
        givenUp.computeIfAbsent(subscription, any -> new ArrayList<>()).add(range);
    }

    static void events(Billing billing, Consumer<BillingEvent> reader) {
        long after = 0;
        List<RecordedEvent> events = billing.audit().events(after, PAGE);
        while (!events.isEmpty()) {
            for (RecordedEvent event : events) {
                reader.accept(event.event());
                after = event.sequence();
            }
            events = billing.audit().events(after, PAGE);
        }
    }

    static List<Customer> customers(Billing billing) {
        List<Customer> all = new ArrayList<>();
        List<Customer> page = billing.customers().page(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = billing.customers()
                    .page(Optional.of(page.get(page.size() - 1).reference()), PAGE);
        }
        return all;
    }
}
