package nl.termijn.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * What measured use costs: what is over the included amount, in started units where one is given, up to a cap.
 *
 * <pre>
 * 100 GB included, 0.35 for each GB begun: 137.4 GB is 38 × 0.35 = 13.30
 * the same for exact GB:                   137.4 GB is 37.4 × 0.35 = 13.09
 * 0.02 an hour, at most 672 hours:         744 hours are 672 × 0.02 = 13.44
 * </pre>
 *
 * @param tariff of what is charged
 * @param included so much is free
 * @param unit what is charged is rounded up to a multiple of it; exact without it
 * @param cap so much is charged at most
 */
public record UsageTariff(Tariff tariff, BigDecimal included, Optional<BigDecimal> unit, Optional<BigDecimal> cap) {
    /** Checks everything at once. */
    public UsageTariff {
        Violations.given(tariff, "tariff");
        Violations.of("usage tariff")
                .check(included.signum() >= 0, "included", included, "must be 0 or more", "0 is nothing included")
                .check(
                        unit.map(each -> each.signum() > 0).orElse(true),
                        "unit",
                        unit.map(Object::toString).orElse(""),
                        "must be more than 0",
                        "leave it out for exact amounts")
                .check(
                        cap.map(most -> most.signum() >= 0).orElse(true),
                        "cap",
                        cap.map(Object::toString).orElse(""),
                        "must be 0 or more",
                        "leave it out for no cap")
                .throwIfAny();
    }

    /** {@code tariff} for all that is used. */
    public static UsageTariff of(Tariff tariff) {
        return new UsageTariff(tariff, BigDecimal.ZERO, Optional.empty(), Optional.empty());
    }

    /** This, with {@code amount} included. */
    public UsageTariff including(BigDecimal amount) {
        return new UsageTariff(tariff, amount, unit, cap);
    }

    /** This, per {@code size} begun. */
    public UsageTariff perStarted(BigDecimal size) {
        return new UsageTariff(tariff, included, Optional.of(size), cap);
    }

    /** This, for {@code most} at most. */
    public UsageTariff cappedAt(BigDecimal most) {
        return new UsageTariff(tariff, included, unit, Optional.of(most));
    }

    /** So much of {@code used} is charged. */
    public BigDecimal charged(BigDecimal used) {
        BigDecimal over = used.subtract(included).max(BigDecimal.ZERO);
        BigDecimal inUnits = unit.map(
                        size -> over.divide(size, 0, RoundingMode.CEILING).multiply(size))
                .orElse(over);
        return cap.map(inUnits::min).orElse(inUnits);
    }
}
