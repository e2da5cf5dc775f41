package nl.termijn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one rule for mail addresses, and domains as servers know them. */
class MailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jan@x.nl",
                "o'brien+shop@x.nl",
                "a.b.c@sub.x-y.co.uk",
                "jan@xn--strae-oqa.de",
                "jan_b@x.nl",
                "1@2.nl"
            })
    void anAddressIsAccepted(String address) {
        assertThat(MailAddress.isAddress(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "jan",
                "@x.nl",
                "jan@",
                "a..b@x.nl",
                ".a@x.nl",
                "a.@x.nl",
                "jan@x.nl.",
                "jan@.x.nl",
                "jan@x..nl",
                "jan@b_c.nl",
                "jan@-x.nl",
                "jan@x-.nl",
                "jan@localhost",
                "jan@10.0.0.1",
                "jan@[10.0.0.1]",
                "a(c)@x.nl",
                "\"a b\"@x.nl",
                "a@b@x.nl",
                "a b@x.nl",
                "a,b@x.nl",
                "Jan <jan@x.nl>",
                "jan@x.nl\r\nBcc: a@b.nl",
                "j\u00f6rg@x.nl",
                "jan@ab--cd.nl",
                "jan@xn--a.nl",
                "jan@xn--99999999.nl",
                "jan@a\u200db.nl",
                "jan@\u2764.nl",
                "jan@a\u05d0.nl"
            })
    void whatServersDoNotTakeIsRefused(String address) {
        assertThat(MailAddress.isAddress(address)).isFalse();
    }

    @Test
    void lengthsAreThoseOfTheStandard() {
        assertThat(MailAddress.isAddress("a".repeat(64) + "@x.nl")).isTrue();
        assertThat(MailAddress.isAddress("a".repeat(65) + "@x.nl")).isFalse();
        assertThat(MailAddress.isAddress("a@" + "b".repeat(63) + ".nl")).isTrue();
        assertThat(MailAddress.isAddress("a@" + "b".repeat(64) + ".nl")).isFalse();
        assertThat(MailAddress.isAddress("a@" + ("b".repeat(60) + ".").repeat(5) + "nl"))
                .isFalse();
        assertThat(MailAddress.isAddress("a@" + "\u00fc".repeat(70) + ".nl")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "info@stra\u00dfe.de, info@xn--strae-oqa.de",
        "info@STRA\u1e9eE.de, info@xn--strae-oqa.de",
        "Info@B\u00dccher.Example, Info@xn--bcher-kva.example",
        "a@bu\u0308cher.example, a@xn--bcher-kva.example",
        "a@\u03b2\u03cc\u03bb\u03bf\u03c2.com, a@xn--nxasmm1c.com",
        "a@\u4f8b\u3048.\u30c6\u30b9\u30c8, a@xn--r8jz45g.xn--zckzah",
        "a@x\u3002nl, a@x.nl",
        "a@\uff58.nl, a@x.nl"
    })
    void domainsAreThoseOfIdna2008(String written, String known) {
        assertThat(MailAddress.ascii(written)).contains(known);
    }
}
