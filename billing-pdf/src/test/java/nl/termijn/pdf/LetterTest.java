package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.termijn.error.InvalidInputException;
import org.junit.jupiter.api.Test;

/** What a reader finds in the letters. */
class LetterTest {
    private static final PdfDocuments DOCUMENTS = PdfDocuments.of(Theme.letter());

    private static String text(int index) throws IOException {
        return Pages.text(DOCUMENTS.render(Samples.letters().get(index)).content());
    }

    @Test
    void aReminderListsWhatIsOpenAndSinceWhen() throws IOException {
        assertThat(text(0))
                .contains("Betalingsherinnering H-1", "2026-000010 01-03-2026 15-03-2026 36 121,00 121,00")
                .contains("Totaal openstaand € 242,00")
                .contains("Betalingen zijn verwerkt t/m 20 april 2026.", "Heeft u inmiddels betaald?")
                .contains(Samples.PAY_LINK.toString());
    }

    @Test
    void aFinalDemandAddsInterestAndCostsAndSaysTheLastDay() throws IOException {
        assertThat(text(1))
                .contains("Laatste aanmaning S-2", "U bent in verzuim", "27 april 2026")
                .contains(
                        "Hoofdsom € 181,50", "Wettelijke rente € 3,17", "Incassokosten € 40,00", "Te betalen € 224,67");
    }

    /** Article 6:96(6) BW: the term starts the day after delivery, no day ends it sooner, the costs are named and not charged. */
    @Test
    void theFourteenDayLetterSaysWhatTheLawWants() throws IOException {
        assertThat(text(2))
                .contains(
                        "binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd, en in elk geval tot en met 7 mei 2026.")
                .contains("2026-000010 01-03-2026 15-03-2026", "Wij hebben € 181,50 nog niet ontvangen")
                .contains("brengen wij € 40,00 incassokosten in rekening", "Te betalen € 181,50")
                .contains("dan binnen deze termijn contact met ons op: facturen@voorbeeldhosting.nl")
                .doesNotContain("04-05-2026", "4 mei", "Te betalen uiterlijk", "221,50");
    }

    @Test
    void aLastDayBeforeTheTermIsOverIsRefused() {
        Letter.FourteenDays letter = (Letter.FourteenDays) Samples.letters().get(2);
        LocalDate sooner = letter.heading().on().plusDays(13);
        assertThatThrownBy(() -> new Letter.FourteenDays(
                        letter.heading(), letter.claims(), letter.costs(), sooner, Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("6:96(6)");
    }

    @Test
    void aFourteenDayLetterAboutWhatIsNotOverdueIsRefused() {
        Letter.FourteenDays letter = (Letter.FourteenDays) Samples.letters().get(2);
        Letter.Claim overdue = letter.claims().get(0);
        LocalDate today = letter.heading().on();
        Letter.Claim due = new Letter.Claim("2026-000042", overdue.issuedOn(), today, overdue.total(), overdue.open());
        assertThatThrownBy(() -> new Letter.FourteenDays(
                        letter.heading(), List.of(overdue, due), letter.costs(), letter.payBy(), Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2026-000042")
                .hasMessageNotContaining("2026-000010");
    }

    @Test
    void theLastDayIsFourteenDaysAfterDelivery() {
        LocalDate christmas = LocalDate.of(2026, 12, 25);
        assertThat(Letter.FourteenDays.lastDayByMail(LocalDate.of(2026, 11, 2))).isEqualTo("2026-11-16");
        assertThat(Letter.FourteenDays.lastDayByPost(LocalDate.of(2026, 11, 2), Set.of()))
                .isEqualTo("2026-11-18");
        assertThat(Letter.FourteenDays.lastDayByPost(LocalDate.of(2026, 11, 6), Set.of()))
                .isEqualTo("2026-11-24");
        assertThat(Letter.FourteenDays.lastDayByPost(
                        LocalDate.of(2026, 12, 23), Set.of(christmas, christmas.plusDays(1))))
                .isEqualTo("2027-01-12");
    }

    @Test
    void aFinalDemandSaysWhatEachDayAdds() throws IOException {
        assertThat(text(1)).contains("komt daar per dag € 0,06 rente bij");
    }

    @Test
    void aStatementSaysWhatIsOpenAndForHowLong() throws IOException {
        assertThat(text(3))
                .contains("31 tot en met 60 dagen te laat")
                .contains("Openstaande posten", "Factuur 2026-000123 01-03-2026 15-03-2026 36 121,00 121,00");
    }

    @Test
    void aStatementOfAPeriodBeginsWithWhatStoodBeforeIt() throws IOException {
        Letter.Account all = (Letter.Account) Samples.letters().get(3);
        Letter.Account march =
                new Letter.Account(all.heading(), all.statement(), Optional.of(LocalDate.of(2026, 3, 2)));
        assertThat(Pages.text(PdfDocuments.of(Theme.letter()).render(march).content()))
                .contains("Beginsaldo 02-03-2026 121,00", "Betaling Bakkerij 02-03-2026 60,50 60,50")
                .doesNotContain("Factuur 2026-000123 01-03-2026 121,00 121,00 Betaling");
    }

    @Test
    void aStatementRunsToItsBalance() throws IOException {
        assertThat(text(3))
                .contains("Rekeningoverzicht", "Factuur 2026-000123 01-03-2026 121,00 121,00")
                .contains("Betaling Bakkerij 02-03-2026 60,50 60,50", "Eindsaldo € 60,50");
    }

    @Test
    void aDossierHasAnIndexOfItsPapers() throws IOException {
        assertThat(text(4))
                .contains("Incassodossier D-5", "Debiteur Bakkerij De Korenbloem", "Totaal openstaand € 221,50")
                .contains("Stukken", "1. Factuur 2026-000010 20-04-2026 2", "2. Aanmaning 20-04-2026 4");
    }

    @Test
    void aRequestForPaymentIsNoInvoice() throws IOException {
        assertThat(text(5))
                .contains(
                        "Betaalverzoek B-6",
                        "Dit is geen factuur.",
                        "Geldig tot en met 20-05-2026",
                        "Te betalen € 40,00")
                .doesNotContain("Factuurnummer", "btw over");
    }

    @Test
    void aLetterOfManyClaimsRunsOverSeveralPages() throws IOException {
        Letter letter = new Letter.Reminder(
                Samples.heading("H-9"), Samples.claims(90), LocalDate.of(2026, 4, 20), Optional.empty());
        byte[] pdf = DOCUMENTS.render(letter).content();
        assertThat(Pages.count(pdf)).isGreaterThan(1);
        assertThat(Pages.text(pdf).split("2026-0000", -1)).hasSize(91);
    }

    @Test
    void aLetterAboutNothingIsRefused() {
        Letter letter =
                new Letter.Reminder(Samples.heading("H-9"), List.of(), LocalDate.of(2026, 4, 20), Optional.empty());
        assertThatThrownBy(() -> DOCUMENTS.render(letter)).isInstanceOf(InvalidInputException.class);
    }

    /** A letter before the last day of payment has no effect. */
    @Test
    void theAgesOfAStatementComeToItsBalanceOnOnePage() throws IOException {
        byte[] pdf = DOCUMENTS.render(Samples.letters().get(3)).content();
        assertThat(Pages.count(pdf)).isEqualTo(1);
        assertThat(Pages.text(pdf))
                .contains("31 tot en met 60 dagen te laat € 121,00 Credit € −60,50 Eindsaldo € 60,50");
    }
}
