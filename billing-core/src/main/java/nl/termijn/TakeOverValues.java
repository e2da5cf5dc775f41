package nl.termijn;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.money.CurrencyUnit;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Pricing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.customer.Mandate;
import nl.termijn.customer.MandateReference;
import nl.termijn.error.InvalidInputException;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.money.Amounts;
import nl.termijn.receivable.ItemId;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.ContractTerm;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatBuyer;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatKind;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatRules;
import nl.termijn.vat.VatSeller;
import nl.termijn.vat.VatTreatment;

/** What rows of another program's files are here. What is wrong stands on the row, and then nothing comes of it. */
final class TakeOverValues {
    private final String system;
    private final VatSeller seller;
    private final CurrencyUnit currency;
    private final VatRules vatRules;

    TakeOverValues(String system, Administration administration, VatRules vatRules) {
        this.system = system;
        this.seller = administration.vatSeller();
        this.currency = administration.currency();
        this.vatRules = vatRules;
    }

    /** The customer of a row; what the file does not tell stays as it is {@code stored}. */
    Optional<Customer> customer(TakeOverRow row, Optional<Customer> stored) {
        String reference = row.required("reference");
        String name = row.required("name");
        Optional<BuyerKind> kind = kind(row);
        String country = row.required("country");
        Customer.Builder builder = stored.map(Customer::toBuilder).orElseGet(Customer::builder);
        row.text("email")
                .map(text -> Arrays.stream(text.split("[;,]", -1))
                        .map(String::strip)
                        .filter(email -> !email.isEmpty())
                        .toList())
                .ifPresent(builder::emails);
        row.text("language")
                .map(text -> Locale.forLanguageTag(text.replace('_', '-')))
                .ifPresent(builder::language);
        row.value("vatId", VatId::of).ifPresent(builder::vatId);
        row.whole("scheduleMonths")
                .flatMap(months -> row.built(() -> InvoiceSchedule.every(
                        months, row.whole("scheduleStartMonth").orElse(1))))
                .ifPresent(builder::schedule);
        row.whole("paymentTermDays")
                .flatMap(days -> row.built(() -> PaymentTerm.days(days)))
                .ifPresent(builder::paymentTerm);
        row.number("discountPercent").ifPresent(builder::discountPercent);
        row.text("group").ifPresent(builder::group);
        if (kind.isEmpty() || reference.isEmpty()) {
            return Optional.empty();
        }
        return row.right(() -> builder.reference(CustomerReference.of(reference))
                .name(name)
                .kind(kind.get())
                .address(Address.builder()
                        .street(row.text("street"))
                        .postalCode(row.text("postalCode"))
                        .city(row.text("city"))
                        .country(country)
                        .build())
                .build());
    }

    private static Optional<BuyerKind> kind(TakeOverRow row) {
        row.required("kind");
        return row.constant("kind", BuyerKind.class);
    }

    /** The subscription of a row. */
    Optional<Subscription> subscription(TakeOverRow row) {
        String reference = row.required("reference");
        String customer = row.required("customer");
        String description = row.required("description");
        row.required("cycleMonths");
        row.required("unitPrice");
        row.required("start");
        row.required("billedThrough");
        Optional<Integer> months = row.whole("cycleMonths");
        Optional<BigDecimal> price = row.number("unitPrice");
        Optional<LocalDate> start = row.date("start");
        Optional<LocalDate> billedThrough = row.date("billedThrough");
        Subscription.Builder builder = Subscription.builder()
                .productCode(row.text("product"))
                .end(row.date("end"))
                .discount(row.number("discountPercent")
                        .filter(percent -> percent.signum() != 0)
                        .flatMap(percent -> row.built(() -> TimedDiscount.always(Discount.percent(percent)))));
        row.number("quantity").ifPresent(builder::quantity);
        row.constant("timing", BillingTiming.class).ifPresent(builder::timing);
        row.constant("pricing", Pricing.class).ifPresent(builder::pricing);
        row.constant("vatKind", VatKind.class).map(VatProduct::of).ifPresent(builder::vat);
        row.whole("leadDays").ifPresent(builder::leadDays);
        row.whole("minimumMonths")
                .flatMap(minimum -> row.built(() ->
                        new ContractTerm(minimum, row.whole("noticeMonths").orElse(0))))
                .ifPresent(builder::contract);
        boolean named = !reference.isEmpty() && !customer.isEmpty();
        if (!named || months.isEmpty() || price.isEmpty() || start.isEmpty() || billedThrough.isEmpty()) {
            return Optional.empty();
        }
        return row.right(() -> builder.reference(SubscriptionReference.of(reference))
                .customer(CustomerReference.of(customer))
                .description(description)
                .cycleMonths(months.get())
                .unitPrice(Amounts.of(price.get(), currency))
                .start(start.get())
                .billedThrough(billedThrough.get())
                .setUpFeeBilled(true)
                .build()
                .anchoredWhereBilled());
    }

