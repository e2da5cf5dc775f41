package nl.termijn.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Brand;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.EffectiveSetting;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Setting;
import nl.termijn.administration.SettingLevel;
import nl.termijn.administration.Settings;
import nl.termijn.price.CustomerPrices;
import nl.termijn.price.PriceSource;

/**
 * What counts for one customer: what he has of his own, or else what his group has, or else what the seller decides.
 * Nothing is copied, so it is always what they have now, with what was set ahead for the day.
 *
 * <pre>
 * seller: 14 days      group "schools": 30 days      customer: -
 * EffectiveSettings.of(seller, customer, day).effective(Setting.PAYMENT_TERM)
 *     = 30 days, GROUP, "schools"
 * </pre>
 *
 * Immutable; cheap to make.
 */
public final class EffectiveSettings {
    private final Administration administration;
    private final Customer customer;
    private final Optional<CustomerGroup> group;

    private EffectiveSettings(Administration administration, Customer customer, LocalDate day) {
        this.administration = administration.asOf(day);
        this.customer = customer.asOf(day);
        this.group = customer.group()
                .flatMap(code ->
                        Optional.ofNullable(administration.groupsByCode().get(code)))
                .map(found -> found.asOf(day));
    }

    /** What counts for {@code customer} of {@code administration} on {@code day}. */
    public static EffectiveSettings of(Administration administration, Customer customer, LocalDate day) {
        return new EffectiveSettings(administration, customer, day);
    }

    /** The value of {@code setting}. */
    public <T> T get(Setting<T> setting) {
        Optional<T> own = setting.in(customer);
        return own.isPresent() ? own.get() : group.flatMap(setting::in).orElseGet(() -> setting.in(administration));
    }

    /** The value of {@code setting}, and where it comes from. */
    public <T> EffectiveSetting<T> effective(Setting<T> setting) {
        return setting.in(customer)
                .map(value -> new EffectiveSetting<>(
                        value, SettingLevel.CUSTOMER, customer.reference().value()))
                .or(() -> group.flatMap(setting::in)
                        .map(value -> new EffectiveSetting<>(
                                value, SettingLevel.GROUP, group.get().code())))
                .orElseGet(() -> new EffectiveSetting<>(
                        setting.in(administration),
                        SettingLevel.ADMINISTRATION,
                        administration.id().value()));
    }

    /** The prices of {@code source} as they count for the customer. */
    public CustomerPrices prices(PriceSource source) {
        return new CustomerPrices(
                source, customer.reference().value(), administration.currency(), group.map(CustomerGroup::code));
    }

    /** When run invoices are made. */
    public InvoiceSchedule schedule() {
        return get(Setting.SCHEDULE);
    }

    /** Language of documents and mail. */
    public Locale language() {
        return get(Setting.LANGUAGE);
    }

    /** How documents arrive. */
    public DeliveryChannel delivery() {
        return get(Setting.DELIVERY);
    }

    /** The brand in whose name he is written to; nothing for the seller's own name. */
    public Optional<Brand> brand() {
        return administration.brand(get(Setting.BRAND));
    }

    /** Discount on {@code product} in percent: that of its group of products, or else the general one. */
    public BigDecimal discountPercent(Optional<String> product) {
        return get(Setting.PRODUCT_DISCOUNTS).on(product).orElseGet(() -> get(Setting.DISCOUNT_PERCENT));
    }

    /** The hold of {@code kind} that is in force on {@code day}: his own, or else that of his group. */
    public Optional<Hold> holdOn(Hold.Kind kind, LocalDate day) {
        return Stream.concat(Stream.of(customer), group.stream())
                .map(Settings::holds)
                .flatMap(List::stream)
                .filter(hold -> hold.kind() == kind && hold.holdsOn(day))
                .findFirst();
    }
}
