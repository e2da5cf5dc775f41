package nl.termijn;

import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nl.termijn.SubscriptionService.Ending;
import nl.termijn.administration.Address;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.BillingException;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violation;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Booking;
import nl.termijn.receivable.ItemId;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TermsChange.Effect;
import nl.termijn.testing.TestBilling;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input gets a typed exception with every violation at once, and nothing is saved. */
class BadInputTest {
    private final TestBilling seller = TestBilling.open().subscription("2026-01-01", "10.00");
    private final Billing billing = seller.billing;

    private void assertRefused(Class<? extends BillingException> type, ThrowingCallable call, String... words) {
        String before = seller.digest();
        assertThatThrownBy(call).isInstanceOf(type).satisfies(e -> {
            for (String word : words) {
                assertThat(e.getMessage()).contains(word);
            }
        });
        assertThat(seller.digest()).isEqualTo(before);
    }

    static Stream<Method> callsWithArguments() {
        return Stream.of(
                        CustomerService.class,
                        SubscriptionService.class,
                        PendingLineService.class,
                        RunService.class,
                        InvoiceService.class,
                        PaymentService.class,
                        OverviewService.class,
                        OutboxService.class,
                        Billing.class,
                        Billing.Builder.class)
                .flatMap(service -> Arrays.stream(service.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .filter(method -> Arrays.stream(method.getParameterTypes()).anyMatch(type -> !type.isPrimitive()));
    }

    @ParameterizedTest
    @MethodSource("callsWithArguments")
    void null_is_refused_by_name_everywhere(Method method) throws Exception {
        Object service = serviceOf(method.getDeclaringClass());
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            arguments[i] = type == int.class ? (Object) 1 : type == long.class ? (Object) 1L : null;
        }
        String before = seller.digest();
        assertThatThrownBy(() -> {
                    try {
                        method.invoke(service, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("null");
        assertThat(seller.digest()).isEqualTo(before);
    }

    private Object serviceOf(Class<?> type) throws Exception {
        if (type == Billing.class) {
            return billing;
        }
        if (type == Billing.Builder.class) {
            return Billing.builder();
        }
        for (Method method : Billing.class.getMethods()) {
            if (method.getReturnType() == type) {
                return method.invoke(billing);
            }
        }
        throw new AssertionError("no service " + type);
    }

    @Test
    void an_unknown_key_names_nothing() {
        CustomerReference nobody = CustomerReference.of("nobody");
        InvoiceId none = InvoiceId.of("none");
        assertRefused(NotFoundException.class, () -> billing.runs().billNow(nobody), "nobody");
        assertRefused(NotFoundException.class, () -> billing.invoices().send(none), "none");
        assertRefused(NotFoundException.class, () -> billing.invoices().credit("2026-99999"), "2026-99999");
        assertRefused(NotFoundException.class, () -> billing.payments().balance(nobody), "nobody");
        assertRefused(NotFoundException.class, () -> billing.payments().undo(ItemId.of("x")), "x");
        assertRefused(NotFoundException.class, () -> billing.payments().undoAllocation(ItemId.of("x")), "x");
        assertRefused(
                NotFoundException.class,
                () -> billing.subscriptions().end(ref("x"), LocalDate.of(2026, 1, 1), Ending.CREDIT),
                "x");
        assertRefused(
                NotFoundException.class,
                () -> billing.customers().hold(nobody, Hold.of(Hold.Kind.INVOICING, "why")),
                "nobody");
        assertThat(billing.customers().find(nobody)).isEmpty();
    }

    @Test
    void another_currency_is_never_converted() {
        var dollars = Amounts.of("10.00", "USD");
        assertRefused(
                InvalidInputException.class,
                () -> billing.subscriptions().changePrice(ref("S"), dollars, LocalDate.of(2026, 1, 1), Effect.AT_ONCE),
                "EUR");
        assertRefused(
                InvalidInputException.class,
                () -> billing.payments().receive(K, dollars, Booking.BY_HAND),
                "EUR",
                "USD");
        assertRefused(
                InvalidInputException.class,
                () -> seller.subscription(
                        "2026-01-01", "1.00", s -> s.reference(ref("U")).unitPrice(dollars)),
                "EUR");
        assertRefused(
                InvalidInputException.class,
                () -> seller.pending("U", "2026-01-01", "1.00", p -> p.unitPrice(dollars)),
                "EUR");
    }

    @Test
    void an_amount_finer_than_the_currency_or_not_positive_is_no_payment() {
        for (String amount : List.of("0.001", "0.00", "-1.00")) {
            assertRefused(
                    InvalidInputException.class,
                    () -> billing.payments().receive(K, seller.money(amount), Booking.BY_HAND),
                    "amount");
        }
    }

    @Test
    void every_violation_of_an_input_is_told_at_once() {
        assertThatThrownBy(() -> Subscription.builder()
                        .reference(ref("B"))
                        .customer(K)
                        .description(" ")
                        .cycleMonths(0)
                        .start(LocalDate.of(2026, 2, 1))
                        .end(LocalDate.of(2026, 1, 1))
                        .unitPrice(seller.money("-1.00"))
                        .quantity(BigDecimal.ZERO)
                        .leadDays(-1)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::field)
                                .contains("cycleMonths", "description", "end", "leadDays", "quantity", "unitPrice"));
        assertThatThrownBy(() -> Customer.builder()
                        .reference(K)
                        .name("")
                        .kind(BuyerKind.BUSINESS)
                        .address(Address.in("NL"))
                        .addEmail("not an address")
                        .discountPercent(BigDecimal.valueOf(101))
                        .build())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::field)
                                .containsExactlyInAnyOrder("name", "email", "discountPercent"));
        assertThatThrownBy(() -> Customer.builder().build())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::field)
                                .contains("reference", "name", "kind", "address"));
    }

