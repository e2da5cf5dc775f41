package nl.termijn.vat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.termijn.error.InvalidInputException;

class VatIdProperties {

    @Property(tries = 5000)
    void any_text_is_accepted_by_both_or_refused_by_both(@ForAll("texts") String text) {
        Throwable thrown = catchThrowable(() -> VatId.of(text));
        if (VatId.check(text).isPresent()) {
            assertThat(thrown).isInstanceOf(InvalidInputException.class);
        } else {
            assertThat(thrown).isNull();
            String value = VatId.of(text).value();
            assertThat(VatId.of(value).value()).isEqualTo(value);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> prefixed = Combinators.combine(
                        Arbitraries.of(VatIdFormat.class).map(Enum::name),
                        Arbitraries.strings()
                                .numeric()
                                .withChars('A', 'B', 'U', 'X', '+', '*')
                                .ofMinLength(7)
                                .ofMaxLength(13))
                .as(String::concat);
        Arbitrary<String> digits = Combinators.combine(
                        Arbitraries.of(VatIdFormat.class).map(Enum::name),
                        Arbitraries.strings().numeric().ofMinLength(8).ofMaxLength(13))
                .as(String::concat);
        return Arbitraries.oneOf(prefixed, digits, Arbitraries.strings().ofMaxLength(15));
    }
}
