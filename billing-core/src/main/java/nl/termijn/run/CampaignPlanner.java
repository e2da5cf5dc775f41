package nl.termijn.run;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.administration.Administration;
import nl.termijn.customer.Customer;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceAction;
import nl.termijn.price.PriceCampaign;
import nl.termijn.price.PriceList;
import nl.termijn.price.PriceRow;
import nl.termijn.price.PriceSource;
import nl.termijn.price.Tariff;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange;
import nl.termijn.vat.VatRules;

/**
 * What a price campaign does to each subscription, and why it leaves another alone. One with a price of its own gets a dated
 * change; one that follows the price list follows the rows that the campaign adds to it. Pure and immutable.
 */
public final class CampaignPlanner {
    private final Administration administration;
    private final VatRules vatRules;
    private final PriceCampaign campaign;
    private final List<PriceRow> added;
    private final Listed before;
    private final Listed after;
    private final BillingPlanner plannerBefore;
    private final BillingPlanner plannerAfter;

    private CampaignPlanner(
            Administration administration,
            VatRules vatRules,
            PriceCampaign campaign,
            List<PriceRow> added,
            Listed before,
            Listed after) {
        this.administration = administration;
        this.vatRules = vatRules;
        this.campaign = campaign;
        this.added = added;
        this.before = before;
        this.after = after;
        this.plannerBefore = new BillingPlanner(administration, vatRules, before);
        this.plannerAfter = new BillingPlanner(administration, vatRules, after);
    }

    /** Plans {@code campaign} on the list of {@code prices} as it is. */
    public static CampaignPlanner of(
            Administration administration, VatRules vatRules, PriceSource prices, PriceCampaign campaign) {
        PriceList list = prices.list();
        List<PriceRow> added = added(list, campaign);
        List<PriceRow> rows = new ArrayList<>(list.rows());
        rows.addAll(added);
        return new CampaignPlanner(
                administration,
                vatRules,
                campaign,
                added,
                new Listed(list, prices),
                new Listed(PriceList.of(rows), prices));
    }

    /** This planner with the lists that it has, counting what customers have by {@code counts}. */
    public CampaignPlanner countingBy(PriceSource counts) {
        return new CampaignPlanner(
                administration,
                vatRules,
                campaign,
                added,
                new Listed(before.list(), counts),
                new Listed(after.list(), counts));
    }

    /** A list, with what customers have by another source. */
    private record Listed(PriceList list, PriceSource counts) implements PriceSource {
        @Override
        public BigDecimal beside(String customer, String subscription, String product, LocalDate day) {
            return counts.beside(customer, subscription, product, day);
        }
    }

    /** Why a subscription that the campaign is about keeps its price. */
    public enum Exemption {
        /** Its price was agreed, though the list has the product. */
        AGREED_PRICE,
        /** Its minimum term still runs. */
        MINIMUM_TERM,
        /** It has ended by then. */
        ENDS_BEFORE,
        /** The rule leaves the price as it is. */
        SAME_PRICE
    }

    /** What becomes of a subscription that the campaign is about. */
    public sealed interface Outcome {
        /**
         * Its price changes.
         *
         * @param change what the customer is told
         * @param terms the change of its own price; nothing where it follows the list
         */
        record Changes(PriceChange change, Optional<TermsChange> terms) implements Outcome {}

        /** It keeps its price. */
        record Keeps(Subscription subscription, Exemption why) implements Outcome {}
    }

    /** Currency of all amounts. */
    public CurrencyUnit currency() {
        return administration.currency();
    }

    /** The rows that the campaign adds to the list. */
    public List<PriceRow> rows() {
        return added;
    }

