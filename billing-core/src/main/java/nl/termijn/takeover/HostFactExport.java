package nl.termijn.takeover;

import java.time.LocalDate;
import java.util.Locale;
import nl.termijn.vat.EuTerritory;

/**
 * Exports of HostFact and WeFact, with the names that the columns have in their API; where an export was made with other names,
 * change the mapping with {@link ColumnMapping#with}.
 *
 * <p>A price there is that of one month, quarter or year ({@code Periodic}), of which a period has several ({@code Periods}); the
 * next period to be billed begins on {@code StartPeriod}.
 */
public final class HostFactExport {
    /** A day on which the member states are those that it marks. */
    private static final LocalDate MARKED_ON = LocalDate.of(2026, 1, 1);

    /** Debtors. */
    public static final ColumnMapping DEBTORS = ColumnMapping.none(ImportTable.CUSTOMERS)
            .with("reference", "DebtorCode")
            .with("name", ColumnSource.of("CompanyName").orElse("Initials", "SurName"))
            .with("kind", ColumnSource.filled("CompanyName", "BUSINESS", "CONSUMER"))
            .with("email", ColumnSource.of("InvoiceEmailAddress").orElse("EmailAddress"))
            .with("street", "Address")
            .with("postalCode", "ZipCode")
            .with("city", "City")
            .with("country", countries())
            .with("vatId", "TaxNumber")
            .with("paymentTermDays", ColumnSource.of("InvoiceTerm").where("-1", ""));

    /** Subscriptions. */
    public static final ColumnMapping SUBSCRIPTIONS = ColumnMapping.none(ImportTable.SUBSCRIPTIONS)
            .with("reference", "Identifier")
            .with("customer", "DebtorCode")
            .with("product", "ProductCode")
            .with("description", "Description")
            .with("quantity", "Number")
            .with("unitPrice", ColumnSource.product("PriceExcl", "Periods"))
            .with(
                    "cycleMonths",
                    ColumnSource.product("Periods", "Periodic")
                            .where("m", "1")
                            .where("k", "3")
                            .where("h", "6")
                            .where("j", "12")
                            .where("t", "24"))
            .with("start", ColumnSource.of("StartContract").orElse("StartPeriod"))
            .with("billedThrough", "StartPeriod")
            .with("end", "TerminationDate")
            .with("discountPercent", "DiscountPercentage")
            .with(
                    "vatKind",
                    ColumnSource.of("TaxPercentage")
                            .where("21", "STANDARD")
                            .where("9", "REDUCED")
                            .where("0", "ZERO"));

    /** Invoices. */
    public static final ColumnMapping INVOICES = ColumnMapping.none(ImportTable.OPEN_INVOICES)
            .with("number", "InvoiceCode")
            .with("customer", "DebtorCode")
            .with("date", "Date")
            .with("dueDate", "PayBefore")
            .with("gross", "AmountIncl")
            .with("open", ColumnSource.of("AmountOutstanding").orElse("AmountIncl"))
            .without("Status", "0", "4", "8", "9");

    /** The mandates of debtors, from the same file; those that have none are left out. */
    public static final ColumnMapping MANDATES = ColumnMapping.none(ImportTable.MANDATES)
            .with("reference", "MandateID")
            .with("customer", "DebtorCode")
            .with("iban", "AccountNumber")
            .with("signedOn", "MandateDate")
            .with("holder", "AccountName")
            .without("MandateID", "");

    private HostFactExport() {}

    private static ColumnSource countries() {
        ColumnSource source = ColumnSource.of("Country");
        // the home country is written without a mark
        for (String country : Locale.getISOCountries()) {
            if (EuTerritory.isMember(country, MARKED_ON) && !country.equals("NL")) {
                source = source.where("EC-" + country, country);
            }
        }
        return source;
    }
}
