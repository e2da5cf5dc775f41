package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nl.termijn.samples.quickstart.ActionRow.Action;
import nl.termijn.samples.quickstart.CustomerRow.Kind;
import nl.termijn.samples.quickstart.SubscriptionRow.Alignment;
import nl.termijn.samples.quickstart.SubscriptionRow.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    private final Map<String, byte[]> files = new HashMap<>();

    InputTest() {
        file("administration.json", "{\"name\": \"Seller\"}");
    }

    @Test
    void tablesThatAreNotThereAreEmpty() throws InputException {
        Input input = read();
        assertThat(input.customers()).isEmpty();
        assertThat(input.subscriptions()).isEmpty();
        assertThat(input.pendingLines()).isEmpty();
        assertThat(input.actions()).isEmpty();
        assertThat(input.refusals()).isEmpty();
    }

    @Test
    void whatIsNotGivenHasItsDefault() throws InputException {
        file("customers.csv", "\uFEFFreference,name,kind,country\nC1,Jansen,CONSUMER,NL\n");
        file(
                "subscriptions.csv",
                "unitPrice,reference,customer,description,cycleMonths,start\n9.95,S1,C1,Hosting,1,2026-01-31\n");
        file("pending-lines.csv", "reference,customer,date,description,unitPrice\nL1,C1,2026-02-01,Uren,-85\n");
        file("actions.csv", "date,action,subject\n2026-02-01,PAUSE,S1\n");
        Input input = read();
        assertThat(input.refusals()).isEmpty();
        CustomerRow customer = input.customers().get(0);
        assertThat(customer.kind()).isEqualTo(Kind.CONSUMER);
        assertThat(customer.scheduleMonths()).isEqualTo(1);
        assertThat(customer.onHold()).isFalse();
        assertThat(customer.vatId()).isEmpty();
        SubscriptionRow subscription = input.subscriptions().get(0);
        assertThat(subscription.timing()).isEqualTo(Timing.ADVANCE);
        assertThat(subscription.alignment()).isEqualTo(Alignment.ANNIVERSARY);
        assertThat(subscription.start()).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(subscription.quantity()).isEqualTo(BigDecimal.ONE);
        assertThat(subscription.vatKind()).isEqualTo(VatKind.STANDARD);
        assertThat(subscription.pricing()).isEmpty();
        assertThat(subscription.leadDays()).isZero();
        PendingLineRow line = input.pendingLines().get(0);
        assertThat(line.unitPrice()).isEqualTo(new BigDecimal("-85"));
        assertThat(input.actions())
                .containsExactly(new ActionRow(
                        2, LocalDate.of(2026, 2, 1), Action.PAUSE, "S1", Optional.empty(), Optional.empty()));
    }

    @Test
    void allFaultsOfARowAreListedAndTheOthersAreRead() throws InputException {
        file("customers.csv", """
                reference,name,kind,country,scheduleMonths,discountPercent,onHold
                C1,,Business,NL,0,100.5,perhaps
                C2,Jansen,CONSUMER,NL,often,,YES
                C3,Smit,OTHER,NL,,,
                C4,Bos,CONSUMER,NL,12,10,1
                ,,,,,,
                """);
        Input input = read();
        assertThat(input.customers()).extracting(CustomerRow::reference).containsExactly("C4");
        assertThat(input.customers()).extracting(CustomerRow::onHold).containsExactly(true);
        assertThat(input.refusals())
                .extracting(Refusal::toString)
                .containsExactly(
                        "customers.csv:2: name: '': must be given; fill it in",
                        "customers.csv:2: kind: 'Business': must be in capitals; write BUSINESS",
                        "customers.csv:2: scheduleMonths: '0': must be 1 or more; write a larger number",
                        "customers.csv:2: discountPercent: '100.5': must be 0 to 100; write 12.5 for 12.5 %",
                        "customers.csv:2: onHold: 'perhaps': is neither yes nor no; write true or false",
                        "customers.csv:3: scheduleMonths: 'often': is not a whole number; write digits only, such as 12",
                        "customers.csv:4: kind: 'OTHER': is unknown; write one of BUSINESS, CONSUMER");
    }

    @Test
    void refusalsOfAFileAreInTheOrderOfItsLines() throws InputException {
        file("customers.csv", "reference,name,kind,country\nC1,,CONSUMER,NL\nC2\nC3,,CONSUMER,NL\n");
        assertThat(read().refusals()).extracting(Refusal::line).containsExactly(2, 3, 4);
    }

    @Test
    void aReferenceIsUsedOnce() throws InputException {
        file("customers.csv", """
                reference,name,kind,country
                C1,Jansen,CONSUMER,NL
                C2,,CONSUMER,NL
                 C1 ,Smit,CONSUMER,NL
                C2,Bos,CONSUMER,NL
                """);
        Input input = read();
        assertThat(input.customers()).extracting(CustomerRow::name).containsExactly("Jansen");
        assertThat(input.refusals())
                .extracting(Refusal::toString)
                .containsExactly(
                        "customers.csv:3: name: '': must be given; fill it in",
                        "customers.csv:4: reference: ' C1 ': is used on line 2 already; give each row its own",
                        "customers.csv:5: reference: 'C2': is used on line 3 already; give each row its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e3",
                "1.000.00",
                "\"1,5\"",
                "NaN",
                ".5",
                "5.",
                "+5",
                "--5",
                "1 000",
                "٣",
                "0x10",
                "12345678901234567890"
            })
    void onlyPlainDecimalsAreNumbers(String given) throws InputException {
        file(
                "pending-lines.csv",
                "reference,customer,date,description,unitPrice\nL1,C1,2026-02-01,Uren," + given + "\n");
        assertThat(read().refusals())
                .singleElement()
                .satisfies(r -> assertThat(r.toString())
                        .startsWith("pending-lines.csv:2: unitPrice: '")
                        .contains("is not a decimal number"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-30, is not a day of the calendar",
        "2026-2-3, is not a date",
        "20260203, is not a date",
        "03-02-2026, is not a date",
        "2026-02-03T00:00, is not a date"
    })
    void onlyStrictIsoDatesAreDates(String given, String rule) throws InputException {
        file("pending-lines.csv", "reference,customer,date,description,unitPrice\nL1,C1," + given + ",Uren,1\n");
        assertThat(read().refusals())
                .singleElement()
                .extracting(Refusal::rule)
                .asString()
                .startsWith(rule);
    }

    @Test
    void aSubscriptionHasOneKindOfDiscount() throws InputException {
        file("subscriptions.csv", """
                reference,customer,description,cycleMonths,start,unitPrice,discountPercent,discountAmount
                S1,C1,Hosting,1,2026-01-01,9.95,10,2.00
                """);
        assertThat(read().refusals())
                .extracting(Refusal::toString)
                .containsExactly(
                        "subscriptions.csv:2: discountAmount: '2.00': stands beside a discountPercent; give one of the two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRICE", "QUANTITY", "SCHEDULE", "LINE", "INVOICE", "PAY"})
    void anActionThatNeedsAnAmountIsRefusedWithout(String action) throws InputException {
        file(
                "actions.csv",
                "date,action,subject,amount,argument\n2026-02-01," + action + ",X,,\n2026-02-01," + action + ",X,1,\n");
        Input input = read();
        assertThat(input.actions()).hasSize(1);
        assertThat(input.refusals())
                .singleElement()
                .satisfies(r -> assertThat(r.rule()).startsWith("must be given for " + action + "; fill in the "));
    }

    @Test
    void actionsKeepTheOrderOfTheFileAndTheArgumentAsItStands() throws InputException {
        file("actions.csv", """
                date,action,subject,amount,argument
                2026-03-01,WITHDRAW,2026-00001,,GIVE_BACK  wrong address
                2026-02-01,RUN,ALL,,2026-01
                2026-02-01,Run,ALL,,
                """);
        Input input = read();
        assertThat(input.actions()).extracting(ActionRow::action).containsExactly(Action.WITHDRAW, Action.RUN);
        assertThat(input.actions().get(0).argument()).contains("GIVE_BACK  wrong address");
        assertThat(input.refusals()).extracting(Refusal::rule).containsExactly("must be in capitals; write RUN");
    }

    @Test
    void everyFileThatCannotBeUsedIsNamed() {
        files.remove("administration.json");
        file("customers.csv", "reference,name,kind,country,colour\n");
        files.put(
                "actions.csv",
                "date,action,subject\n2026-01-01,PAUSE,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(this::read)
                .satisfies(e -> assertThat(e.reasons())
                        .extracting(Refusal::toString)
                        .satisfiesExactly(
                                r -> assertThat(r).startsWith("administration.json: is not there; "),
                                r -> assertThat(r)
                                        .startsWith("customers.csv:1: colour: 'colour': the column is unknown; "),
                                r -> assertThat(r).startsWith("actions.csv:2: is not UTF-8; ")));
    }

    private Input read() throws InputException {
        return Input.read(name -> Optional.ofNullable(files.get(name)));
    }

    private void file(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
