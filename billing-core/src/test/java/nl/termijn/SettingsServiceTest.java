package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.customer;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import nl.termijn.administration.Administration;
import nl.termijn.administration.ApprovalRules;
import nl.termijn.administration.CustomerGroup;
import nl.termijn.administration.DeliveryChannel;
import nl.termijn.administration.EffectiveSetting;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.LineGroup;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
import nl.termijn.administration.ProductDiscounts;
import nl.termijn.administration.Setting;
import nl.termijn.administration.SettingLevel;
import nl.termijn.administration.SettingsAhead;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotFoundException;
import nl.termijn.event.BillingEvent;
import nl.termijn.event.EventTexts;
import nl.termijn.event.RecordedEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.LineLabels;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.Test;

/** Settings come from the subscription, the customer, his group or the seller, and reach what is made at once. */
class SettingsServiceTest {
    private final TestBilling seller = TestBilling.open();
    private final SettingsService settings = seller.billing.settings();

    private void group(UnaryOperator<CustomerGroup.Builder> own) {
        settings.put(own.apply(CustomerGroup.builder().code("schools").name("Schools"))
                .build());
    }

    private void customerIs(UnaryOperator<Customer.Builder> own) {
        seller.billing.customers().put(own.apply(customer("K")).build());
    }

    private void schoolIs(UnaryOperator<CustomerGroup.Builder> own) {
        group(own);
        customerIs(k -> k.group("schools"));
    }

    private void sellerIs(UnaryOperator<Policies.Builder> own) {
        Administration before = seller.billing.administration();
        seller.billing.open(Administration.builder()
                .from(before)
                .policies(own.apply(Policies.builder().from(before.policies())).build())
                .build());
    }

    private List<String> linesOf(RunReport run) {
        return TestBilling.lines(
                seller.billing.invoices().find(run.drafts().get(0)).orElseThrow());
    }

    @Test
    void the_last_level_that_gives_a_value_counts() {
        assertThat(settings.effective(Setting.PAYMENT_TERM, K))
                .isEqualTo(new EffectiveSetting<>(PaymentTerm.days(14), SettingLevel.ADMINISTRATION, "hosting-bv"));
        schoolIs(group -> group.paymentTerm(PaymentTerm.days(30)));
        assertThat(settings.effective(Setting.PAYMENT_TERM, K))
                .isEqualTo(new EffectiveSetting<>(PaymentTerm.days(30), SettingLevel.GROUP, "schools"));
        customerIs(k -> k.group("schools").paymentTerm(PaymentTerm.days(8)));
        assertThat(settings.effective(Setting.PAYMENT_TERM, K))
                .isEqualTo(new EffectiveSetting<>(PaymentTerm.days(8), SettingLevel.CUSTOMER, "K"));
        customerIs(k -> k.group("schools"));
        assertThat(settings.effective(Setting.PAYMENT_TERM, K).level()).isEqualTo(SettingLevel.GROUP);
    }

