package nl.termijn.price;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.internal.Keys;
import nl.termijn.internal.ValueStyle;
import nl.termijn.money.Amounts;
import org.immutables.value.Value;

/**
 * A change of many prices at once, with notice: which, how, and from when. Each subscription takes its new price with the first
 * period that starts on or after {@link #earliest()} and is not billed yet. Immutable.
 *
 * <pre>
 * hosting from 4.00 to 6.00, + 6 % in steps of 0.05, from 2027-01-01, notified on 2026-11-25 a month ahead
 * </pre>
 */
@Value.Immutable
@ValueStyle
@JsonDeserialize(builder = PriceCampaign.Builder.class)
public interface PriceCampaign {
    /** The host's key. */
    String code();

    /** Products that it is about; empty for all. */
    Set<String> products();

    /** Only customers of this group. */
    Optional<String> group();

    /** Only subscriptions that are billed per so many months. */
    OptionalInt cycleMonths();

    /** Only what costs this or more now, per period. */
    Optional<BigDecimal> priceFrom();

    /** Only what costs this or less now, per period. */
    Optional<BigDecimal> priceTo();

    /** Whether prices that were agreed, though the list has the product, change too; they do not unless given. */
    @Value.Default
    default boolean agreedPrices() {
        return false;
    }

    /** Whether an agreed price changes within a contract's minimum term; it does not unless given. */
    @Value.Default
    default boolean withinMinimumTerm() {
        return false;
    }

    /** What a price becomes. */
    PriceRule rule();

    /** No period before it takes the new price. */
    LocalDate validFrom();

    /** Day on which customers are told. */
    LocalDate notifiedOn();

    /** So many days after the notice at least. */
    int noticeDays();

    /** What the notice says above the prices, by language such as {@code nl}; the usual words unless given. */
    Map<String, String> words();

    /** The first day on which a new price can count: {@link #validFrom()}, or later when the notice is not over by then. */
    @JsonIgnore
    default LocalDate earliest() {
        LocalDate noticeOver = notifiedOn().plusDays(noticeDays());
        return validFrom().isAfter(noticeOver) ? validFrom() : noticeOver;
    }

    /** Whether it is about something of {@code product} in a cycle of {@code months} at {@code price} now. */
    default boolean isAbout(Optional<String> product, int months, MonetaryAmount price) {
        BigDecimal now = Amounts.decimal(price);
        return (products().isEmpty() || product.map(products()::contains).orElse(false))
                && (cycleMonths().isEmpty() || cycleMonths().getAsInt() == months)
                && priceFrom().map(least -> now.compareTo(least) >= 0).orElse(true)
                && priceTo().map(most -> now.compareTo(most) <= 0).orElse(true);
    }

    /** Checks everything at once. */
    @Value.Check
    default void check() {
        Keys.check("campaign", code());
        Violations.of("campaign " + code())
                .check(code().indexOf('|') < 0, "code", code(), "must not hold '|'", "give another key")
                .check(noticeDays() >= 0, "noticeDays", noticeDays(), "must be 0 or more", "give the days of notice")
                .throwIfAny();
    }

    /** Starts a campaign. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts from this campaign. */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Builds a campaign. */
    class Builder extends ImmutablePriceCampaign.Builder {}
}
