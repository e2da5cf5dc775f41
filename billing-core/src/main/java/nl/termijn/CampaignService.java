package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.money.MonetaryAmount;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.DocumentKind;
import nl.termijn.error.BillingException;
import nl.termijn.error.ConflictException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceCampaign;
import nl.termijn.price.PriceRow;
import nl.termijn.run.AnnouncedCampaign;
import nl.termijn.run.CampaignPlanner;
import nl.termijn.run.CampaignPlanner.Exemption;
import nl.termijn.run.CampaignPlanner.Outcome;
import nl.termijn.run.PriceChange;
import nl.termijn.store.CatalogueKind;
import nl.termijn.store.OutboxEntry;
import nl.termijn.store.OutboxSubject;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * Price campaigns: seen before they are announced, announced with notice, and looked back on. What is billed keeps its price.
 *
 * <pre>
 * billing.campaigns().preview(campaign).monthlyAfter();      // nothing is saved
 * billing.campaigns().announce(campaign);
 * billing.campaigns().notifyCustomers("2027");               // a notice for each customer, through the outbox
 * billing.campaigns().left("2027");                          // who ended after the notice
 * </pre>
 */
public final class CampaignService {
    private static final int PAGE = 200;

    private final Session session;

    CampaignService(Session session) {
        this.session = session;
    }

    /**
     * What a campaign does.
     *
     * @param changed how many subscriptions change
     * @param monthlyBefore what these bring in a month (MRR), each on its first day at the new price
     * @param monthlyAfter and bring from then on
     * @param kept how many that it is about keep their price, by reason
     * @param rows what the price list gets
     * @param failed whose subscriptions cannot be planned or read, with the reason for the first of each customer; these keep their
     *     price, and the campaign goes on without them
     */
    public record Effect(
            int changed,
            MonetaryAmount monthlyBefore,
            MonetaryAmount monthlyAfter,
            Map<Exemption, Integer> kept,
            List<PriceRow> rows,
            Map<CustomerReference, String> failed) {}

    /** What {@code campaign} would do now; saves nothing. */
    public Effect preview(PriceCampaign campaign) {
        return preview(campaign, outcome -> {});
    }

    /** As {@link #preview(PriceCampaign)}, with what becomes of each subscription that it is about to {@code each}. */
    public Effect preview(PriceCampaign campaign, Consumer<Outcome> each) {
        given(campaign, "campaign");
        given(each, "each");
        CampaignPlanner planner = session.work(work -> planner(work, campaign));
        Tally tally = new Tally();
        walk(Optional.empty(), (work, page) -> outcomes(work, planner, page), tally, each);
        return tally.effect(planner);
    }

    private CampaignPlanner planner(Session.Work work, PriceCampaign campaign) {
        return CampaignPlanner.of(work.administration(), session.vatRules(), work.prices(), campaign);
    }

    /** As {@link #announce(PriceCampaign, Consumer)}, without being told of each change. */
    public Effect announce(PriceCampaign campaign) {
        return announce(campaign, change -> {});
    }

    /**
     * Does what {@link #preview} tells: gives each subscription its dated change, adds rows to the price list, and tells
     * {@code notices} of each change, in the order of the subscriptions. Broken off, it goes on where it stopped when it is done
     * again; once complete it does nothing more.
     *
     * @param notices gets each change once it is saved; of what was saved when it failed {@link #changes} tells. Customers are
     *     told by {@link #notifyCustomers}, unless the host does so itself
     * @return what was done now
     * @throws ConflictException when there is another campaign under the same code
     * @throws nl.termijn.error.InvalidInputException when new prices would count before tomorrow
     */
    public Effect announce(PriceCampaign campaign, Consumer<PriceChange> notices) {
        given(campaign, "campaign");
        given(notices, "notices");
        Tally tally = new Tally();
        CampaignPlanner planner = session.work(work -> planner(work, campaign));
        AnnouncedCampaign announced = session.work(work -> begun(work, campaign));
        if (announced.complete()) {
            return tally.effect(planner);
        }
        walk(
                announced.through(),
                (work, page) -> saved(work, campaign, page, outcomes(work, planner, page)),
                tally,
                outcome -> {
                    if (outcome instanceof Outcome.Changes changes) {
                        notices.accept(changes.change());
                    }
                });
        return session.work(work -> {
            // last, so that whoever follows the list was planned against the list as it was
            if (!planner.rows().isEmpty()) {
                PriceService.save(work, planner.rows(), List.of());
            }
            AnnouncedCampaign held = held(work, campaign.code());
            save(work, held.completed());
            work.happened(new BillingEvent.CampaignAnnounced(campaign.code(), tally.changed));
            return tally.effect(planner);
        });
    }

    private static AnnouncedCampaign held(Session.Work work, String code) {
        return work.unit()
                .catalogue(CatalogueKind.CAMPAIGNS)
                .hold(code)
                .orElseThrow(() -> new NotFoundException("campaign", code));
    }

