package nl.termijn.takeover;

/**
 * Exports of WHMCS, with the names that the columns have in its database; where an export was made with other names, change
 * the mapping with {@link ColumnMapping#with}.
 *
 * <p>A service is billed through {@code nextinvoicedate}: {@code nextduedate} stays behind while an invoice is unpaid, and would
 * bill its period twice.
 */
public final class WhmcsExport {
    /** {@code tblclients}. */
    public static final ColumnMapping CLIENTS = ColumnMapping.none(ImportTable.CUSTOMERS)
            .with("reference", "id")
            .with("name", ColumnSource.of("companyname").orElse("firstname", "lastname"))
            .with("kind", ColumnSource.filled("companyname", "BUSINESS", "CONSUMER"))
            .with("email", "email")
            .with("street", ColumnSource.of("address1", "address2"))
            .with("postalCode", "postcode")
            .with("city", "city")
            .with("country", "country")
            .with("vatId", "tax_id")
            .with(
                    "language",
                    ColumnSource.of("language")
                            .where("dutch", "nl")
                            .where("english", "en")
                            .where("german", "de")
                            .where("french", "fr"));

    /** {@code tblhosting}; its keys get {@code S} before them. */
    public static final ColumnMapping SERVICES = recurring("S")
            .with("description", ColumnSource.of("name", "domain").orElse("domain"))
            .with("product", "packageid")
            .with("start", "regdate")
            .with("unitPrice", "amount")
            .with(
                    "cycleMonths",
                    ColumnSource.of("billingcycle")
                            .where("Monthly", "1")
                            .where("Quarterly", "3")
                            .where("Semi-Annually", "6")
                            .where("Annually", "12")
                            .where("Biennially", "24")
                            .where("Triennially", "36"))
            .without("domainstatus", "Cancelled", "Terminated", "Fraud", "Completed")
            .without("billingcycle", "One Time", "Free Account");

    /** {@code tbldomains}; its keys get {@code D} before them. */
    public static final ColumnMapping DOMAINS = recurring("D")
            .with("description", "domain")
            .with("start", "registrationdate")
            .with("unitPrice", "recurringamount")
            .with("cycleMonths", years("registrationperiod"))
            .without("status", "Cancelled", "Expired", "Fraud", "Transferred Away", "Grace", "Redemption");

    /** {@code tblinvoices}; what has no number of its own has the key. */
    public static final ColumnMapping INVOICES = ColumnMapping.none(ImportTable.OPEN_INVOICES)
            .with("number", ColumnSource.of("invoicenum").orElse("id"))
            .with("customer", "userid")
            .with("date", "date")
            .with("dueDate", "duedate")
            .with("gross", "total")
            .with("open", ColumnSource.of("balance").orElse("total"))
            .with("vatRate", "taxrate")
            .without("status", "Paid", "Cancelled", "Refunded", "Draft");

    private WhmcsExport() {}

    private static ColumnMapping recurring(String prefix) {
        return ColumnMapping.none(ImportTable.SUBSCRIPTIONS)
                .with("reference", ColumnSource.of("id").after(prefix))
                .with("customer", "userid")
                .with("billedThrough", ColumnSource.of("nextinvoicedate").orElse("nextduedate"));
    }

    private static ColumnSource years(String column) {
        ColumnSource source = ColumnSource.of(column);
        for (int years = 1; years <= 10; years++) {
            source = source.where(Integer.toString(years), Integer.toString(12 * years));
        }
        return source;
    }
}
