package nl.termijn;

import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import nl.termijn.administration.Hold;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.money.Amounts;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** A month as we would bill it beside another program's figures. */
class ShadowRunTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 1);

    /** Three customers: K with two subscriptions and a line, L with one, M on hold. */
    private static TestBilling seller() {
        TestBilling seller = TestBilling.open();
        for (String reference : List.of("L", "M")) {
            seller.billing.customers().put(TestBilling.customer(reference).build());
        }
        seller.on("2025-12-01");
        seller.subscription("2026-01-01", "10.00");
        seller.subscription(
                "2026-01-01",
                "24.00",
                more -> more.reference(ref("D")).description("Domain").cycleMonths(12));
        seller.subscription(
                "2026-01-15",
                "31.00",
                more -> more.reference(ref("T"))
                        .customer(CustomerReference.of("L"))
                        .alignment(nl.termijn.subscription.Alignment.CALENDAR));
        seller.subscription(
                "2026-01-01", "5.00", more -> more.reference(ref("U")).customer(CustomerReference.of("M")));
        seller.pending("P", "2025-12-15", "85.00");
        seller.billing.customers().hold(CustomerReference.of("M"), Hold.of(Hold.Kind.INVOICING, "asked"));
        return seller;
    }

    private static ShadowReport compare(TestBilling seller, String... rows) {
        return seller.billing.runs().compare(MONTH, new StringReader(String.join("\n", rows)), Locale.ENGLISH);
    }

    private static List<String> told(ShadowReport report) {
        return report.differences().stream()
                .map(difference -> difference.customer() + " "
                        + difference.subscription().map(s -> s + " ").orElse("") + difference.figure() + " "
                        + Amounts.decimal(difference.ours()) + " / " + Amounts.decimal(difference.theirs()) + ", "
                        + Amounts.decimal(difference.amount()))
                .toList();
    }

    @Test
    void the_same_figures_give_no_difference() {
        ShadowReport report =
                compare(seller(), "customer,net,vat,gross", "K,119.00,24.99,143.99", "L,17.00,3.57,20.57");
        assertThat(report.differences()).isEmpty();
        assertThat(report.customers()).isEqualTo(2);
        assertThat(report.equal()).isEqualTo(2);
        assertThat(report.ours()).isEqualTo(report.theirs()).isEqualTo(Amounts.of("136.00", "EUR"));
    }

    @Test
    void every_differing_cent_is_listed_with_how_ours_came_about() {
        ShadowReport report = compare(
                seller(),
                "customer,subscription,net",
                "K,S,10.00",
                "K,D,24.01",
                "K,,85.00",
                "L,T,16.50",
                "M,U,5.00",
                "N,V,1.00");
        assertThat(told(report))
                .containsExactly(
                        "K D NET 24.00 / 24.01, -0.01",
                        "L T NET 17.00 / 16.50, 0.50",
                        "M U NET 0.00 / 5.00, -5.00",
                        "N V NET 0.00 / 1.00, -1.00");
        assertThat(report.equal()).isZero();
        assertThat(report.customers()).isEqualTo(4);
        assertThat(report.differences().get(1).explanation()).contains("17 of the 31 days", "31.00");
        assertThat(report.differences().get(2).explanation()).isEqualTo("The customer is on hold for invoicing.");
        assertThat(report.differences().get(3).explanation()).isEqualTo("There is no customer N here.");
    }

    @Test
    void what_only_one_of_both_bills_is_a_difference_too() {
        ShadowReport report = compare(seller(), "customer;subscription;net", "K;S;10,00", "K;D;24,00", "K;X;3,00");
        assertThat(told(report))
                .containsExactly(
                        "K NET 85.00 / 0.00, 85.00", "K X NET 0.00 / 3.00, -3.00", "L T NET 17.00 / 0.00, 17.00");
        assertThat(report.differences().get(1).explanation()).isEqualTo("There is no subscription X here.");
    }

    @Test
    void a_subscription_that_is_not_due_says_until_when_it_is_billed() {
        TestBilling seller = seller();
        seller.runAndSend("2026-01");
        ShadowReport report = seller.billing
                .runs()
                .compare(
                        MONTH.plusMonths(1),
                        new StringReader("customer,subscription,net\nK,D,24.00\nK,S,10.00\nL,T,31.00"),
                        Locale.ENGLISH);
        assertThat(told(report)).containsExactly("K D NET 0.00 / 24.00, -24.00");
        assertThat(report.differences().get(0).explanation())
                .isEqualTo("Subscription D is not due: it is billed up to 2027-01-01.");
    }

    @Test
    void what_is_told_is_told_in_the_language_asked_for() {
        ShadowReport report = seller().billing
                .runs()
                .compare(MONTH, new StringReader("customer,net\nN,1.00"), Locale.forLanguageTag("nl"));
        assertThat(report.differences())
                .extracting(ShadowReport.Difference::explanation)
                .contains("Klant N bestaat hier niet.")
                .anyMatch(text -> text.contains("17 van de 31 dagen"));
    }

    @Test
    void vat_is_compared_where_the_amounts_without_are_the_same() {
        ShadowReport report =
                compare(seller(), "customer,net,vat,gross", "K,119.00,25.00,144.00", "L,17.00,3.57,20.57");
        assertThat(told(report)).containsExactly("K VAT 24.99 / 25.00, -0.01", "K GROSS 143.99 / 144.00, -0.01");
    }

    @Test
    void comparing_saves_nothing() {
        TestBilling seller = seller();
        compare(seller, "customer,net", "K,1.00");
        assertThat(seller.billing.invoices().awaitingApproval()).isEmpty();
        assertThat(seller.run("2026-01").made()).isEqualTo(2);
    }

    @Test
    void wrong_figures_are_refused_all_at_once() {
        assertThatThrownBy(() -> compare(seller(), "customer,net", "K,ten", ",1.00"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line 2, net")
                .hasMessageContaining("line 3, customer");
        assertThatThrownBy(() -> compare(seller(), "klant,net", "K,1.00"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("klant");
        assertThatThrownBy(() -> compare(seller(), "customer,net", "K,1.00,2.00"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line 2");
    }
}
