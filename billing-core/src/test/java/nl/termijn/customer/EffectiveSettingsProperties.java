package nl.termijn.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import nl.termijn.administration.Administration;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.EffectiveSetting;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.LineGroup;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Setting;
import nl.termijn.administration.SettingLevel;
import nl.termijn.administration.Settings;
import nl.termijn.administration.SettingsAhead;
import nl.termijn.testing.Fixtures;

/** What counts is what a walk down from the seller finds last. */
class EffectiveSettingsProperties {
    record Level(SettingLevel level, String of, Settings own) {}

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    /** What counts by {@code day}, in the order of the days: a later one is found last. */
    private static List<Level> ahead(SettingLevel level, String of, List<SettingsAhead> ahead, LocalDate day) {
        return ahead.stream()
                .sorted(Comparator.comparing(SettingsAhead::since))
                .filter(each -> !each.since().isAfter(day))
                .map(each -> new Level(level, of, each))
                .toList();
    }

    @Provide
    Arbitrary<List<SettingsAhead>> ahead() {
        Arbitrary<SettingsAhead> one = Combinators.combine(
                        Arbitraries.integers().between(0, 5), groups())
                .as((days, own) -> SettingsAhead.builder()
                        .from((Settings) own)
                        .holds(List.of())
                        .lineGroup(LineGroup.DOMAIN)
                        .since(DAY.plusDays(days))
                        .build());
        return one.list().ofMaxSize(3).uniqueElements(SettingsAhead::since);
    }

    @Property(tries = 500)
    void an_effective_setting_is_the_last_found_on_a_walk_down(
            @ForAll("groups") CustomerGroup a,
            @ForAll("groups") CustomerGroup b,
            @ForAll("groups") CustomerGroup own,
            @ForAll("codes") Optional<String> group,
            @ForAll("ahead") List<SettingsAhead> ofSeller,
            @ForAll("ahead") List<SettingsAhead> ofGroup,
            @ForAll("ahead") List<SettingsAhead> ofCustomer,
            @ForAll @IntRange(max = 5) int days) {
        LocalDate day = DAY.plusDays(days);
        Administration seller = Fixtures.administration()
                .ahead(ofSeller)
                .addGroups(
                        CustomerGroup.builder().from(a).code("a").ahead(ofGroup).build(),
                        CustomerGroup.builder().from(b).code("b").build())
                .build();
        Customer customer = Fixtures.customer()
                .from((Settings) own)
                .group(group)
                .ahead(ofCustomer)
                .build();
        List<Level> levels = new ArrayList<>();
        levels.addAll(ahead(SettingLevel.ADMINISTRATION, seller.id().value(), ofSeller, day));
        for (CustomerGroup each : seller.groups()) {
            if (group.isPresent() && group.get().equals(each.code())) {
                levels.add(new Level(SettingLevel.GROUP, each.code(), each));
                levels.addAll(ahead(SettingLevel.GROUP, each.code(), each.ahead(), day));
            }
        }
        levels.add(new Level(SettingLevel.CUSTOMER, customer.reference().value(), customer));
        levels.addAll(ahead(SettingLevel.CUSTOMER, customer.reference().value(), ofCustomer, day));
        EffectiveSettings effective = EffectiveSettings.of(seller, customer, day);
        for (Setting<?> setting : Setting.ALL) {
            Object value = setting.in(seller);
            SettingLevel level = SettingLevel.ADMINISTRATION;
            String of = seller.id().value();
            for (Level below : levels) {
                Optional<?> given = setting.in(below.own());
                if (given.isPresent()) {
                    value = given.get();
                    level = below.level();
                    of = below.of();
                }
            }
            assertThat(effective.effective(setting))
                    .as("%s", setting)
                    .isEqualTo(new EffectiveSetting<>(value, level, of));
            assertThat((Object) effective.get(setting)).isEqualTo(value);
        }
    }

    @Provide
    Arbitrary<Optional<String>> codes() {
        return Arbitraries.of("a", "b").optional(0.8);
    }

    @Provide
    Arbitrary<CustomerGroup> groups() {
        return Combinators.combine(
                        Arbitraries.integers()
                                .between(0, 60)
                                .map(PaymentTerm::days)
                                .optional(0.5),
                        Arbitraries.of(1, 3, 12)
                                .map(months -> InvoiceSchedule.every(months, 1))
                                .optional(0.5),
                        Arbitraries.of(Locale.ENGLISH, Locale.GERMAN).optional(0.5),
                        Arbitraries.of(DeliveryChannel.class).optional(0.5),
                        Arbitraries.of(Policies.InterimLines.class).optional(0.5),
                        Arbitraries.of(BigDecimal.ONE, BigDecimal.TEN).optional(0.5))
                .as((term, schedule, language, delivery, interim, discount) -> CustomerGroup.builder()
                        .code("any")
                        .name("Any")
                        .paymentTerm(term)
                        .schedule(schedule)
                        .language(language)
                        .delivery(delivery)
                        .interimLines(interim)
                        .discountPercent(discount)
                        .build());
    }
}
