package nl.termijn.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void namesFileLineColumnValueAndRule() {
        assertThat(new Refusal("customers.csv", 17, "vatId", "NL123", "is too short; write nine digits"))
                .hasToString("customers.csv:17: vatId: 'NL123': is too short; write nine digits");
    }

    @Test
    void leavesOutWhatIsNotMeant() {
        assertThat(new Refusal("customers.csv", 17, "", "", "is short")).hasToString("customers.csv:17: is short");
        assertThat(new Refusal("a.json", 0, "", "", "is not there")).hasToString("a.json: is not there");
        assertThat(new Refusal("a.csv", 2, "name", "", "must be given"))
                .hasToString("a.csv:2: name: '': must be given");
    }

    @Test
    void staysOnOneLineWhateverTheValueIs() {
        assertThat(new Refusal("a.csv", 2, "name", "x\r\n\ty\u001b[2J", "no"))
                .hasToString("a.csv:2: name: 'x\\r\\n\\ty\uFFFD[2J': no");
        assertThat(new Refusal("a.csv", 2, "name", "é".repeat(5000), "no").toString())
                .isEqualTo("a.csv:2: name: '" + "é".repeat(120) + "…': no");
    }
}
