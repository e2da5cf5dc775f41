package nl.termijn.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nl.termijn.invoice.Party;
import nl.termijn.invoice.PaymentAdvice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The address shows in the window of the envelope however the sheet slides, and nothing else does. */
class EnvelopeTest {
    private static final Party CUSTOMER = Party.builder()
            .name("Wwwwwwwwwwwwwwwwwwwwwwww en Zonen, afdeling Crediteurenadministratie")
            .address(Samples.address("Qqq jjj gggppp yyy straatweg 123", "5611 AB", "Qyjpg", "NL"))
            .build();

    static List<Arguments> positions() {
        List<Arguments> all = new ArrayList<>();
        for (AddressPosition position : AddressPosition.values()) {
            for (Theme theme : List.of(Theme.letter(), Theme.clear(), Theme.ledger())) {
                all.add(Arguments.of(
                        position, theme.toBuilder().address(position).build()));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("positions")
    void theAddressIsAlwaysVisibleAndNothingPrivateEverIs(AddressPosition position, Theme theme) throws IOException {
        byte[] pdf = PdfDocuments.of(theme)
                .render(Samples.invoice(Samples.lines(1), CUSTOMER, Samples.DUTCH, PaymentAdvice.TRANSFER).toBuilder()
                        .purchaseOrder("INKOOP-2026-0815")
                        .build())
                .content();
        AddressPosition.Area always = position.alwaysVisible();
        AddressPosition.Area maybe = position.maybeVisible();
        StringBuilder shown = new StringBuilder();
        for (Pages.Letter letter : Pages.letters(pdf, 1)) {
            if (letter.right() > maybe.left()
                    && letter.left() < maybe.right()
                    && letter.bottom() > maybe.top()
                    && letter.top() < maybe.bottom()) {
                shown.append(letter.text());
                boolean ofTheAddress = letter.top() > position.top() - 1;
                if (ofTheAddress) {
                    assertThat(letter.left()).isGreaterThanOrEqualTo(always.left());
                    assertThat(letter.right()).isLessThanOrEqualTo(always.right() + 0.01);
                    assertThat(letter.top()).isGreaterThanOrEqualTo(always.top());
                    assertThat(letter.bottom()).isLessThanOrEqualTo(always.bottom() + 0.3);
                }
            }
        }
        assertThat(shown.toString().replaceAll("[\\s\\u00a0]+", ""))
                .isEqualTo(
                        "VoorbeeldHostingB.V.·Keizersgracht123·1015CJAmsterdam"
                                + "WwwwwwwwwwwwwwwwwwwwwwwwenZonen,afdelingCrediteurenadministratieQqqjjjgggpppyyystraatweg1235611ABQyjpg");
    }

    @ParameterizedTest
    @CsvSource({
        "NL_WINDOW_RIGHT, 105, 60, 195, 85",
        "NL_WINDOW_LEFT, 20, 60, 105, 85",
        "DE_FORM_B, 20, 54, 91, 90",
        "DE_FORM_A, 20, 32, 100, 72"
    })
    void whatAlwaysShowsFollowsFromTheEnvelopes(
            AddressPosition position, double left, double top, double right, double bottom) {
        assertThat(position.alwaysVisible()).isEqualTo(new AddressPosition.Area(left, top, right, bottom));
    }

    @Test
    void whatMayShowIsWiderThanWhatAlwaysDoes() {
        for (AddressPosition position : AddressPosition.values()) {
            AddressPosition.Area always = position.alwaysVisible();
            AddressPosition.Area maybe = position.maybeVisible();
            assertThat(maybe.left()).isLessThan(always.left());
            assertThat(maybe.right()).isGreaterThan(always.right());
            assertThat(maybe.top()).isLessThan(always.top());
            assertThat(maybe.bottom()).isGreaterThan(always.bottom());
        }
    }
}