    private static List<PriceRow> added(PriceList list, PriceCampaign campaign) {
        List<PriceRow> rows = new ArrayList<>();
        LocalDate day = campaign.earliest();
        for (PriceRow row : list.rows()) {
            boolean isAbout = row.action() == PriceAction.RENEW
                    && list.row(row.key(), day).equals(Optional.of(row))
                    && (campaign.group().isEmpty() || row.group().equals(campaign.group()))
                    && campaign.isAbout(Optional.of(row.product()), row.months(), first(row.tariff()));
            Tariff raised = row.tariff().map(campaign.rule()::applyTo);
            if (isAbout && !raised.equals(row.tariff())) {
                rows.add(row.toBuilder().validFrom(day).tariff(raised).build());
            }
        }
        return List.copyOf(rows);
    }

    private static MonetaryAmount first(Tariff tariff) {
        return tariff.tiers().get(0).price();
    }

    /** What becomes of {@code subscription}; nothing when the campaign is not about it. */
    public Optional<Outcome> plan(Customer customer, Subscription subscription) {
        if (campaign.group().isPresent() && !campaign.group().equals(customer.group())) {
            return Optional.empty();
        }
        ServiceCalendar calendar =
                ServiceCalendar.of(subscription, administration.policies().endOfSubscription());
        LocalDate unbilled = subscription.billedThrough();
        LocalDate day =
                calendar.nextPeriodStart(campaign.earliest().isAfter(unbilled) ? campaign.earliest() : unbilled);
        int months = calendar.monthsOn(day);
        EffectiveSettings settings = EffectiveSettings.of(administration, customer, day);
        Optional<MonetaryAmount> listed = listed(before, settings, subscription, months, day);
        Optional<MonetaryAmount> agreed = subscription.agreedPriceOn(day);
        Optional<MonetaryAmount> now = agreed.or(() -> listed);
        if (now.isEmpty() || !campaign.isAbout(subscription.productOn(day), months, now.get())) {
            return Optional.empty();
        }
        Optional<Exemption> exemption = exemption(subscription, day, agreed.isPresent(), listed.isPresent());
        if (exemption.isPresent()) {
            return Optional.of(new Outcome.Keeps(subscription, exemption.get()));
        }
        MonetaryAmount then = agreed.isPresent()
                ? campaign.rule().applyTo(agreed.get())
                : listed(after, settings, subscription, months, day).orElseThrow();
        if (now.get().isEqualTo(then)) {
            return Optional.of(new Outcome.Keeps(subscription, Exemption.SAME_PRICE));
        }
        Optional<TermsChange> terms = agreed.map(
                any -> TermsChange.builder().effectiveFrom(day).unitPrice(then).build());
        Subscription changed = terms.<Subscription>map(
                        change -> subscription.toBuilder().addChange(change).build())
                .orElse(subscription);
        return Optional.of(new Outcome.Changes(
                new PriceChange(
                        campaign.code(),
                        customer.reference(),
                        subscription.reference(),
                        day,
                        now.get(),
                        then,
                        Amounts.of(plannerBefore.monthlyRevenue(customer, subscription, day), currency()),
                        Amounts.of(plannerAfter.monthlyRevenue(customer, changed, day), currency()),
                        subscription.end()),
                terms));
    }

    private static Optional<MonetaryAmount> listed(
            PriceSource prices, EffectiveSettings settings, Subscription subscription, int months, LocalDate day) {
        return subscription
                .productOn(day)
                .flatMap(product -> settings.prices(prices)
                        .find(subscription.reference().value(), product, PriceAction.RENEW, months, day))
                .map(found -> first(found.tariff()));
    }

    private Optional<Exemption> exemption(
            Subscription subscription, LocalDate day, boolean isAgreed, boolean isListed) {
        if (subscription.hasEndedOn(day)) {
            return Optional.of(Exemption.ENDS_BEFORE);
        }
        if (isAgreed && isListed && !campaign.agreedPrices()) {
            return Optional.of(Exemption.AGREED_PRICE);
        }
        boolean inTerm = subscription
                .contract()
                .map(contract -> subscription
                        .start()
                        .plusMonths(contract.minimumMonths())
                        .isAfter(day))
                .orElse(false);
        return isAgreed && inTerm && !campaign.withinMinimumTerm()
                ? Optional.of(Exemption.MINIMUM_TERM)
                : Optional.empty();
    }
}
