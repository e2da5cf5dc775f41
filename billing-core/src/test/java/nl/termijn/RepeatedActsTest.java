package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import nl.termijn.administration.Hold;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.BillingException;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.ItemId;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TermsChange;
import nl.termijn.testing.TestBilling;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whoever lost an answer asks again: what was done once is done, or the second call says that it was. */
class RepeatedActsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-16");

    @TestFactory
    List<DynamicTest> an_act_that_is_said_again_changes_nothing() {
        return acts().entrySet().stream()
                .map(act -> DynamicTest.dynamicTest(act.getKey(), () -> check(act.getValue())))
                .toList();
    }

    private static void check(Consumer<TestBilling> act) {
        TestBilling seller = TestBilling.open().on("2026-03-01").subscription("2026-03-01", "31.00");
        seller.runAndSend("2026-03");
        seller.on("2026-03-16");
        act.accept(seller);
        String once = seller.digest();
        String said = "nothing";
        try {
            act.accept(seller);
        } catch (BillingException e) {
            said = e.getClass().getSimpleName() + " " + e.getMessage();
        }
        assertThat(seller.digest()).as(said).isEqualTo(once);
    }

    private static InvoiceId first(TestBilling seller) {
        return seller.documents().get(0).id();
    }

    private static Map<String, Consumer<TestBilling>> acts() {
        Map<String, Consumer<TestBilling>> acts = new LinkedHashMap<>();
        acts.put(
                "change of price at once",
                seller -> seller.billing
                        .subscriptions()
                        .changePrice(ref("S"), eur("62.00"), DAY, TermsChange.Effect.AT_ONCE));
        acts.put(
                "change of price planned",
                seller -> seller.billing
                        .subscriptions()
                        .changePrice(
                                ref("S"), eur("62.00"), LocalDate.parse("2026-04-01"), TermsChange.Effect.NEXT_PERIOD));
        acts.put(
                "change of quantity at once",
                seller -> seller.billing
                        .subscriptions()
                        .changeQuantity(ref("S"), new BigDecimal("2"), DAY, TermsChange.Effect.AT_ONCE));
        acts.put("end", seller -> seller.billing.subscriptions().end(ref("S"), DAY, SubscriptionService.Ending.CREDIT));
        acts.put("pause", seller -> seller.billing.subscriptions().pause(ref("S"), LocalDate.parse("2026-04-01")));
        acts.put("start", seller -> seller.subscription("2026-03-10", "5.00", each -> each.reference(ref("T"))));
        acts.put(
                "replace",
                seller -> seller.billing
                        .subscriptions()
                        .replace(
                                ref("S"),
                                Subscription.builder()
                                        .reference(SubscriptionReference.of("R"))
                                        .customer(K)
                                        .description("New")
                                        .cycleMonths(1)
                                        .start(DAY)
                                        .unitPrice(eur("40.00"))
                                        .build()));
        acts.put("transfer", seller -> {
            seller.billing.customers().put(TestBilling.customer("L").build());
            seller.billing
                    .subscriptions()
                    .transfer(
                            ref("S"),
                            new SubscriptionService.Transfer(
                                    CustomerReference.of("L"), ref("S-L"), DAY, SubscriptionService.Ending.CREDIT));
        });
        acts.put(
                "move renewal",
                seller -> seller.billing.subscriptions().moveRenewal(ref("S"), LocalDate.parse("2026-04-10")));
        acts.put("hold", seller -> seller.billing.customers().hold(K, Hold.of(Hold.Kind.INVOICING, "asked")));
        acts.put("release", seller -> seller.billing.customers().release(K, Hold.Kind.INVOICING));
        acts.put("bill now", seller -> seller.billing.runs().billNow(K));
        acts.put(
                "mark exported", seller -> seller.billing.invoices().markExported(List.of(first(seller)), "twinfield"));
        acts.put("set off", seller -> seller.billing.payments().setOff(K));
        Map<String, InvoiceId> drafts = new LinkedHashMap<>();
        acts.put(
                "delete",
                seller -> seller.billing
                        .invoices()
                        .delete(
                                drafts.computeIfAbsent(
                                        "delete", any -> seller.manual("5.00").id()),
                                GiveBack.DROP));
        acts.put(
                "request",
                seller -> seller.billing
                        .requests()
                        .request(
                                drafts.computeIfAbsent(
                                        "request", any -> seller.manual("5.00").id()),
                                14,
                                "ann"));
        acts.put("take back", seller -> {
            InvoiceId id = drafts.computeIfAbsent("take back", any -> {
                Invoice draft = seller.manual("5.00");
                seller.billing.requests().request(draft.id(), 14, "ann");
                return draft.id();
            });
            seller.billing.requests().takeBack(id);
        });
        acts.put("deliver", seller -> {
            InvoiceId id = drafts.computeIfAbsent("deliver", any -> {
                Invoice draft = seller.manual("5.00");
                seller.billing.requests().request(draft.id(), 14, "ann");
                return draft.id();
            });
            seller.billing.requests().deliver(id);
        });
        acts.put(
                "change when paid",
                seller -> seller.billing
                        .requests()
                        .change(
                                ref("S"),
                                TermsChange.builder()
                                        .effectiveFrom(DAY)
                                        .unitPrice(eur("62.00"))
                                        .effect(TermsChange.Effect.AT_ONCE)
                                        .build(),
                                7,
                                "ann"));
        Map<String, ItemId> items = new LinkedHashMap<>();
        acts.put(
                "undo",
                seller -> seller.billing
                        .payments()
                        .undo(items.computeIfAbsent(
                                "undo",
                                any -> seller.billing
                                        .payments()
                                        .receiveFor(first(seller), eur("10.00"), Booking.BY_HAND)
                                        .id())));
        acts.put("remove pending line", seller -> {
            if (drafts.putIfAbsent("pending", first(seller)) == null) {
                seller.pending("P", "2026-03-10", "4.00");
            }
            seller.billing.pendingLines().remove(PendingLineReference.of("P"));
        });
        acts.put("undo end", seller -> {
            if (drafts.putIfAbsent("undo end", first(seller)) == null) {
                seller.billing
                        .subscriptions()
                        .end(ref("S"), LocalDate.parse("2026-06-01"), SubscriptionService.Ending.CREDIT);
            }
            seller.billing.subscriptions().undoEnd(ref("S"));
        });
        acts.put("resume", seller -> {
            if (drafts.putIfAbsent("resume", first(seller)) == null) {
                seller.billing.subscriptions().pause(ref("S"), LocalDate.parse("2026-04-01"));
            }
            seller.billing.subscriptions().resume(ref("S"), LocalDate.parse("2026-05-01"));
        });
        acts.put("move to pending", seller -> {
            InvoiceId id = drafts.computeIfAbsent(
                    "move", any -> seller.manual("5.00", "6.00").id());
            seller.billing.invoices().moveToPending(id, 1, 1);
        });
        acts.put("split", seller -> {
            InvoiceId id = drafts.computeIfAbsent(
                    "split", any -> seller.manual("5.00", "6.00").id());
            seller.billing.invoices().split(id, 1, Set.of(1));
        });
        return acts;
    }
}
