package nl.termijn.samples.quickstart;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import nl.termijn.Billing;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.administration.DocumentNumberFormat;
import nl.termijn.administration.Hold;
import nl.termijn.administration.InvoiceSchedule;
import nl.termijn.administration.Numbering;
import nl.termijn.administration.PaymentTerm;
import nl.termijn.administration.Policies;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.money.Amounts;
import nl.termijn.subscription.Alignment;
import nl.termijn.subscription.BillingTiming;
import nl.termijn.subscription.Discount;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;
import nl.termijn.subscription.TimedDiscount;
import nl.termijn.subscription.Trial;
import nl.termijn.vat.BuyerKind;
import nl.termijn.vat.VatId;
import nl.termijn.vat.VatIdPolicy;
import nl.termijn.vat.VatProduct;
import nl.termijn.vat.VatSeller;

/** Puts what the files hold into the library; what the library refuses becomes a refusal of its row. */
final class Loader {
    static final String ADMINISTRATION = "quickstart";

    private final AdministrationFile file;
    private final CurrencyUnit currency;

    Loader(AdministrationFile file) {
        this.file = file;
        this.currency = Monetary.getCurrency(file.currency().getCurrencyCode());
    }

    CurrencyUnit currency() {
        return currency;
    }

    MonetaryAmount money(BigDecimal number) {
        return Amounts.of(number, currency);
    }

    /** The seller. */
    Administration administration() {
        Optional<VatId> vatId = file.vatId().map(VatId::of);
        return Administration.builder()
                .id(AdministrationId.of(ADMINISTRATION))
                .name(file.name())
                .address(Address.builder()
                        .street(file.street())
                        .postalCode(file.postalCode())
                        .city(file.city())
                        .country(file.country())
                        .build())
                .vatId(vatId)
                // a file has no answer of VIES: whoever wrote it vouches for the VAT ids in it
                .vatSeller(VatSeller.builder()
                        .country(file.country())
                        .vatId(vatId)
                        .vatIdPolicy(VatIdPolicy.GIVEN)
                        .build())
                .kvkNumber(file.kvkNumber())
                .iban(file.iban())
                .bic(file.bic())
                .email(file.email())
                .currency(currency)
                .timeZone(file.timeZone())
                .paymentTerm(PaymentTerm.days(file.paymentTermDays()))
                .scheduleStartMonth(file.scheduleStartMonth())
                .numbering(Numbering.builder()
                        .invoices(DocumentNumberFormat.of(file.invoiceNumberFormat()))
                        .creditNotes(DocumentNumberFormat.of(file.creditNoteNumberFormat()))
                        .build())
                .policies(policies(file.policies()))
                .build();
    }

    private static Policies policies(AdministrationFile.Policies given) {
        return Policies.builder()
                .pricing(pricing(given.pricing()))
                .negativeTotal(
                        Policies.NegativeTotal.valueOf(given.negativeTotal().name()))
                .interimLines(Policies.InterimLines.valueOf(given.interimLines().name()))
                .endOfSubscription(Policies.EndOfSubscription.valueOf(
                        given.endOfSubscription().name()))
                .cancellation(Policies.Cancellation.valueOf(given.cancellation().name()))
                .zeroTotal(Policies.ZeroTotal.valueOf(given.zeroTotal().name()))
                .rateChange(Policies.RateChange.valueOf(given.rateChange().name()))
                .build();
    }

    private static nl.termijn.administration.Pricing pricing(Pricing pricing) {
        return nl.termijn.administration.Pricing.valueOf(pricing.name());
    }

    nl.termijn.administration.Pricing pricing(Optional<Pricing> given) {
        return pricing(given.orElse(file.policies().pricing()));
    }