    @Test
    void single_values_check_themselves() {
        List<ThrowingCallable> calls = new ArrayList<>();
        calls.add(() -> VatId.of("NL123456789B01"));
        calls.add(() -> InvoiceSchedule.every(5, 1));
        calls.add(() -> InvoiceSchedule.every(3, 13));
        calls.add(() -> CustomerReference.of(""));
        calls.add(() -> CustomerReference.of(" K"));
        calls.add(() -> Address.in("Holland"));
        calls.add(() -> Hold.of(Hold.Kind.INVOICING, " "));
        calls.add(() -> PendingLine.builder()
                .reference(PendingLineReference.of("Z"))
                .customer(K)
                .date(LocalDate.of(2026, 1, 1))
                .description("x")
                .quantity(BigDecimal.ZERO)
                .unitPrice(seller.money("1.00"))
                .build());
        calls.forEach(call -> assertThatThrownBy(call).isInstanceOf(InvalidInputException.class));
    }

    @Test
    void what_was_sent_is_not_edited() {
        var sent = seller.on("2026-01-02").sent("10.00");
        assertRefused(
                BillingException.class,
                () -> billing.invoices()
                        .edit(
                                sent.id(),
                                sent.version(),
                                DraftEdit.builder().text("x").build()),
                "2026-00001",
                "credit note");
        assertRefused(
                BillingException.class,
                () -> billing.invoices().split(sent.id(), sent.version(), Set.of(1)),
                "2026-00001");
        assertRefused(
                InvalidInputException.class,
                () -> billing.invoices().withdraw(sent.id(), " ", GiveBack.DROP),
                "reason");
        assertRefused(InvalidInputException.class, () -> billing.overviews().search(" ", 10), "text");
        assertRefused(InvalidInputException.class, () -> billing.overviews().search("x", 0), "limit");
        assertRefused(
                InvalidInputException.class,
                () -> billing.invoices()
                        .draft(ManualInvoice.builder().customer(K).build()),
                "lines");
        assertRefused(
                InvalidInputException.class,
                () -> billing.subscriptions().changeCycle(ref("S"), 0, eur("1.00")),
                "cycleMonths");
    }
}
