package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Termijn began with: a yearly domain and monthly hosting, on the customer's own invoice period. */
class SeedExampleTest extends PlayTest {
    private PlayFolder domainAndHosting(String schedule) {
        return new PlayFolder(folder)
                .customer("scheduleMonths=" + schedule)
                .subscription("reference=HOST", "start=2025-03-01", "billedThrough=2026-01-01", "unitPrice=10.00")
                .subscription(
                        "reference=NAME",
                        "cycleMonths=12",
                        "start=2025-03-14",
                        "billedThrough=2026-03-14",
                        "unitPrice=12.00");
    }

    @Test
    void each_month_an_invoice_and_one_of_the_twelve_has_the_domain() {
        PlayFolder.Played year = domainAndHosting("1").play("2026-01", "2026-12");
        assertThat(year.invoices("runMonth", "net", "vat"))
                .hasSize(12)
                .startsWith("2026-01 10.00 2.10", "2026-02 10.00 2.10", "2026-03 22.00 4.62", "2026-04 10.00 2.10");
        assertThat(year.lines("number", "subscription", "from", "to", "net"))
                .hasSize(13)
                .contains("2026-00003 HOST 2026-03-01 2026-04-01 10.00", "2026-00003 NAME 2026-03-14 2027-03-14 12.00");
        // 11 × (10.00 + 2.10) + 22.00 + 4.62
        assertThat(year.balances("invoiced")).containsExactly("159.72");
    }

    @Test
    void each_quarter_an_invoice_with_three_months_of_hosting_on_one_line() {
        PlayFolder.Played year = domainAndHosting("3").play("2026-01", "2026-12");
        assertThat(year.invoices("runMonth", "net"))
                .containsExactly("2026-01 42.00", "2026-04 30.00", "2026-07 30.00", "2026-10 30.00");
        assertThat(year.lines("number", "subscription", "from", "to", "periods", "net"))
                .containsExactly(
                        "2026-00001 HOST 2026-01-01 2026-04-01 3 30.00",
                        "2026-00001 NAME 2026-03-14 2027-03-14 1 12.00",
                        "2026-00002 HOST 2026-04-01 2026-07-01 3 30.00",
                        "2026-00003 HOST 2026-07-01 2026-10-01 3 30.00",
                        "2026-00004 HOST 2026-10-01 2027-01-01 3 30.00");
        assertThat(year.balances("invoiced")).containsExactly("159.72");
    }

    @Test
    void each_year_one_invoice_in_the_month_the_customer_chose() {
        PlayFolder.Played year = new PlayFolder(folder)
                .customer("scheduleMonths=12", "scheduleStartMonth=3")
                .subscription("reference=HOST", "start=2026-03-01", "unitPrice=10.00")
                .subscription("reference=NAME", "cycleMonths=12", "start=2026-03-14", "unitPrice=12.00")
                .play("2026-01", "2027-03");
        assertThat(year.lines("number", "subscription", "from", "to", "periods", "net"))
                .containsExactly(
                        "2026-00001 HOST 2026-03-01 2027-03-01 12 120.00",
                        "2026-00001 NAME 2026-03-14 2027-03-14 1 12.00",
                        "2027-00001 HOST 2027-03-01 2028-03-01 12 120.00",
                        "2027-00001 NAME 2027-03-14 2028-03-14 1 12.00");
    }

    @Test
    void whatever_the_schedule_a_year_of_service_costs_the_same() {
        for (String schedule : new String[] {"1", "2", "3", "4", "6", "12"}) {
            PlayFolder.Played year = domainAndHosting(schedule).play("2026-01", "2026-12");
            assertThat(year.invoices("number")).as(schedule).hasSize(12 / Integer.parseInt(schedule));
            assertThat(year.balances("invoiced")).as(schedule).containsExactly("159.72");
            assertThat(year.billedThrough()).as(schedule).containsExactly("HOST 2027-01-01", "NAME 2027-03-14");
        }
    }
}
