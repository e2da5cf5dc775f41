package nl.termijn.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.termijn.AuditReport;
import nl.termijn.AuditReport.Kind;
import nl.termijn.Billing;
import nl.termijn.ManualInvoice;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.GiveBack;
import nl.termijn.invoice.Invoice;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.Booking;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody changes the database by hand: an audit says where, whatever it was, and never throws. */
class TamperingTest {
    private static final CustomerReference K = CustomerReference.of("K");

    private static Billing billing(HikariDataSource database) {
        JdbcBillingStore store = JdbcBillingStore.on(database);
        return Billing.builder()
                .store(store)
                .archive(store.documents())
                .mail(new InMemoryMailbox())
                .clock(Clock.fixed(Instant.parse("2026-03-02T11:00:00Z"), ZoneOffset.UTC))
                .administration("seller")
                .build();
    }

    private static Invoice sent(Billing billing, String price) {
        return billing.invoices()
                .send(billing.invoices()
                        .draft(ManualInvoice.builder()
                                .customer(K)
                                .addLine(line(price))
                                .addLine(line("1.00"))
                                .build())
                        .id());
    }

    private static ManualInvoice.Line line(String price) {
        return ManualInvoice.Line.builder()
                .description("Work")
                .unitPrice(Amounts.of(price, "EUR"))
                .pricing(Pricing.NET)
                .build();
    }

    /** Invoices 2026-00001 to 4, of which 1 is paid and 2 withdrawn; a credit note of 3; all files archived. */
    private static void fill(Billing billing) {
        billing.open(Administration.builder()
                .id(AdministrationId.of("seller"))
                .name("Seller")
                .address(Address.builder()
                        .street("Dam 1")
                        .postalCode("1012 JS")
                        .city("Amsterdam")
                        .country("NL")
                        .build())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .build());
        billing.customers()
                .put(Customer.builder()
                        .reference(K)
                        .name("Klant")
                        .kind(BuyerKind.BUSINESS)
                        .address(Address.in("NL"))
                        .addEmail("klant@voorbeeld.example")
                        .build());
        Invoice first = sent(billing, "100.00");
        Invoice second = sent(billing, "200.00");
        Invoice third = sent(billing, "300.00");
        sent(billing, "400.00");
        billing.outbox().deliver();
        billing.payments().receiveFor(first.id(), Amounts.of("50.00", "EUR"), Booking.keyed("b1"));
        billing.invoices().withdraw(second.id(), "wrong", GiveBack.DROP);
        billing.invoices().credit(third.id()).line(1).quantity(BigDecimal.ONE).send();
        billing.outbox().deliver();
    }

    private static Arguments tampering(String what, Kind kind, String... statements) {
        return Arguments.of(Named.of(what, statements), kind);
    }

