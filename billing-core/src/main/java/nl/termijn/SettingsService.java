package nl.termijn;

import static nl.termijn.error.Violations.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.termijn.administration.Administration;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.DatedSettings;
import nl.termijn.administration.EffectiveSetting;
import nl.termijn.administration.ProductDiscounts;
import nl.termijn.administration.Setting;
import nl.termijn.administration.SettingLevel;
import nl.termijn.administration.SettingsAhead;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.EffectiveSettings;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.RecordedEvent;
import nl.termijn.store.UnitOfWork;
import nl.termijn.store.ValueJson;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.ServiceCalendar;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * Which value of a setting counts for whom, on which level it was given, and who changed it when.
 *
 * <pre>
 * billing.settings().effective(Setting.PAYMENT_TERM, CustomerReference.of("K-1"))
 *     30 days, GROUP, "schools"
 * </pre>
 *
 * <p>The seller's values are those of the {@link Administration}, a group's those of its {@link CustomerGroup}, a
 * customer's stand on the {@link Customer}.
 */
public final class SettingsService {
    private static final int PAGE = 1_000;

    private final Session session;

    SettingsService(Session session) {
        this.session = session;
    }

    /** The value of {@code setting} that counts for {@code customer} today, and where it comes from. */
    public <T> EffectiveSetting<T> effective(Setting<T> setting, CustomerReference customer) {
        given(setting, "setting");
        given(customer, "customer");
        return session.work(work -> work.settings(work.customer(customer)).effective(setting));
    }

    /** The value that counts on {@code day} by what is set now and ahead. */
    public <T> EffectiveSetting<T> effective(Setting<T> setting, CustomerReference customer, LocalDate day) {
        given(setting, "setting");
        given(customer, "customer");
        given(day, "day");
        return session.work(work -> EffectiveSettings.of(work.administration(), work.customer(customer), day)
                .effective(setting));
    }

    /**
     * The discount of {@code subscription} in the period that holds {@code day} (rule C4): its own while it runs, or else the
     * customer's general discount, which may be 0 percent.
     */
    public EffectiveSetting<Discount> discount(SubscriptionReference subscription, LocalDate day) {
        given(subscription, "subscription");
        given(day, "day");
        return session.work(work -> {
            Subscription found = work.subscription(subscription);
            ServiceCalendar calendar =
                    ServiceCalendar.of(found, work.administration().policies().endOfSubscription());
            return calendar.pieceOn(day)
                    .flatMap(calendar::discountOf)
                    .map(own -> new EffectiveSetting<>(own, SettingLevel.SUBSCRIPTION, subscription.value()))
                    .orElseGet(() -> general(work.settings(work.customer(found.customer())), found.productOn(day)));
        });
    }

    private static EffectiveSetting<Discount> general(EffectiveSettings settings, Optional<String> product) {
        EffectiveSetting<ProductDiscounts> groups = settings.effective(Setting.PRODUCT_DISCOUNTS);
        Optional<BigDecimal> own = groups.value().on(product);
        if (own.isPresent()) {
            return new EffectiveSetting<>(Discount.percent(own.get()), groups.level(), groups.of());
        }
        EffectiveSetting<BigDecimal> percent = settings.effective(Setting.DISCOUNT_PERCENT);
        return new EffectiveSetting<>(Discount.percent(percent.value()), percent.level(), percent.of());
    }

    /** Adds {@code group}, or replaces what is stored of it. It counts at once for all customers in it. */
    public CustomerGroup put(CustomerGroup group) {
        given(group, "group");
        return session.work(work -> {
            List<CustomerGroup> groups = new ArrayList<>(work.administration().groups());
            int place = codes(groups).indexOf(group.code());
            if (place < 0) {
                groups.add(group);
            } else {
                groups.set(place, group);
            }
            Administration next = Administration.builder()
                    .from(work.administration())
                    .groups(groups)
                    .build();
            boolean stored = group.equals(work.administration().groupsByCode().get(group.code()));
            if (!stored) {
                work.happened(save(work.unit(), Optional.of(work.administration()), next, work.today()));
            }
            return group;
        });
    }

    private static List<String> codes(List<CustomerGroup> groups) {
        return groups.stream().map(CustomerGroup::code).toList();
    }

    /** Saves {@code next}; answers what happened. */
    static List<BillingEvent> save(
            UnitOfWork unit, Optional<Administration> before, Administration next, LocalDate today) {
        before.ifPresent(stored -> {
            refuseLostGroup(stored, next);
            refuseHidden(
                    next.id().value(),
                    next.ahead(),
                    today,
                    setting -> setting.in(stored).equals(setting.in(next)));
            next.groups()
                    .forEach(group -> Optional.ofNullable(stored.groupsByCode().get(group.code()))
                            .ifPresent(was -> refuseHidden(group.code(), was, group, today)));
        });
        Administration saved = unit.save(next);
        List<BillingEvent> events = new ArrayList<>();
        events.add(new BillingEvent.AdministrationSaved(saved.version()));
        before.ifPresent(stored -> {
            for (Setting<?> setting : Setting.ALL) {
                changed(
                        events,
                        SettingLevel.ADMINISTRATION,
                        saved.id().value(),
                        setting.name(),
                        Optional.of(setting.in(stored)),
                        Optional.of(setting.in(next)));
            }
            events.addAll(planned(SettingLevel.ADMINISTRATION, saved.id().value(), stored.ahead(), next.ahead()));
        });
        for (CustomerGroup group : next.groups()) {
            Optional<CustomerGroup> stored =
                    before.flatMap(old -> Optional.ofNullable(old.groupsByCode().get(group.code())));
            events.addAll(changes(SettingLevel.GROUP, group.code(), stored, group));
        }
        return events;
    }

