package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a file is a refusal of its row or property, and never a fault of the program. */
class BadRowsTest {
    private static final String LONG = "x".repeat(101);

    @TempDir
    private Path folder;

    private PlayFolder play() {
        return new PlayFolder(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"email\": \"nobody\"",
                "\"email\": \"a..b@x.nl\"",
                "\"vatId\": \"NL1\"",
                "\"kvkNumber\": \"1\"",
                "\"iban\": \"NL00\"",
                "\"country\": \"QQ\"",
                "\"invoiceNumberFormat\": \"{x}\"",
                "\"invoiceNumberFormat\": \"2026\"",
                "\"street\": \"a\\u0000b\"",
                "\"postalCode\": \"\\ud800\"",
            })
    void a_property_of_the_seller_that_is_not_valid_is_named_and_nothing_is_played(String property) {
        PlayFolder.Played played = play().seller(property).play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(2);
        assertThat(played.errors())
                .startsWith("administration.json: ")
                .contains(
                        property.contains("Format") ? "numberFormat" : property.substring(1, property.indexOf('"', 1)))
                .doesNotContain("report this", "Exception");
    }

    @Test
    void a_reference_of_a_hundred_and_one_characters_is_a_refusal_of_its_row() {
        PlayFolder.Played played = play().customer()
                .customer("reference=" + LONG)
                .subscription("start=2026-01-01", "unitPrice=10.00")
                .subscription("reference=" + LONG, "start=2026-01-01", "unitPrice=10.00")
                .subscription("reference=T", "customer=" + LONG, "start=2026-01-01", "unitPrice=10.00")
                .pendingLine("reference=" + LONG, "date=2026-01-01", "unitPrice=1.00")
                .actions("2026-01-05,END," + LONG + ",,", "2026-01-05,PAY," + LONG + ",1.00,bank")
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.errors())
                .contains(
                        "customers.csv:3: reference: ",
                        "subscriptions.csv:3: reference: ",
                        "subscriptions.csv:4: customer: ",
                        "pending-lines.csv:2: reference: ",
                        "actions.csv:2: subject: ")
                .doesNotContain("report this", "Exception");
        assertThat(played.invoices("net")).containsExactly("10.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a..b@x.nl", "jan@x.nl.", "a@b@c"})
    void an_address_that_no_mail_reaches_is_a_refusal_of_its_row(String email) {
        PlayFolder.Played played = play().customer()
                .customer("reference=L", "email=" + email)
                .subscription("start=2026-01-01", "unitPrice=10.00")
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.errors()).startsWith("customers.csv:3: email: ").doesNotContain("report this");
        assertThat(played.invoices("net")).containsExactly("10.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1E+400", "9999999999999999", "0.00000000001"})
    void a_number_without_bounds_is_a_refusal_of_its_row(String price) {
        PlayFolder.Played played = play().subscription("start=2026-01-01", "unitPrice=10.00")
                .subscription("reference=T", "start=2026-01-01", "unitPrice=" + price)
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.errors())
                .startsWith("subscriptions.csv:3: unitPrice: ")
                .doesNotContain("report this");
        assertThat(played.invoices("net")).containsExactly("10.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01", "1899-12-31", "10000-01-01", "+999999999-12-31"})
    void a_day_without_bounds_is_a_refusal_of_its_row(String start) {
        PlayFolder.Played played = play().subscription("start=2026-01-01", "unitPrice=10.00")
                .subscription("reference=T", "start=" + start, "unitPrice=10.00")
                .play("2026-01", "2026-01");
        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.errors()).startsWith("subscriptions.csv:3: start: ").doesNotContain("report this");
        assertThat(played.invoices("net")).containsExactly("10.00");
    }
}
