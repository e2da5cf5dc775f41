package nl.termijn.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.termijn.administration.Administration;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.EffectiveSetting;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
import nl.termijn.administration.Setting;
import nl.termijn.administration.SettingLevel;
import nl.termijn.administration.Settings;
import nl.termijn.testing.Fixtures;

/** What counts is what a walk down from the seller finds last. */
class EffectiveSettingsProperties {
    record Level(SettingLevel level, String of, Settings own) {}

    @Property(tries = 500)
    void an_effective_setting_is_the_last_found_on_a_walk_down(
            @ForAll("groups") CustomerGroup a,
            @ForAll("groups") CustomerGroup b,
            @ForAll("groups") CustomerGroup own,
            @ForAll("codes") Optional<String> group) {
        Administration seller = Fixtures.administration()
                .addGroups(
                        CustomerGroup.builder().from(a).code("a").build(),
                        CustomerGroup.builder().from(b).code("b").build())
                .build();
        Customer customer =
                Fixtures.customer().from((Settings) own).group(group).build();
        List<Level> levels = new ArrayList<>();
        for (CustomerGroup each : seller.groups()) {
            if (group.isPresent() && group.get().equals(each.code())) {
                levels.add(new Level(SettingLevel.GROUP, each.code(), each));
            }
        }
        levels.add(new Level(SettingLevel.CUSTOMER, customer.reference().value(), customer));
        EffectiveSettings effective = EffectiveSettings.of(seller, customer);
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