    private static AnnouncedCampaign save(Session.Work work, AnnouncedCampaign announced) {
        work.unit().catalogue(CatalogueKind.CAMPAIGNS).save(List.of(announced));
        return announced;
    }

    /** How far {@code campaign} has come; it is kept from the first time on. */
    private static AnnouncedCampaign begun(Session.Work work, PriceCampaign campaign) {
        Optional<AnnouncedCampaign> stored =
                work.unit().catalogue(CatalogueKind.CAMPAIGNS).hold(campaign.code());
        if (stored.isPresent()) {
            if (!stored.get().campaign().equals(campaign)) {
                throw new ConflictException(
                        "campaign " + campaign.code(),
                        "Campaign " + campaign.code() + " was announced with other terms; give a new code.");
            }
            return stored.get();
        }
        Violations.of("campaign " + campaign.code())
                .check(
                        campaign.earliest().isAfter(work.today()),
                        "validFrom",
                        campaign.earliest(),
                        "must be after today, " + work.today(),
                        "give a later day, or a longer notice")
                .throwIfAny();
        return save(work, AnnouncedCampaign.begun(campaign));
    }

    /** Saves what became of a page, and that it has been gone through. */
    private static Outcomes saved(
            Session.Work work, PriceCampaign campaign, List<Subscription> page, Outcomes outcomes) {
        if (page.isEmpty()) {
            return outcomes;
        }
        Map<SubscriptionReference, Subscription> read = new HashMap<>();
        page.forEach(subscription -> read.put(subscription.reference(), subscription));
        List<PriceChange> changes = new ArrayList<>();
        List<Subscription> changed = new ArrayList<>();
        for (Outcome outcome : outcomes.planned()) {
            if (outcome instanceof Outcome.Changes each) {
                changes.add(each.change());
                each.terms().ifPresent(terms -> {
                    Subscription subscription =
                            Objects.requireNonNull(read.get(each.change().subscription()));
                    changed.add(subscription.toBuilder().addChange(terms).build());
                    work.happened(new BillingEvent.TermsChanged(subscription.reference(), terms));
                });
            }
        }
        work.unit().catalogue(CatalogueKind.PRICE_CHANGES).save(changes);
        work.unit().subscriptions().save(changed);
        AnnouncedCampaign held = held(work, campaign.code());
        save(work, held.through(page.get(page.size() - 1).reference()));
        return outcomes;
    }

    /**
     * Puts a notice in the outbox for each customer with a price that changes, on the way that he wants, to leave on the day that
     * the campaign names or at once when that is past; for that day it should be called. Nobody gets two: broken off it goes on,
     * and done again it does nothing. Who has left when it is to leave is not told.
     *
     * @return who is told now, and who cannot be read and is never told by this: tell them yourself
     * @throws NotAllowedException when the campaign was not gone through yet
     */
    public BulkReport<CustomerReference> notifyCustomers(String code) {
        given(code, "code");
        AnnouncedCampaign announced = find(code).orElseThrow(() -> new NotFoundException("campaign", code));
        if (!announced.complete()) {
            throw new NotAllowedException(
                    Reason.BROKEN_OFF,
                    code,
                    "Nobody is told of campaign " + code
                            + " yet: it was broken off; announce it again, so that it goes on where it stopped.");
        }
        SortedSet<CustomerReference> all =
                changes(code).stream().map(PriceChange::customer).collect(Collectors.toCollection(TreeSet::new));
        List<CustomerReference> told = new ArrayList<>();
        List<BulkReport.Failure<CustomerReference>> failures = new ArrayList<>();
        for (List<CustomerReference> chunk : Pages.chunks(List.copyOf(all), PAGE)) {
            BulkReport<CustomerReference> some = session.work(work -> told(work, code, chunk));
            told.addAll(some.done());
            failures.addAll(some.failures());
        }
        return new BulkReport<>(told, failures);
    }

    private BulkReport<CustomerReference> told(Session.Work work, String code, List<CustomerReference> chunk) {
        AnnouncedCampaign held = held(work, code);
        List<CustomerReference> untold = chunk.stream()
                .filter(customer -> held.toldThrough()
                        .map(last -> customer.compareTo(last) > 0)
                        .orElse(true))
                .toList();
        if (untold.isEmpty()) {
            return new BulkReport<>(List.of(), List.of());
        }
        List<Customer> customers = work.unit().customers().find(untold);
        Instant day = held.campaign()
                .notifiedOn()
                .atStartOfDay(work.administration().timeZone())
                .toInstant();
        Instant now = session.clock().instant();
        work.unit()
                .outbox()
                .add(customers.stream()
                        .map(customer -> OutboxEntry.waiting(
                                session.ids().next(),
                                DocumentKind.PRICE_CHANGE,
                                work.settings(customer).delivery(),
                                new OutboxSubject.Prices(code),
                                customer.reference(),
                                day.isAfter(now) ? day : now))
                        .toList());
        save(work, held.toldThrough(untold.get(untold.size() - 1)));
        work.happened(new BillingEvent.CampaignNotified(code, customers.size()));
        return new BulkReport<>(
                customers.stream().map(Customer::reference).toList(),
                work.leftOut().entrySet().stream()
                        .filter(left -> untold.contains(left.getKey()))
                        .map(left -> new BulkReport.Failure<>(left.getKey(), left.getValue()))
                        .toList());
    }

