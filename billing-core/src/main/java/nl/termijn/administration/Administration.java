package nl.termijn.administration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import nl.termijn.error.Bounds;
import nl.termijn.error.Violations;
import nl.termijn.internal.MailAddress;
import nl.termijn.internal.ValueStyle;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatSeller;
import org.iban4j.IbanUtil;
import org.immutables.value.Value;

/**
 * One seller: who sends the invoices, in which currency and zone, how they are numbered, and which policies hold.
 * Immutable.
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = Administration.Builder.class)
public interface Administration {
    /** The host's key. */
    AdministrationId id();

    /** Legal name, as registered. */
    String name();

    /** Address that stands on the documents. */
    Address address();

    /** VAT id (btw-id). */
    Optional<VatId> vatId();

    /** Number in the Dutch trade register: 8 digits, which must stand on every invoice (Handelsregisterwet article 27). */
    Optional<String> kvkNumber();

    /** Account to pay to. */
    Optional<String> iban();

    /** Bank of the account. */
    Optional<String> bic();

    /** Address for questions. */
    Optional<String> email();

    /** Currency of all amounts; EUR unless given. */
    @Value.Default
    default CurrencyUnit currency() {
        return Monetary.getCurrency("EUR");
    }

    /** Zone in which a day begins; Europe/Amsterdam unless given. */
    @Value.Default
    default ZoneId timeZone() {
        return ZoneId.of("Europe/Amsterdam");
    }

    /** Payment term of customers that have none of their own; 14 days unless given. */
    @Value.Default
    default PaymentTerm paymentTerm() {
        return PaymentTerm.days(14);
    }

    /** Month from which customers' schedules count that have no month of their own, 1 to 12; January unless given. */
    @Value.Default
    default int scheduleStartMonth() {
        return 1;
    }

    /** The number series. */
    @Value.Default
    default Numbering numbering() {
        return Numbering.builder().build();
    }

    /** The choices of this seller. */
    @Value.Default
    default Policies policies() {
        return Policies.defaults();
    }

    /** What the seller decides from later days on, each day once; it counts before what the policies and the payment term say. */
    List<SettingsAhead> ahead();

    /** The groups of customers that are treated alike, each code once. A group that was saved stays. */
    List<CustomerGroup> groups();

    /** The groups by their codes. */
    @JsonIgnore
    @Value.Lazy
    default Map<String, CustomerGroup> groupsByCode() {
        return groups().stream().collect(Collectors.toMap(CustomerGroup::code, group -> group, (one, other) -> one));
    }

    /** The names under which the seller trades besides his own, each code once. */
    List<Brand> brands();

    /** The brand with {@code code}, if there is one. */
    default Optional<Brand> brand(String code) {
        return brands().stream().filter(brand -> brand.code().equals(code)).findFirst();
    }

    /** The seller with what he decides for {@code day}; what is still to come then stays ahead. Groups are as they are. */
    default Administration asOf(LocalDate day) {
        List<SettingsAhead> inForce = SettingsAhead.inForce(ahead(), day);
        if (inForce.isEmpty()) {
            return this;
        }
        Builder builder = builder().from(this).ahead(SettingsAhead.toCome(ahead(), day));
        Policies.Builder policies = Policies.builder().from(policies());
        for (SettingsAhead each : inForce) {
            each.paymentTerm().ifPresent(builder::paymentTerm);
            policies.with(each);
        }
        return builder.policies(policies.build()).build();
    }

    /** What the VAT rules need to know of this seller; the normal scheme in the country of the address unless given. */
    @Value.Default
    default VatSeller vatSeller() {
        return VatSeller.builder().country(address().country()).vatId(vatId()).build();
    }

    /** Version for optimistic locking; given by the store. */
    @Value.Default
    default long version() {
        return 0;
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Violations bounds = Violations.of("administration");
        Bounds.check(bounds, "name", name());
        Bounds.check(bounds, "bic", bic());
        bounds.throwIfAny();
        Violations violations = Violations.of("administration");
        email().ifPresent(email -> MailAddress.check(violations, "email", email));
        violations
                .check(!name().isBlank(), "name", name(), "must be given", "the legal name stands on every invoice")
                .check(
                        kvkNumber()
                                .map(FieldShapes.KVK.asMatchPredicate()::test)
                                .orElse(true),
                        "kvkNumber",
                        kvkNumber().orElse(""),
                        "must be 8 digits",
                        "keep leading zeros")
                .check(
                        iban().map(IbanUtil::isValid).orElse(true),
                        "iban",
                        iban().orElse(""),
                        "must be an IBAN without blanks and with right check digits",
                        "copy it from the bank's letter")
                .check(
                        groupsByCode().size() == groups().size(),
                        "groups",
                        groups().stream().map(CustomerGroup::code).toList(),
                        "must have each code once",
                        "put the customers of both in one group")
                .check(
                        brands().stream().map(Brand::code).distinct().count() == brands().size(),
                        "brands",
                        brands().stream().map(Brand::code).toList(),
                        "must have each code once",
                        "give each its own")
                .check(
                        policies().brand().isEmpty()
                                || brand(policies().brand()).isPresent(),
                        "policies.brand",
                        policies().brand(),
                        "must be a brand of the administration",
                        "add the brand")
                .check(
                        scheduleStartMonth() >= 1 && scheduleStartMonth() <= 12,
                        "scheduleStartMonth",
                        scheduleStartMonth(),
                        "must be 1 to 12",
                        "give the month's number")
                .check(
                        policies()
                                .paperFee()
                                .map(fee -> fee.amount().getCurrency().equals(currency()))
                                .orElse(true),
                        "policies.paperFee",
                        policies()
                                .paperFee()
                                .map(fee -> fee.amount().toString())
                                .orElse(""),
                        "must be in " + currency(),
                        "give it in the currency of the administration");
        SettingsAhead.check(violations, ahead());
        checkCurrency(violations, policies().creditLimit());
        Stream.of(groups().stream(), ahead().stream(), groups().stream().flatMap(group -> group.ahead().stream()))
                .flatMap(each -> each)
                .forEach(each -> check(violations, each));
        violations.throwIfAny();
    }

    private void check(Violations violations, Settings settings) {
        settings.creditLimit().ifPresent(limit -> checkCurrency(violations, limit));
        settings.brand()
                .ifPresent(code -> violations.check(
                        code.isEmpty() || brand(code).isPresent(),
                        "brand",
                        code,
                        "must be a brand of the administration",
                        "add the brand"));
    }

    private void checkCurrency(Violations violations, CreditLimit limit) {
        limit.amount()
                .ifPresent(amount -> violations.check(
                        amount.getCurrency().equals(currency()),
                        "creditLimit",
                        amount,
                        "must be in " + currency(),
                        "give it in the currency of the administration"));
    }

    /** Starts an administration. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an administration. */
    class Builder extends ImmutableAdministration.Builder {}
}

final class FieldShapes {
    static final Pattern KVK = Pattern.compile("[0-9]{8}");

    private FieldShapes() {}
}