    /** Loads the rows that {@code billing} does not know yet. */
    void load(Billing billing, Input input, Refusals refusals) {
        // a row that is there already, as in a play that goes on, stays; looking for it may refuse its reference too
        for (CustomerRow row : input.customers()) {
            refusals.of(CustomerRow.FILE, row.line(), CustomerRow.COLUMNS, "reference", row.reference(), () -> {
                if (billing.customers()
                        .find(CustomerReference.of(row.reference()))
                        .isEmpty()) {
                    billing.customers().put(customer(row));
                }
            });
        }
        for (SubscriptionRow row : input.subscriptions()) {
            refusals.of(SubscriptionRow.FILE, row.line(), SubscriptionRow.COLUMNS, "reference", row.reference(), () -> {
                if (billing.subscriptions()
                        .find(SubscriptionReference.of(row.reference()))
                        .isEmpty()) {
                    billing.subscriptions().start(subscription(row));
                }
            });
        }
        for (PendingLineRow row : input.pendingLines()) {
            refusals.of(PendingLineRow.FILE, row.line(), PendingLineRow.COLUMNS, "reference", row.reference(), () -> {
                if (billing.pendingLines()
                        .find(PendingLineReference.of(row.reference()))
                        .isEmpty()) {
                    billing.pendingLines().add(pendingLine(row));
                }
            });
        }
    }

    private Customer customer(CustomerRow row) {
        return Customer.builder()
                .reference(CustomerReference.of(row.reference()))
                .name(row.name())
                .kind(BuyerKind.valueOf(row.kind().name()))
                .address(Address.builder()
                        .street(row.street())
                        .postalCode(row.postalCode())
                        .city(row.city())
                        .country(row.country())
                        .build())
                .emails(row.email().stream().toList())
                .language(row.language().map(Locale::forLanguageTag))
                .vatId(row.vatId().map(VatId::of))
                .paymentTerm(row.paymentTermDays().map(PaymentTerm::days))
                .schedule(InvoiceSchedule.every(
                        row.scheduleMonths(), row.scheduleStartMonth().orElse(file.scheduleStartMonth())))
                .discountPercent(row.discountPercent())
                .holds(row.onHold() ? List.of(Hold.of(Hold.Kind.INVOICING, "on hold in customers.csv")) : List.of())
                .build();
    }

    private Subscription subscription(SubscriptionRow row) {
        Subscription.Builder builder = Subscription.builder()
                .reference(SubscriptionReference.of(row.reference()))
                .customer(CustomerReference.of(row.customer()))
                .productCode(row.product())
                .description(row.description())
                .cycleMonths(row.cycleMonths())
                .timing(BillingTiming.valueOf(row.timing().name()))
                .alignment(Alignment.valueOf(row.alignment().name()))
                .start(row.start())
                .end(row.end())
                .quantity(row.quantity())
                .unitPrice(money(row.unitPrice()))
                .pricing(pricing(row.pricing()))
                .vat(product(row.vatKind()))
                .setUpFee(row.setUpFee().map(this::money))
                .trial(Trial.periods(row.trialPeriods()))
                .discount(discount(row))
                .leadDays(row.leadDays())
                // what another system billed, it billed with its set-up fee
                .setUpFeeBilled(row.billedThrough().isPresent());
        row.billedThrough().ifPresent(builder::billedThrough);
        return builder.build();
    }

    private static Optional<TimedDiscount> discount(SubscriptionRow row) {
        OptionalInt periods = row.discountPeriods().map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return row.discountPercent()
                .map(Discount::percent)
                .or(() -> row.discountAmount().map(Discount::amountPerPeriod))
                .map(discount -> new TimedDiscount(discount, periods, Optional.empty()));
    }

    private static VatProduct product(VatKind kind) {
        return VatProduct.of(nl.termijn.vat.VatKind.valueOf(kind.name()));
    }

    private PendingLine pendingLine(PendingLineRow row) {
        return PendingLine.builder()
                .reference(PendingLineReference.of(row.reference()))
                .customer(CustomerReference.of(row.customer()))
                .date(row.date())
                .description(row.description())
                .quantity(row.quantity())
                .unitPrice(money(row.unitPrice()))
                .pricing(pricing(row.pricing()))
                .product(product(row.vatKind()))
                .discountRule(row.discountPercent().map(Discount::percent))
                .build();
    }
}