    /** The campaign that was announced under {@code code}, whether or not it has been gone through. */
    public Optional<AnnouncedCampaign> find(String code) {
        given(code, "code");
        return session.work(
                work -> work.unit().catalogue(CatalogueKind.CAMPAIGNS).find(code));
    }

    /** What was announced under {@code code}, in the order of the subscriptions. */
    public List<PriceChange> changes(String code) {
        given(code, "code");
        return session.work(work -> {
            if (work.unit().catalogue(CatalogueKind.CAMPAIGNS).find(code).isEmpty()) {
                throw new NotFoundException("campaign", code);
            }
            return work.unit().catalogue(CatalogueKind.PRICE_CHANGES).startingWith(code + '|');
        });
    }

    /** Of what was announced under {@code code}, those that have got an end since and do not go on as another. */
    public List<PriceChange> left(String code) {
        List<PriceChange> left = new ArrayList<>();
        for (List<PriceChange> chunk : Pages.chunks(changes(code), PAGE)) {
            Map<SubscriptionReference, Subscription> now = new HashMap<>();
            session.work(work -> work.unit()
                            .subscriptions()
                            .find(chunk.stream().map(PriceChange::subscription).toList()))
                    .forEach(subscription -> now.put(subscription.reference(), subscription));
            for (PriceChange change : chunk) {
                Subscription subscription = now.get(change.subscription());
                boolean gone = subscription != null
                        && subscription.end().isPresent()
                        && !subscription.end().equals(change.knownEnd())
                        && subscription.successor().isEmpty();
                if (gone) {
                    left.add(change);
                }
            }
        }
        return left;
    }

    /**
     * What becomes of the subscriptions of a page.
     *
     * @param planned of those that the campaign is about
     * @param failed customers whose subscriptions cannot be planned or read, with the reason
     */
    private record Outcomes(List<Outcome> planned, Map<CustomerReference, String> failed) {}

    /** Goes through all subscriptions after {@code first}; {@code each} gets the outcomes of a page once they are saved. */
    private void walk(
            Optional<SubscriptionReference> first,
            BiFunction<Session.Work, List<Subscription>, Outcomes> task,
            Tally tally,
            Consumer<Outcome> each) {
        Pages.subscriptions(session, first, PAGE, task, outcomes -> {
            outcomes.failed().forEach(tally.failed::putIfAbsent);
            outcomes.planned().forEach(outcome -> {
                tally.add(outcome);
                each.accept(outcome);
            });
        });
    }

    private static Outcomes outcomes(Session.Work work, CampaignPlanner planner, List<Subscription> page) {
        Map<CustomerReference, Customer> customers = work.customersOf(page, Subscription::customer);
        CampaignPlanner here = planner.countingBy(work.prices());
        List<Outcome> planned = new ArrayList<>();
        Map<CustomerReference, String> failed = new TreeMap<>();
        for (Subscription subscription : page) {
            try {
                Optional.ofNullable(customers.get(subscription.customer()))
                        .flatMap(customer -> here.plan(customer, subscription))
                        .ifPresent(planned::add);
            } catch (BillingException e) {
                failed.putIfAbsent(
                        subscription.customer(),
                        "subscription " + subscription.reference() + ": " + RunService.reason(e));
            }
        }
        work.leftOut().forEach(failed::putIfAbsent);
        return new Outcomes(planned, failed);
    }

    private static final class Tally {
        private final Map<Exemption, Integer> kept = new EnumMap<>(Exemption.class);
        private final Map<CustomerReference, String> failed = new TreeMap<>();
        private BigDecimal before = BigDecimal.ZERO;
        private BigDecimal after = BigDecimal.ZERO;
        private int changed;

        void add(Outcome outcome) {
            if (outcome instanceof Outcome.Keeps keeps) {
                kept.merge(keeps.why(), 1, Integer::sum);
            } else if (outcome instanceof Outcome.Changes changes) {
                changed++;
                before = before.add(Amounts.decimal(changes.change().monthlyBefore()));
                after = after.add(Amounts.decimal(changes.change().monthlyAfter()));
            }
        }

        Effect effect(CampaignPlanner planner) {
            return new Effect(
                    changed,
                    Amounts.of(before, planner.currency()),
                    Amounts.of(after, planner.currency()),
                    Map.copyOf(kept),
                    planner.rows(),
                    Collections.unmodifiableMap(failed));
        }
    }
}
