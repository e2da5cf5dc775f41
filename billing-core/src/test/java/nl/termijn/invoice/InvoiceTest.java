package nl.termijn.invoice;

import static nl.termijn.testing.Fixtures.S21;
import static nl.termijn.testing.Fixtures.administration;
import static nl.termijn.testing.Fixtures.customer;
import static nl.termijn.testing.Fixtures.day;
import static nl.termijn.testing.Fixtures.draft;
import static nl.termijn.testing.Fixtures.due;
import static nl.termijn.testing.Fixtures.eur;
import static nl.termijn.testing.Fixtures.grossLine;
import static nl.termijn.testing.Fixtures.line;
import static nl.termijn.testing.Fixtures.number;
import static nl.termijn.testing.Fixtures.plain;
import static nl.termijn.testing.Fixtures.sent;
import static nl.termijn.testing.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.error.InvalidInputException;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.testing.Json;
import nl.termijn.vat.VatId;
import org.junit.jupiter.api.Test;

class InvoiceTest {
    private static final Invoice DRAFT = draft("I-1", List.of(line("10.00", S21), grossLine("14.95", S21)));

    @Test
    void its_life_follows_from_what_happened_to_it() {
        assertThat(DRAFT.kind()).isEqualTo(InvoiceKind.INVOICE);
        assertThat(DRAFT.status()).isEqualTo(InvoiceStatus.AWAITING_APPROVAL);
        assertThat(DRAFT.number()).isEmpty();
        assertThat(DRAFT.issuedOn()).isEmpty();
        assertThat(DRAFT.name()).isEqualTo("draft I-1");
        Invoice sent = sent(DRAFT, 42);
        assertThat(sent.status()).isEqualTo(InvoiceStatus.SENT);
        assertThat(sent.number()).contains("2026-00042");
        assertThat(sent.issuedOn()).contains(day("2026-02-01"));
        assertThat(sent.name()).isEqualTo("2026-00042");
        Invoice withdrawn = sent.toBuilder()
                .withdrawal(new Withdrawal(day("2026-02-03"), "wrong customer", GiveBack.GIVE_BACK))
                .build();
        assertThat(withdrawn.status()).isEqualTo(InvoiceStatus.WITHDRAWN);
    }

    @Test
    void lines_are_counted_from_1() {
        assertThat(plain(DRAFT.line(2).amount())).isEqualTo("14.95");
        for (int wrong : new int[] {0, 3, -1}) {
            assertThatThrownBy(() -> DRAFT.line(wrong))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("'" + wrong + "': must be 1 to 2 on draft I-1");
        }
    }

    @Test
    void new_lines_bring_new_totals() {
        assertThat(plain(DRAFT.withLines(List.of(line("100.00", S21))).totals().gross()))
                .isEqualTo("121.00");
    }

    @Test
    void totals_are_those_of_the_lines() {
        InvoiceTotals right = DRAFT.totals();
        for (InvoiceTotals wrong : List.of(
                new InvoiceTotals(right.rows(), List.of(), right.net(), right.vat(), right.gross()),
                new InvoiceTotals(right.rows(), right.lineNets(), eur("22.35"), eur("4.70"), right.gross()),
                new InvoiceTotals(right.rows(), right.lineNets(), right.net(), right.vat(), eur("27.06")))) {
            assertThatThrownBy(() -> DRAFT.toBuilder().totals(wrong).build())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("use InvoiceTotals.of");
        }
    }

    @Test
    void a_party_is_what_it_was_on_the_day_of_sending() {
        Party seller = Party.seller(administration()
                .vatId(VatId.of("NL661712813B01"))
                .kvkNumber("01234567")
                .iban("NL91ABNA0417164300")
                .bic("ABNANL2A")
                .email("info@example.nl")
                .build());
        assertThat(seller.name()).isEqualTo("Hosting B.V.");
        assertThat(seller.vatId()).isPresent();
        assertThat(seller.kvkNumber()).contains("01234567");
        assertThat(seller.iban()).contains("NL91ABNA0417164300");
        assertThat(seller.bic()).contains("ABNANL2A");
        assertThat(seller.email()).contains("info@example.nl");
        Party customer = Party.customer(customer()
                .vatId(VatId.of("NL661712813B01"))
                .addEmails("post@example.nl")
                .build());
        assertThat(customer.name()).isEqualTo("Bakkerij De Vries");
        assertThat(customer.vatId()).contains(VatId.of("NL661712813B01"));
        assertThat(customer.email()).isEmpty();
    }

    @Test
    void round_trips_through_json() {
        Json.assertRoundTrip(DRAFT, Invoice.class);
        List<InvoiceLine> lines = due(subscription(1, "10.00", "2026-01-31").build(), "2026-04-01");
        Invoice run = draft("I-2", lines).toBuilder()
                .runMonth(YearMonth.of(2026, 2))
                .addStretches(new BilledStretch(SubscriptionReference.of("S-1"), day("2026-01-31"), day("2026-04-30")))
                .text("Thank you")
                .purchaseOrder("PO-1")
                .paymentTerm(PaymentTerm.endOfMonthPlus(14))
                .approval(new Approval("mia", Instant.parse("2026-02-01T10:15:30.123456Z")))
                .version(4)
                .build();
        Json.assertRoundTrip(run, Invoice.class);
        Invoice sent = sent(run, 7);
        Json.assertRoundTrip(
                sent.toBuilder()
                        .kind(InvoiceKind.CREDIT_NOTE)
                        .addRefersTo(InvoiceId.of("I-1"))
                        .issuance(sent.issuance().orElseThrow().toBuilder()
                                .addReferred(new Referred("2026-00001", day("2026-03-01")))
                                .euroVat(new EuroVat(number("1.0850"), day("2026-01-31"), eur("48.39")))
                                .build())
                        .withdrawal(new Withdrawal(day("2026-02-03"), "wrong", GiveBack.DROP))
                        .export(new LedgerExport("Twinfield", day("2026-02-02")))
                        .build(),
                Invoice.class);
    }
}