    @Test
    void a_groups_term_and_language_reach_an_invoice_that_was_already_made() {
        Invoice draft = seller.on("2026-03-01").manual("10.00");
        schoolIs(group -> group.paymentTerm(PaymentTerm.days(30)).language(Locale.ENGLISH));
        Invoice sent = seller.billing.invoices().send(draft.id());
        assertThat(sent.issuance().orElseThrow().dueOn()).isEqualTo("2026-03-31");
        assertThat(sent.issuance().orElseThrow().language()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void a_groups_schedule_decides_which_runs_are_for_its_customers() {
        schoolIs(group -> group.schedule(InvoiceSchedule.every(3, 1)));
        seller.subscription("2026-01-01", "10.00");
        assertThat(linesOf(seller.run("2026-01"))).containsExactly("[2026-01-01, 2026-04-01) 3 x 30.00");
        assertThat(seller.run("2026-02").drafts()).isEmpty();
    }

    @Test
    void a_group_of_products_has_its_own_discount_or_none() {
        schoolIs(group -> group.discountPercent(BigDecimal.TEN)
                .productDiscounts(new ProductDiscounts(List.of(
                        new ProductDiscounts.Group("domains", Set.of("nl", "com"), BigDecimal.ZERO),
                        new ProductDiscounts.Group("hosting", Set.of("basic"), new BigDecimal("15"))))));
        seller.subscription("2026-01-01", "100.00", s -> s.reference(ref("A")).productCode("nl"))
                .subscription("2026-01-01", "100.00", s -> s.reference(ref("B")).productCode("basic"))
                .subscription("2026-01-01", "100.00", s -> s.reference(ref("C")).productCode("backup"));
        assertThat(linesOf(seller.run("2026-01")))
                .containsExactly(
                        "[2026-01-01, 2026-02-01) 100.00",
                        "[2026-01-01, 2026-02-01) 85.00",
                        "[2026-01-01, 2026-02-01) 90.00");
        assertThat(settings.discount(ref("A"), LocalDate.parse("2026-01-01")))
                .isEqualTo(new EffectiveSetting<>(Discount.percent(BigDecimal.ZERO), SettingLevel.GROUP, "schools"));
        assertThatThrownBy(() -> new ProductDiscounts.Group("", Set.of(), new BigDecimal("101")))
                .hasMessageContaining("name")
                .hasMessageContaining("products")
                .hasMessageContaining("0 to 100");
    }

    @Test
    void a_reseller_pays_for_his_end_customers_on_one_invoice_whose_lines_say_for_whom() {
        schoolIs(group -> group.lineGroup(LineGroup.END_CUSTOMER));
        seller.subscription(
                        "2026-01-01",
                        "10.00",
                        s -> s.reference(ref("A"))
                                .labels(LineLabels.endCustomer("Bakery"))
                                .setUpFee(seller.money("5.00")))
                .subscription(
                        "2026-01-01", "20.00", s -> s.reference(ref("B")).labels(LineLabels.endCustomer("Bikes")));
        seller.runAndSend("2026-01");
        Invoice sent = seller.documents().get(0);
        assertThat(sent.issuance().orElseThrow().lineGroup()).isEqualTo(LineGroup.END_CUSTOMER);
        assertThat(sent.lines())
                .extracting(line -> line.under(LineGroup.END_CUSTOMER))
                .containsExactly("Bakery", "Bakery", "Bikes");
        assertThat(sent.lines())
                .extracting(line -> line.under(LineGroup.DOMAIN))
                .containsOnly("");
        Invoice note = seller.billing.invoices().credit(sent.id()).draft();
        assertThat(note.lines())
                .as("a credit stands under the same")
                .extracting(line -> line.under(LineGroup.END_CUSTOMER))
                .containsExactly("Bakery", "Bakery", "Bikes");
    }

    @Test
    void a_groups_interim_policy_makes_lines_wait_for_its_schedule() {
        schoolIs(
                group -> group.schedule(InvoiceSchedule.every(3, 1)).interimLines(Policies.InterimLines.WITH_SCHEDULE));
        seller.on("2026-01-15").pending("L", "2026-01-15", "5.00");
        assertThat(seller.run("2026-02").drafts()).isEmpty();
        assertThat(seller.run("2026-04").drafts()).hasSize(1);
    }

    @Test
    void the_sellers_own_values_are_the_last_resort_for_everybody() {
        sellerIs(policies -> policies.schedule(InvoiceSchedule.every(3, 2))
                .discountPercent(new BigDecimal("50"))
                .language(Locale.FRENCH)
                .delivery(DeliveryChannel.PAPER));
        seller.subscription("2026-02-01", "10.00");
        assertThat(linesOf(seller.run("2026-02"))).containsExactly("[2026-02-01, 2026-05-01) 3 x 15.00");
        assertThat(settings.effective(Setting.LANGUAGE, K).value()).isEqualTo(Locale.FRENCH);
        assertThat(settings.effective(Setting.DELIVERY, K).value()).isEqualTo(DeliveryChannel.PAPER);
    }

    @Test
    void the_discount_comes_from_the_subscription_while_its_own_runs() {
        schoolIs(group -> group.discountPercent(new BigDecimal("20")));
        seller.subscription(
                "2026-01-01",
                "10.00",
                more -> more.discount(TimedDiscount.firstPeriods(Discount.percent(new BigDecimal("50")), 1)));
        assertThat(settings.discount(ref("S"), LocalDate.of(2026, 1, 10)))
                .isEqualTo(
                        new EffectiveSetting<>(Discount.percent(new BigDecimal("50")), SettingLevel.SUBSCRIPTION, "S"));
        assertThat(settings.discount(ref("S"), LocalDate.of(2026, 2, 10)))
                .isEqualTo(
                        new EffectiveSetting<>(Discount.percent(new BigDecimal("20")), SettingLevel.GROUP, "schools"));
        assertThat(linesOf(seller.run("2026-02")))
                .containsExactly("[2026-01-01, 2026-02-01) 5.00", "[2026-02-01, 2026-03-01) 8.00");
    }

    @Test
    void what_a_group_is_held_for_its_customers_are_too() {
        schoolIs(group -> group.addHolds(Hold.until(Hold.Kind.INVOICING, "new contract", LocalDate.of(2026, 3, 1))));
        seller.subscription("2026-01-01", "10.00");
        assertThat(seller.run("2026-02").drafts()).isEmpty();
        assertThat(seller.run("2026-03").drafts()).hasSize(1);
    }

    @Test
    void drafts_of_a_group_are_looked_at_by_its_own_rules() {
        sellerIs(policies -> policies.approval(ApprovalRules.builder()
                .approvesItselfUpTo(seller.money("10.00"))
                .build()));
        schoolIs(group -> group.approval(ApprovalRules.builder()
                .approvesItselfUpTo(seller.money("500.00"))
                .fourEyes(true)
                .build()));
        Invoice draft = seller.on("2026-03-01").manual("100.00");
        assertThatThrownBy(() -> seller.billing.invoices().approve(draft.id(), "host"))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("somebody else must");
        assertThat(seller.billing.review().approveUnremarkable("anna").done()).containsExactly(draft.id());
    }

    @Test
    void every_change_is_remembered_with_its_day_and_who_made_it() {
        seller.on("2026-02-01");
        group(own -> own.paymentTerm(PaymentTerm.days(30)));
        group(own -> own.paymentTerm(PaymentTerm.days(30)));
        seller.on("2026-03-01");
        sellerIs(policies -> policies.schedule(InvoiceSchedule.every(3, 1)));
        customerIs(k -> k.group("schools").discountPercent(BigDecimal.TEN));
        group(own -> own);
        assertThat(settings.history(K).stream().map(SettingsServiceTest::text))
                .containsExactly(
                        "2026-02-01 host GROUP schools paymentTerm - {\"days\":30,\"from\":\"ISSUE_DATE\"}",
                        "2026-03-01 host ADMINISTRATION hosting-bv schedule {\"months\":1,\"startMonth\":1}"
                                + " {\"months\":3,\"startMonth\":1}",
                        "2026-03-01 host CUSTOMER K group - \"schools\"",
                        "2026-03-01 host CUSTOMER K discountPercent - 10",
                        "2026-03-01 host GROUP schools paymentTerm {\"days\":30,\"from\":\"ISSUE_DATE\"} -");
        seller.billing.customers().put(customer("L").build());
        assertThat(settings.history(CustomerReference.of("L")).stream().map(SettingsServiceTest::text))
                .as("another customer has the changes of the seller only")
                .singleElement()
                .asString()
                .contains("ADMINISTRATION");
        assertThat(settings.history(0, 1)).hasSize(1);
        assertThat(EventTexts.describe(settings.history(K).get(2).event(), Locale.ENGLISH))
                .isEqualTo("Setting group of K (CUSTOMER) was changed from - to \"schools\".");
    }

    private static String text(RecordedEvent recorded) {
        BillingEvent.SettingChanged change = (BillingEvent.SettingChanged) recorded.event();
        return String.join(
                " ",
                recorded.at().toString().substring(0, 10),
                recorded.actor(),
                change.level().name(),
                change.of(),
                change.setting(),
                change.before().orElse("-"),
                change.after().orElse("-"));
    }

    @Test
    void a_group_that_is_put_again_keeps_its_place() {
        group(own -> own);
        settings.put(CustomerGroup.builder().code("resellers").name("Resellers").build());
        group(own -> own.language(Locale.GERMAN));
        assertThat(settings.groups().stream().map(CustomerGroup::code)).containsExactly("schools", "resellers");
    }

    @Test
    void a_customer_is_only_in_a_group_that_there_is() {
        assertThatThrownBy(() -> customerIs(k -> k.group("nobody")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("group: 'nobody'")
                .hasMessageContaining("settings().put");
    }

    @Test
    void a_group_is_not_lost_by_opening_an_administration_without_it() {
        group(own -> own);
        Administration stale = TestBilling.seller().build();
        assertThatThrownBy(() -> seller.billing.open(stale))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("Group schools cannot go");
        assertThat(settings.groups()).hasSize(1);
    }

    @Test
    void bad_values_are_refused_on_every_level() {
        assertThatThrownBy(() -> group(own -> own.discountPercent(new BigDecimal("101"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("discountPercent: '101'");
        assertThatThrownBy(() -> group(own -> own.name(" "))).hasMessageContaining("say who is in it");
        assertThatThrownBy(() -> group(own -> own.code(""))).hasMessageContaining("customer group");
        assertThatThrownBy(() -> sellerIs(policies -> policies.discountPercent(new BigDecimal("-1"))))
                .hasMessageContaining("discountPercent: '-1'");
        CustomerGroup twice = CustomerGroup.builder().code("a").name("A").build();
        assertThatThrownBy(() -> TestBilling.seller().addGroups(twice, twice).build())
                .hasMessageContaining("must have each code once");
        assertThatThrownBy(() -> settings.effective(Setting.LANGUAGE, CustomerReference.of("none")))
                .isInstanceOf(NotFoundException.class);
    }

    private static SettingsAhead from(String day, int term) {
        return SettingsAhead.builder()
                .since(LocalDate.parse(day))
                .paymentTerm(PaymentTerm.days(term))
                .build();
    }

    private String term() {
        EffectiveSetting<PaymentTerm> now = seller.billing.settings().effective(Setting.PAYMENT_TERM, K);
        return now.value().days() + " " + now.level();
    }

    @Test
    void a_value_that_was_set_ahead_counts_from_its_day_on_every_level() {
        seller.on("2026-01-01");
        seller.billing.open(Administration.builder()
                .from(seller.billing.administration())
                .addAhead(from("2026-02-01", 21))
                .build());
        seller.billing
                .settings()
                .put(CustomerGroup.builder()
                        .code("g")
                        .name("G")
                        .addAhead(from("2026-03-01", 40))
                        .build());
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .group("g")
                        .addAhead(from("2026-04-01", 60), from("2026-05-01", 7))
                        .build());
        assertThat(term()).isEqualTo("14 ADMINISTRATION");
        assertThat(seller.billing
                        .settings()
                        .effective(Setting.PAYMENT_TERM, K, LocalDate.parse("2026-05-01"))
                        .value()
                        .days())
                .isEqualTo(7);
        seller.on("2026-02-01");
        assertThat(term()).isEqualTo("21 ADMINISTRATION");
        seller.on("2026-03-15");
        assertThat(term()).isEqualTo("40 GROUP");
        seller.on("2026-04-30");
        assertThat(term()).isEqualTo("60 CUSTOMER");
        assertThat(seller.sent("1.00").issuance().orElseThrow().dueOn()).isEqualTo("2026-06-29");
        seller.on("2026-05-01");
        assertThat(term()).isEqualTo("7 CUSTOMER");
        assertThat(seller.billing.settings().history(0, 100).stream()
                        .map(recorded -> (BillingEvent.SettingChanged) recorded.event())
                        .filter(change -> change.from().isPresent())
                        .map(change -> change.level() + " " + change.from().get() + " "
                                + change.before().orElse("-") + " "
                                + change.after().orElse("-")))
                .hasSize(4)
                .anySatisfy(change -> assertThat(change).startsWith("GROUP 2026-03-01 - "))
                .first()
                .asString()
                .startsWith("ADMINISTRATION 2026-02-01 - ");
    }

    @Test
    void what_is_set_ahead_is_told_with_its_day() {
        assertThat(EventTexts.describe(
                        new BillingEvent.SettingChanged(
                                SettingLevel.CUSTOMER,
                                "K",
                                "paymentTerm",
                                Optional.of(LocalDate.parse("2027-01-01")),
                                Optional.empty(),
                                Optional.of("30")),
                        Locale.ENGLISH))
                .isEqualTo("Setting paymentTerm of K (CUSTOMER) as of 2027-01-01 was changed from - to 30.");
    }

    @Test
    void what_counts_since_it_was_set_ahead_is_not_hidden_behind_by_a_later_change() {
        seller.on("2026-01-01");
        Customer planned = seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .addAhead(from("2026-02-01", 30), from("2026-09-01", 7))
                        .build());
        seller.on("2026-02-02");
        Customer changed = planned.toBuilder().paymentTerm(PaymentTerm.days(60)).build();
        assertThatThrownBy(() -> seller.billing.customers().put(changed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("counts since 2026-02-01, when it was set ahead")
                .hasMessageContaining("asOf(today)");
        Customer now = planned.asOf(seller.billing.today());
        assertThat(now.paymentTerm()).contains(PaymentTerm.days(30));
        assertThat(now.ahead()).containsExactly(from("2026-09-01", 7));
        seller.billing
                .customers()
                .put(now.toBuilder().paymentTerm(PaymentTerm.days(60)).build());
        assertThat(term()).isEqualTo("60 CUSTOMER");
        assertThatThrownBy(() -> seller.billing
                        .settings()
                        .put(CustomerGroup.builder()
                                .code("g")
                                .name("G")
                                .addAhead(from("2026-09-01", 7), from("2026-09-01", 8))
                                .build()))
                .hasMessageContaining("must have each day once");
        assertThatThrownBy(() -> SettingsAhead.builder()
                        .since(LocalDate.parse("2026-09-01"))
                        .addHolds(Hold.of(Hold.Kind.REMINDERS, "x"))
                        .build())
                .hasMessageContaining("cannot be set ahead")
                .hasMessageContaining("must be one at least");
    }

    @Test
    void a_forecast_knows_what_is_set_ahead_as_the_runs_do() {
        seller.on("2026-01-01").subscription("2026-01-01", "10.00");
        seller.billing
                .customers()
                .put(TestBilling.customer("K")
                        .addAhead(SettingsAhead.builder()
                                .since(LocalDate.parse("2026-03-01"))
                                .discountPercent(new BigDecimal("50"))
                                .schedule(InvoiceSchedule.every(3, 1))
                                .build())
                        .build());
        List<String> forecast = seller.billing.figures().forecast(YearMonth.parse("2026-01"), 6).months().stream()
                .map(month -> TestBilling.plain(month.net()))
                .toList();
        assertThat(forecast)
                .as("from March by the quarter of January at half the price")
                .containsExactly("10.00", "10.00", "0.00", "20.00", "0.00", "0.00");
        List<String> runs = new ArrayList<>();
        for (int month = 1; month <= 6; month++) {
            runs.add(TestBilling.plain(seller.run("2026-0" + month).net()));
        }
        assertThat(runs).isEqualTo(forecast);
    }
}
