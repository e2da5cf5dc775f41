package nl.termijn.takeover;

import java.util.ArrayList;
import java.util.List;

/** What is taken over from another program, a table each, in the order in which it is done. */
public enum ImportTable {
    /** Who is billed. */
    CUSTOMERS(
            "reference,name,kind,country",
            "email,street,postalCode,city,language,vatId,scheduleMonths,scheduleStartMonth,paymentTermDays,"
                    + "discountPercent,group"),

    /**
     * What runs. {@code billedThrough} is the first day that the other program has not billed: a whole period begins there, also
     * where periods counted from {@code start} would begin on another day. A set-up fee was charged there.
     */
    SUBSCRIPTIONS(
            "reference,customer,description,cycleMonths,start,unitPrice,billedThrough",
            "product,quantity,end,timing,pricing,vatKind,discountPercent,leadDays,minimumMonths,noticeMonths"),

    /** Invoices on which something is owed, a row for each VAT rate; {@code open} is of the whole invoice. */
    OPEN_INVOICES("number,customer,date,dueDate,gross", "open,vatRate"),

    /** What customers are owed. */
    CREDITS("reference,customer,amount", ""),

    /**
     * Mandates for direct debit, with the references that the customers signed for. {@code lastCollectedOn} is the day of the last
     * collection there; without one nothing was collected yet, or it is not known.
     */
    MANDATES("reference,customer,iban,signedOn", "holder,scheme,lastCollectedOn");

    private final String required;
    private final String optional;

    ImportTable(String required, String optional) {
        this.required = required;
        this.optional = optional;
    }

    /** The columns that every row needs; the first is its key. */
    public List<String> required() {
        return List.of(required.split(",", -1));
    }

    /** All columns. */
    public List<String> columns() {
        List<String> all = new ArrayList<>(required());
        if (!optional.isEmpty()) {
            all.addAll(List.of(optional.split(",", -1)));
        }
        return all;
    }
}
