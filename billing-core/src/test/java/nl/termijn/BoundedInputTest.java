package nl.termijn;

import static nl.termijn.testing.TestBilling.K;
import static nl.termijn.testing.TestBilling.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.termijn.administration.Hold;
import nl.termijn.customer.PurchaseOrder;
import nl.termijn.error.InvalidInputException;
import nl.termijn.error.NotFoundException;
import nl.termijn.receivable.Booking;
import nl.termijn.subscription.LineLabels;
import nl.termijn.testing.TestBilling;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.javamoney.moneta.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes from outside is within the bounds or refused typed, and nothing of it is kept. */
class BoundedInputTest {
    private final TestBilling seller = TestBilling.open();
    private final Billing billing = seller.billing;

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidInputException.class)
                .message()
                .hasSizeLessThan(1_000);
    }

    @Test
    void numbers_without_bounds_are_refused() {
        BigDecimal huge = new BigDecimal("1e999999999");
        refused(() -> seller.money("1E+400"));
        refused(() -> seller.subscription("2026-01-01", "10.00", s -> s.quantity(huge)));
        refused(() -> seller.subscription("2026-01-01", "10.00", s -> s.unitPrice(Money.of(huge, "EUR"))));
        refused(() -> billing.payments().receive(K, Money.of(huge, "EUR"), Booking.BY_HAND));
        refused(() -> billing.invoices()
                .draft(ManualInvoice.builder()
                        .customer(K)
                        .addLine(ManualInvoice.Line.builder()
                                .description("Work")
                                .quantity(huge)
                                .unitPrice(seller.money("1.00"))
                                .build())
                        .build()));
        refused(() -> billing.invoices()
                .draft(ManualInvoice.builder()
                        .customer(K)
                        .addLine(ManualInvoice.Line.builder()
                                .description("Work")
                                .quantity(new BigDecimal("99999999999999"))
                                .unitPrice(seller.money("99999999999999.00"))
                                .build())
                        .build()));
        assertThat(billing.invoices().awaitingApproval()).isEmpty();
    }

    @Test
    void days_without_bounds_are_refused() {
        refused(() -> billing.figures().aging(LocalDate.MIN));
        refused(() -> billing.figures().recurring(LocalDate.MAX));
        refused(() -> billing.runs().preview(YearMonth.of(-999_999_999, 1)));
        refused(() -> billing.figures().forecast(YearMonth.of(999_999_999, 12), 60));
        refused(() -> billing.customers()
                .put(customer("K")
                        .purchaseOrders(List.of(new PurchaseOrder("PO", LocalDate.MIN, Optional.empty())))
                        .build()));
        seller.subscription("2026-01-01", "10.00");
        refused(() ->
                billing.subscriptions().end(TestBilling.ref("S"), LocalDate.MAX, SubscriptionService.Ending.PAID_UP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\ud800b", "\udc00"})
    void text_that_no_database_and_no_document_takes_is_refused_wherever_it_stands(String text) {
        refused(() -> billing.customers().put(customer("K").name(text).build()));
        refused(() -> billing.customers().put(customer("K").group(text).build()));
        refused(() -> billing.customers().hold(K, Hold.of(Hold.Kind.INVOICING, text)));
        refused(() -> billing.customers()
                .put(customer("K")
                        .purchaseOrders(List.of(new PurchaseOrder(text, LocalDate.of(2026, 1, 1), Optional.empty())))
                        .build()));
        refused(() -> seller.subscription("2026-01-01", "10.00", s -> s.description(text)));
        refused(() -> seller.subscription("2026-01-01", "10.00", s -> s.labels(LineLabels.domain(text))));
        refused(() -> billing.payments()
                .receive(K, seller.money("1.00"), Booking.keyed("k").reference(text)));
        refused(() -> billing.invoices()
                .draft(ManualInvoice.builder()
                        .customer(K)
                        .text(text)
                        .addLine(ManualInvoice.Line.builder()
                                .description("Work")
                                .unitPrice(seller.money("1.00"))
                                .build())
                        .build()));
        refused(() -> billing.overviews().search(text, 10));
    }

    // ---- archives and files

    private void refusedArchive(InputStream archive, String message) {
        assertThatThrownBy(() -> billing.transfer().importFrom(archive))
                .isInstanceOfAny(InvalidInputException.class, nl.termijn.error.NotAllowedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_line_without_an_end_is_refused_before_it_fills_the_memory() {
        Endless endless = new Endless();
        Billing empty = Billing.builder()
                .store(new nl.termijn.store.memory.InMemoryBillingStore())
                .administration("hosting-bv")
                .build();
        assertThatThrownBy(() -> empty.transfer().importFrom(endless))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bytes");
        assertThat(endless.read).isLessThan(40 << 20);
    }

    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return 'x';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            java.util.Arrays.fill(into, from, from + length, (byte) 'x');
            read += length;
            return length;
        }
    }

    @Test
    void a_field_without_an_end_is_refused_before_it_fills_the_memory() {
        long[] read = {0};
        Reader endless = new Reader() {
            @Override
            public int read(char[] into, int from, int length) {
                java.util.Arrays.fill(into, from, from + length, 'x');
                read[0] += length;
                return length;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> billing.runs().compare(YearMonth.of(2026, 1), endless, Locale.ENGLISH))
                .isInstanceOf(InvalidInputException.class);
        Reader quoted = new Reader() {
            private final Reader head = new StringReader("customer,net\nK,\"");

            @Override
            public int read(char[] into, int from, int length) throws java.io.IOException {
                int start = head.read(into, from, length);
                return start > 0 ? start : endless.read(into, from, length);
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> billing.runs().compare(YearMonth.of(2026, 1), quoted, Locale.ENGLISH))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("characters");
        assertThat(read[0]).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "7",
                "{\"kind\":\"customer\"}",
                "{\"kind\":\"customer\",\"value\":null}",
                "{\"kind\":\"runClaim\",\"customer\":null,\"month\":\"2026-01\"}",
                "{\"kind\":\"document\",\"invoice\":\"1\",\"sha256\":\"a\",\"fileName\":\"f\",\"mediaType\":\"m\",\"content\":null}",
                "{\"kind\":\"catalogue\",\"catalogue\":\"unknown\",\"key\":\"k\",\"value\":{}}",
                "{\"kind\":\"catalogue\",\"catalogue\":null,\"key\":\"k\",\"value\":{}}",
                "{\"kind\":\"catalogue\",\"catalogue\":\"price\",\"key\":\"k\",\"value\":null}",
                "{\"kind\":\"catalogue\",\"catalogue\":\"price\",\"key\":\"k\",\"value\":{\"product\":7}}",
                "{\"kind\":\"event\",\"at\":\"2026-01-01T00:00:00Z\",\"actor\":\"a\",\"event\":null}",
                "{\"kind\":\"end\",\"lines\":1,\"sha256\":null}",
                "{\"kind\":\"end\",\"lines\":1e99,\"sha256\":\"x\"}",
            })
    void a_line_that_holds_nothing_is_refused_and_nothing_is_imported(String line) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        billing.transfer().exportTo(out);
        String head = out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
        Billing empty = Billing.builder()
                .store(new nl.termijn.store.memory.InMemoryBillingStore())
                .administration("hosting-bv")
                .build();
        byte[] archive = (head + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> empty.transfer().importFrom(new ByteArrayInputStream(archive)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(empty::administration).isInstanceOf(NotFoundException.class);
    }

    @Test
    void an_archive_for_an_administration_that_exists_is_refused() {
        refusedArchive(new ByteArrayInputStream(new byte[0]), "exists");
    }
}