    private static void refuseLostGroup(Administration before, Administration next) {
        before.groups().stream()
                .map(CustomerGroup::code)
                .filter(code -> !next.groupsByCode().containsKey(code))
                .findFirst()
                .ifPresent(code -> {
                    throw new NotAllowedException(
                            Reason.FIXED,
                            code,
                            "Group " + code
                                    + " cannot go: customers may be in it. Start from the stored administration, "
                                    + "which has its groups, or leave the group empty of settings.");
                });
    }

    /** Refuses a change of what would not count, since what was set ahead does by now. */
    static void refuseHidden(String of, DatedSettings stored, DatedSettings next, LocalDate today) {
        refuseHidden(of, next.ahead(), today, setting -> setting.in(stored).equals(setting.in(next)));
    }

    private static void refuseHidden(
            String of, List<SettingsAhead> ahead, LocalDate today, Predicate<Setting<?>> isSame) {
        Violations violations = Violations.of("settings of " + of);
        for (SettingsAhead each : SettingsAhead.inForce(ahead, today)) {
            for (Setting<?> setting : Setting.ALL) {
                violations.check(
                        isSame.test(setting) || setting.in(each).isEmpty(),
                        setting.name(),
                        setting.in(each).map(SettingsService::text).orElse(""),
                        "counts since " + each.since() + ", when it was set ahead",
                        "start from asOf(today), which has it as its own and no longer ahead");
            }
        }
        violations.throwIfAny();
    }

    /** How what is set ahead differs. */
    private static List<BillingEvent> planned(
            SettingLevel level, String of, List<SettingsAhead> before, List<SettingsAhead> after) {
        List<BillingEvent> events = new ArrayList<>();
        Stream.concat(before.stream(), after.stream())
                .map(SettingsAhead::since)
                .distinct()
                .sorted()
                .forEach(day -> {
                    for (Setting<?> setting : Setting.ALL) {
                        Optional<?> was = on(before, day).flatMap(setting::in);
                        Optional<?> is = on(after, day).flatMap(setting::in);
                        if (!was.equals(is)) {
                            events.add(new BillingEvent.SettingChanged(
                                    level,
                                    of,
                                    setting.name(),
                                    Optional.of(day),
                                    was.map(SettingsService::text),
                                    is.map(SettingsService::text)));
                        }
                    }
                });
        return events;
    }

    private static Optional<SettingsAhead> on(List<SettingsAhead> ahead, LocalDate day) {
        return ahead.stream().filter(each -> each.since().equals(day)).findFirst();
    }

    /** How {@code after} differs from {@code before} in what it has of its own, now and ahead. */
    static List<BillingEvent> changes(
            SettingLevel level, String of, Optional<? extends DatedSettings> before, DatedSettings after) {
        List<BillingEvent> events = new ArrayList<>();
        for (Setting<?> setting : Setting.ALL) {
            changed(events, level, of, setting.name(), before.flatMap(setting::in), setting.in(after));
        }
        events.addAll(planned(level, of, before.map(DatedSettings::ahead).orElse(List.of()), after.ahead()));
        return events;
    }

    /** Adds a change of one setting to {@code events}, if it is one. */
    static void changed(
            List<BillingEvent> events,
            SettingLevel level,
            String of,
            String setting,
            Optional<?> before,
            Optional<?> after) {
        if (!before.equals(after)) {
            events.add(new BillingEvent.SettingChanged(
                    level,
                    of,
                    setting,
                    Optional.empty(),
                    before.map(SettingsService::text),
                    after.map(SettingsService::text)));
        }
    }

    private static String text(Object value) {
        try {
            return ValueJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every setting can be written as JSON: " + value.getClass(), e);
        }
    }

    /** The groups, in the order in which they were added. */
    public List<CustomerGroup> groups() {
        return session.work(work -> work.administration().groups());
    }

    /**
     * Up to {@code limit} changes of settings on any level after sequence {@code after}, oldest first: {@link
     * BillingEvent.SettingChanged} with who made them and when. What a customer had from the start is no change.
     */
    public List<RecordedEvent> history(long after, int limit) {
        return session.work(work -> work.unit().events().read(BillingEvent.SettingChanged.class, after, limit));
    }

    /** The changes that counted for {@code customer}: his own, and those of his present group and of the seller. */
    public List<RecordedEvent> history(CustomerReference customer) {
        given(customer, "customer");
        Customer found = session.work(work -> work.customer(customer));
        List<RecordedEvent> changes = new ArrayList<>();
        List<RecordedEvent> page = history(0, PAGE);
        while (!page.isEmpty()) {
            page.stream().filter(recorded -> concerns(recorded, found)).forEach(changes::add);
            page = history(page.get(page.size() - 1).sequence(), PAGE);
        }
        return changes;
    }

    private static boolean concerns(RecordedEvent recorded, Customer customer) {
        BillingEvent.SettingChanged change = (BillingEvent.SettingChanged) recorded.event();
        return switch (change.level()) {
            case ADMINISTRATION -> true;
            case GROUP -> customer.group().filter(change.of()::equals).isPresent();
            case CUSTOMER -> customer.reference().value().equals(change.of());
            case SUBSCRIPTION -> false;
        };
    }
}
