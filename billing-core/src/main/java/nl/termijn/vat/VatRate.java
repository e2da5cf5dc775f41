package nl.termijn.vat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.error.Violations;

/**
 * One rate of one country, for some days. Immutable; rates are equal by value (21.00 is 21).
 *
 * @param country ISO 3166-1 alpha-2; Greece is {@code GR}
 * @param kind a kind that {@linkplain VatKind#hasRate() has a rate}
 * @param rate in percent, 0 to 100
 * @param from first day it holds
 * @param to first day it no longer holds; empty when no end is known
 * @param source where the rate was found, in words
 */
public record VatRate(
        String country, VatKind kind, BigDecimal rate, LocalDate from, Optional<LocalDate> to, String source) {

    /**
     * Makes the rate.
     *
     * @throws nl.termijn.error.InvalidInputException with everything that is wrong
     */
    public VatRate {
        Violations found = Violations.of("VAT rate");
        Countries.check(found, "country", country);
        found.check(
                kind.hasRate(),
                "kind",
                kind,
                "has no rate: it is 0 everywhere",
                "leave the row out, or give the kind the product really has");
        found.check(
                rate.signum() >= 0 && rate.compareTo(BigDecimal.valueOf(100)) <= 0,
                "rate",
                rate,
                "must be 0 to 100",
                "give the percentage, 21 and not 0.21");
        found.check(
                to.isEmpty() || to.get().isAfter(from),
                "to",
                to.map(LocalDate::toString).orElse(""),
                "must be after 'from' " + from,
                "give the first day on which the rate no longer holds");
        found.throwIfAny();
        rate = Percentages.normal(rate);
    }

    /** A rate without a known end. */
    public static VatRate of(String country, VatKind kind, BigDecimal rate, LocalDate from, String source) {
        return new VatRate(country, kind, rate, from, Optional.empty(), source);
    }

    boolean holdsFor(VatRate other) {
        return country.equals(other.country) && kind == other.kind;
    }

    boolean overlaps(VatRate other) {
        return holdsFor(other) && from.isBefore(other.end()) && other.from.isBefore(end());
    }

    /** The end, or a day after all days. */
    LocalDate end() {
        return to.orElse(LocalDate.MAX);
    }

    /** The row as a message names it: {@code NL STANDARD 21 from 2012-10-01}. */
    String inWords() {
        return country + " " + kind + " " + rate.toPlainString() + " from " + from
                + to.map(end -> " to " + end).orElse("");
    }
}