    private static Stream<Arguments> tamperings() {
        String third = "(select id from {i} where number = '2026-00003')";
        List<Arguments> all = new ArrayList<>();
        for (Arguments each : List.of(
                tampering(
                        "the net of a line",
                        Kind.UNREADABLE,
                        "update {l} set net = net + 1 where invoice = " + third + " and line = 1"),
                tampering(
                        "a line is deleted",
                        Kind.UNREADABLE,
                        "delete from {l} where invoice = " + third + " and line = 2"),
                tampering(
                        "a description", Kind.CHANGED, "update {l} set description = 'other' where invoice = " + third),
                tampering(
                        "a date out of range",
                        Kind.CHANGED,
                        "update {i} set due_on = date '2036-03-01' where number = '2026-00003'"),
                tampering(
                        "an unknown constant",
                        Kind.UNREADABLE,
                        "update {l} set vat_category = 'QQ' where invoice = " + third),
                tampering(
                        "a day of issue",
                        Kind.CHANGED,
                        "update {i} set issued_on = date '2026-03-01' where number = '2026-00003'"),
                tampering(
                        "a status", Kind.UNREADABLE, "update {i} set status = 'WITHDRAWN' where number = '2026-00003'"),
                tampering(
                        "a withdrawal",
                        Kind.STATUS,
                        "update {i} set status = 'WITHDRAWN', withdrawn_on = date '2026-03-02', withdrawal_reason = 'x', give_back ="
                                + " 'DROP' where number = '2026-00003'"),
                tampering(
                        "the last document is removed and its series set back",
                        Kind.REMOVED,
                        "delete from {a} where owed in (select id from {i} where number = '2026-00004')",
                        "delete from {r} where invoice in (select id from {i} where number = '2026-00004')",
                        "delete from {b} where invoice in (select id from {i} where number = '2026-00004')",
                        "delete from {o} where number = '2026-00004'",
                        "delete from {i} where number = '2026-00004'",
                        "update {s} set last_sequence = 3, last_hash = (select hash from {i} where number = '2026-00003')"
                                + " where series not like 'C%'"),
                tampering("the series is deleted", Kind.NO_SERIES, "delete from {s} where series like 'C%'"),
                tampering("the series is moved on", Kind.WRONG_END, "update {s} set last_sequence = last_sequence + 1"),
                tampering(
                        "a document moves to an unknown series",
                        Kind.NO_SERIES,
                        "update {i} set series = 'X' where number = '2026-00004'"),
                tampering(
                        "a payment's amount",
                        Kind.LEDGER,
                        "update {o} set amount = -60, open = 0 where kind = 'PAYMENT'"),
                tampering("what is open", Kind.LEDGER, "update {o} set open = open - 1 where number = '2026-00004'"),
                tampering("an allocation is removed", Kind.LEDGER, "delete from {a}"),
                tampering(
                        "a payment is doubled",
                        Kind.LEDGER,
                        "insert into {o} (administration, id, kind, customer, dated, value_on, due_on, currency, amount, open,"
                                + " is_open, version) select administration, 'zz', kind, customer, dated, value_on, due_on, currency,"
                                + " amount, 0, 0, 1 from {o} where kind = 'PAYMENT'"),
                tampering("the log is emptied", Kind.NOT_IN_LOG, "delete from {e}"),
                tampering("an event is removed", Kind.LOG, "delete from {e} where sequence = 3"),
                tampering("an event is garbled", Kind.LOG, "update {e} set content = '{' where sequence = 3"),
                tampering("an archived file", Kind.ARCHIVE, "update {d} set media_type = media_type, content = {x}"),
                tampering("archived files are gone", Kind.ARCHIVE, "delete from {d}"))) {
            all.add(each);
        }
        return all.stream()
                .flatMap(
                        each -> Databases.both().map(database -> Arguments.of(database, each.get()[0], each.get()[1])));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("tamperings")
    void is_found(Supplier<HikariDataSource> opened, String[] statements, Kind kind) throws SQLException {
        try (HikariDataSource database = opened.get()) {
            Billing billing = billing(database);
            fill(billing);
            AuditReport before = billing.audit().verify();
            assertThat(before.problems()).isEmpty();
            assertThat(before.checked()).isEqualTo(5);
            assertThat(before.expected()).isEqualTo(5);
            assertThat(billing.audit().verify(before.anchors()).isIntact()).isTrue();
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                boolean h2 = Dialect.of(connection) == Dialect.H2;
                for (String text : statements) {
                    statement.execute(text.replace("{i}", table("invoice"))
                            .replace("{l}", table("invoice_line"))
                            .replace("{s}", table("number_series"))
                            .replace("{o}", table("open_item"))
                            .replace("{a}", table("allocation"))
                            .replace("{e}", table("event"))
                            .replace("{r}", table("archived_document"))
                            .replace("{b}", table("outbox_entry"))
                            .replace("{d}", table("document"))
                            .replace("{x}", h2 ? "x'00'" : "'\\x00'::bytea"));
                }
            }
            AuditReport after = billing(database).audit().verify();
            assertThat(after.isIntact()).isFalse();
            assertThat(after.problems()).extracting(AuditReport.Problem::kind).contains(kind);
        }
    }

    private static String table(String name) {
        return "\"termijn\"." + name;
    }
}