    /**
     * An invoice of the other program.
     *
     * @param id its key here
     * @param number its number there
     * @param open what is owed on it, with VAT
     */
    record Claim(
            InvoiceId id,
            String number,
            CustomerReference customer,
            LocalDate date,
            LocalDate dueOn,
            List<Part> parts,
            BigDecimal open) {
        BigDecimal gross() {
            return TakeOverValues.gross(parts);
        }

        /** Key here of the invoice with {@code number} there. */
        static InvoiceId idOf(String number) {
            return InvoiceId.of("taken-over-" + number);
        }
    }

    private static BigDecimal gross(List<Part> parts) {
        return parts.stream().map(Part::gross).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What of an invoice is at one rate, with VAT. */
    record Part(TakeOverRow row, BigDecimal gross, Optional<BigDecimal> rate) {}

    /** The invoice of rows with the same number. */
    Optional<Claim> claim(List<TakeOverRow> rows) {
        TakeOverRow first = rows.get(0);
        String number = first.required("number");
        List<Part> parts = rows.stream().flatMap(row -> part(row).stream()).toList();
        String customer = first.required("customer");
        first.required("date");
        first.required("dueDate");
        Optional<LocalDate> date = first.date("date");
        Optional<LocalDate> dueOn = first.date("dueDate");
        for (TakeOverRow row : rows) {
            for (String column : List.of("customer", "date", "dueDate", "open")) {
                if (!row.text(column).equals(first.text(column))) {
                    row.refuse(
                            column,
                            row.text(column).orElse(""),
                            "differs from the row before it of invoice " + number,
                            "give one number to each invoice");
                }
            }
        }
        if (rows.stream().anyMatch(row -> !row.wrong().isEmpty())) {
            return Optional.empty();
        }
        BigDecimal gross = gross(parts);
        BigDecimal open = first.number("open").orElse(gross);
        if (open.signum() <= 0 || open.compareTo(gross) > 0) {
            first.refuse(
                    "open",
                    open.toPlainString(),
                    "must be above 0 and at most the total " + gross.toPlainString(),
                    "leave out what is paid; what a customer is owed is a credit");
            return Optional.empty();
        }
        return first.right(() -> new Claim(
                Claim.idOf(number),
                number,
                CustomerReference.of(customer),
                date.orElseThrow(),
                dueOn.orElseThrow(),
                parts,
                open));
    }

    private Optional<Part> part(TakeOverRow row) {
        row.required("gross");
        return cents(row, "gross").map(gross -> new Part(row, gross, row.number("vatRate")));
    }

    /**
     * What a customer is owed, or has paid before.
     *
     * @param id its key here
     * @param amount above 0
     */
    record Credit(ItemId id, CustomerReference customer, BigDecimal amount) {}

    /** The credit of a row. */
    Optional<Credit> credit(TakeOverRow row) {
        String reference = row.required("reference");
        String customer = row.required("customer");
        row.required("amount");
        Optional<BigDecimal> amount = cents(row, "amount");
        amount.filter(number -> number.signum() <= 0)
                .ifPresent(number -> row.refuse(
                        "amount", number.toPlainString(), "must be above 0", "what he owes is an open invoice"));
        if (reference.isEmpty() || customer.isEmpty() || amount.isEmpty()) {
            return Optional.empty();
        }
        return row.right(() ->
                new Credit(ItemId.of("taken-over-credit-" + reference), CustomerReference.of(customer), amount.get()));
    }

    /** The mandate of a row. */
    Optional<Mandate> mandate(TakeOverRow row) {
        row.required("reference");
        String customer = row.required("customer");
        String iban = row.required("iban");
        row.required("signedOn");
        Optional<MandateReference> reference = row.value("reference", MandateReference::of);
        Optional<LocalDate> signedOn = row.date("signedOn");
        Optional<LocalDate> lastCollectedOn = row.date("lastCollectedOn");
        Optional<Mandate.Scheme> scheme = row.constant("scheme", Mandate.Scheme.class);
        if (reference.isEmpty() || customer.isEmpty() || iban.isEmpty() || signedOn.isEmpty()) {
            return Optional.empty();
        }
        return row.right(() -> Mandate.builder()
                .reference(reference.get())
                .customer(CustomerReference.of(customer))
                .iban(iban.replace(" ", "").toUpperCase(Locale.ROOT))
                .holder(row.text("holder"))
                .signedOn(signedOn.get())
                .scheme(scheme.orElse(Mandate.Scheme.CORE))
                .lastCollectedOn(lastCollectedOn)
                .build());
    }

    /** An amount in whole units of the currency's smallest coin. */
    private Optional<BigDecimal> cents(TakeOverRow row, String column) {
        Optional<BigDecimal> amount = row.number(column);
        amount.filter(number -> number.stripTrailingZeros().scale() > currency.getDefaultFractionDigits())
                .ifPresent(number -> row.refuse(
                        column,
                        number.toPlainString(),
                        "must have at most " + currency.getDefaultFractionDigits() + " decimals",
                        "round it as the document does"));
        return amount;
    }

    /** The lines of {@code claim}, one for each rate, with VAT in them so that the total is as it was to the cent. */
    List<InvoiceLine> lines(Claim claim, VatBuyer buyer) {
        return claim.parts().stream()
                .flatMap(part -> line(claim, buyer, part).stream())
                .toList();
    }

    private Optional<InvoiceLine> line(Claim claim, VatBuyer buyer, Part part) {
        Optional<InvoiceLine> standard = line(claim, buyer, part, VatKind.STANDARD);
        if (part.rate().isEmpty()) {
            return standard;
        }
        BigDecimal rate = part.rate().get();
        for (VatKind kind : VatKind.values()) {
            Optional<InvoiceLine> line = kind == VatKind.STANDARD ? standard : line(claim, buyer, part, kind);
            if (line.filter(found -> found.vat().rate().compareTo(rate) == 0).isPresent()) {
                return line;
            }
        }
        part.row()
                .refuse(
                        "vatRate",
                        rate.toPlainString(),
                        "is no rate of this customer on " + claim.date(),
                        "set his country, kind and VAT id right, or add the rate to the VAT rates");
        return Optional.empty();
    }

    private Optional<InvoiceLine> line(Claim claim, VatBuyer buyer, Part part, VatKind kind) {
        VatProduct product = VatProduct.of(kind);
        VatTreatment treatment;
        try {
            treatment = vatRules.decide(seller, buyer, product, claim.date());
        } catch (InvalidInputException noSuchRateThere) {
            return Optional.empty();
        }
        return Optional.of(InvoiceLine.builder()
                .origin(new LineOrigin.TakenOver(system))
                .description(system + " " + claim.number())
                .quantity(BigDecimal.ONE)
                .unitPrice(Amounts.of(part.gross(), currency))
                .discount(Amounts.zero(currency))
                .amount(Amounts.of(part.gross(), currency))
                .pricing(Pricing.GROSS)
                .product(product)
                .suppliedOn(claim.date())
                .vat(treatment)
                .build());
    }
}
