package nl.termijn.samples.quickstart;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nl.termijn.samples.quickstart.CsvTable.Columns;

/**
 * One row of {@code customers.csv}, right in form; whether its content obeys the rules, the library says.
 *
 * @param line the line on which the row starts
 * @param scheduleMonths months between invoices, at least 1
 * @param scheduleStartMonth 1 to 12; not given: the administration's
 * @param paymentTermDays not given: the administration's
 * @param discountPercent 0 to 100
 */
record CustomerRow(
        int line,
        String reference,
        String name,
        Kind kind,
        Optional<String> email,
        Optional<String> street,
        Optional<String> postalCode,
        Optional<String> city,
        String country,
        Optional<String> language,
        Optional<String> vatId,
        int scheduleMonths,
        Optional<Integer> scheduleStartMonth,
        Optional<Integer> paymentTermDays,
        Optional<BigDecimal> discountPercent,
        boolean onHold) {

    static final String FILE = "customers.csv";
    static final Columns COLUMNS = new Columns(
            List.of("reference", "name", "kind", "country"),
            List.of(
                    "email",
                    "street",
                    "postalCode",
                    "city",
                    "language",
                    "vatId",
                    "scheduleMonths",
                    "scheduleStartMonth",
                    "paymentTermDays",
                    "discountPercent",
                    "onHold"));

    /** Whether the customer buys for a business. */
    enum Kind {
        BUSINESS,
        CONSUMER
    }

    static Optional<CustomerRow> read(Cells cells) {
        Optional<String> reference = cells.word("reference");
        Optional<String> name = cells.text("name");
        Optional<Kind> kind = cells.choice("kind", Kind.class);
        Optional<String> email = cells.word("email");
        Optional<String> street = cells.text("street");
        Optional<String> postalCode = cells.word("postalCode");
        Optional<String> city = cells.text("city");
        Optional<String> country = cells.word("country");
        Optional<String> language = cells.word("language");
        Optional<String> vatId = cells.word("vatId");
        int scheduleMonths = cells.whole("scheduleMonths", 1, Integer.MAX_VALUE).orElse(1);
        Optional<Integer> scheduleStartMonth = cells.whole("scheduleStartMonth", 1, 12);
        Optional<Integer> paymentTermDays = cells.whole("paymentTermDays", 0, Integer.MAX_VALUE);
        Optional<BigDecimal> discountPercent = cells.percent("discountPercent");
        boolean onHold = cells.flag("onHold").orElse(false);
        return cells.ifFaultless(() -> new CustomerRow(
                cells.line(),
                reference.orElseThrow(),
                name.orElseThrow(),
                kind.orElseThrow(),
                email,
                street,
                postalCode,
                city,
                country.orElseThrow(),
                language,
                vatId,
                scheduleMonths,
                scheduleStartMonth,
                paymentTermDays,
                discountPercent,
                onHold));
    }
}
