package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import nl.termijn.invoice.Invoice;
import nl.termijn.period.DateRange;
import nl.termijn.testing.TestBilling;

/** A run asked for at any instant: the day is the seller's, and it is billed once. */
class SellersDayProperties {

    /** Both ends of the day line, half-hour shifts, shifts at midnight, and a day that was left out (Apia 2011-12-30). */
    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Amsterdam",
                        "America/Los_Angeles",
                        "Pacific/Kiritimati",
                        "Pacific/Pago_Pago",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "America/Santiago",
                        "Africa/Cairo",
                        "Pacific/Apia")
                .map(ZoneId::of);
    }

    /** Minutes between two calls: often within the hour about midnight, at times a month is missed. */
    @Provide
    Arbitrary<Integer> waits() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 90),
                Arbitraries.integers().between(60, 26 * 60),
                Arbitraries.integers().between(20 * 24 * 60, 70 * 24 * 60));
    }

    @Property(tries = 300, seed = "20260104")
    void each_month_of_the_seller_is_billed_once_whatever_the_instant(
            @ForAll("zones") ZoneId zone, @ForAll @Size(min = 10, max = 30) List<@From("waits") Integer> waits) {
        TestBilling seller = TestBilling.open(a -> a.timeZone(zone)).subscription("2011-09-01", "10.00");
        Instant now = Instant.parse("2011-09-30T08:00:00Z");
        TreeSet<YearMonth> months = new TreeSet<>();
        for (int minutes : waits) {
            now = now.plusSeconds(60L * minutes);
            seller.clock.set(now);
            LocalDate today = LocalDate.ofInstant(now, zone);
            RunReport report = seller.billing.runs().runDue(RunListener.NONE);
            assertThat(report.month()).isEqualTo(YearMonth.from(today));
            assertThat(report.made()).isEqualTo(months.add(report.month()) ? 1 : 0);
            seller.send(report);
            assertThat(seller.documents()).hasSize(months.size());
            Statistics.label("on the first or last day of a month")
                    .collect(today.getDayOfMonth() == 1 || today.plusDays(1).getDayOfMonth() == 1)
                    .coverage(coverage -> coverage.check(true).count(count -> count > 0));
        }
        tile(seller.documents(), months.last());
    }

    private static void tile(List<Invoice> documents, YearMonth last) {
        List<DateRange> billed = new ArrayList<>();
        documents.forEach(document ->
                document.lines().forEach(line -> billed.add(line.days().orElseThrow())));
        LocalDate through = LocalDate.of(2011, 9, 1);
        for (DateRange range : billed) {
            assertThat(range.from()).isEqualTo(through);
            through = range.to();
        }
        assertThat(through).isEqualTo(last.plusMonths(1).atDay(1));
    }
}
