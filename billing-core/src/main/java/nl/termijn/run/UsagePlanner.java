package nl.termijn.run;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.Corrections;
import nl.termijn.invoice.CreditNotes;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.PendingLine;
import nl.termijn.invoice.PendingLineReference;
import nl.termijn.invoice.UsageReading;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.price.Tariff;
import nl.termijn.subscription.Subscription;
import nl.termijn.vat.VatTreatment;

/**
 * What a reading charges, and what a correction of it takes back: of lines that were sent by credits of those lines, each with the
 * VAT that it was charged with, and never more than is left of them (rules E1, E2). Pure.
 */
public final class UsagePlanner {
    private UsagePlanner() {}

    /** What a reading costs, rounded as its line is. */
    public static BigDecimal cost(UsageReading reading) {
        Tariff tariff = reading.tariff().tariff();
        BigDecimal exact = Amounts.decimal(tariff.cost(reading.tariff().charged(reading.used())));
        return Rounding.of(tariff.currency()).round(exact);
    }

    /**
     * The line that charges {@code reading}: the quantity over what is included at its price, with its tiers in the text.
     *
     * @param subscription that it belongs to
     * @param date of the line; the run after it bills it
     * @param language of the text
     */
    public static PendingLine charge(
            PendingLineReference reference,
            UsageReading reading,
            Subscription subscription,
            LocalDate date,
            Locale language) {
        List<Tariff.Part> parts =
                reading.tariff().tariff().parts(reading.tariff().charged(reading.used()));
        PendingLine.Builder line = line(reference, reading, subscription, date);
        return parts.size() == 1
                ? line.description(reading.description())
                        .quantity(parts.get(0).quantity())
                        .unitPrice(parts.get(0).price())
                        .build()
                : line.description(PlanTexts.withTiers(language, reading.description(), parts))
                        .unitPrice(amount(cost(reading), reading))
                        .build();
    }

    /** The line that charges {@code amount} more, 0 or above, since {@code before} was corrected to {@code reading}. */
    public static PendingLine chargeMore(
            PendingLineReference reference,
            UsageReading reading,
            UsageReading before,
            BigDecimal amount,
            Subscription subscription,
            LocalDate date,
            Locale language) {
        return line(reference, reading, subscription, date)
                .description(corrected(language, before, reading))
                .unitPrice(amount(amount, reading))
                .build();
    }

    /**
     * A line of a sent document that charges use.
     *
     * @param corrections of the document
     * @param number of the line
     */
    public record Sent(Corrections corrections, int number) {
        /** The VAT that was charged. */
        public VatTreatment vat() {
            return corrections.invoice().line(number).vat();
        }
    }

    /**
     * The lines that give back {@code amount}, above 0, of {@code sent}, from the last of them on; less when less is left of them.
     *
     * @param before the reading that is corrected
     * @param payer the customer of these documents
     * @param date of the lines; the run after it takes them
     */
    public static List<PendingLine> giveBack(
            Supplier<PendingLineReference> references,
            UsageReading reading,
            UsageReading before,
            BigDecimal amount,
            List<Sent> sent,
            CustomerReference payer,
            LocalDate date,
            Locale language) {
        List<PendingLine> lines = new ArrayList<>();
        BigDecimal rest = amount;
        for (int i = sent.size() - 1; i >= 0 && rest.signum() > 0; i--) {
            Corrections corrections = sent.get(i).corrections();
            BigDecimal part = Amounts.decimal(corrections.leftOfLine(sent.get(i).number()))
                    .min(rest);
            if (part.signum() > 0) {
                InvoiceLine credit = CreditNotes.amountOf(
                                corrections, sent.get(i).number(), part)
                        .toBuilder()
                        .description(corrected(language, before, reading))
                        .build();
                lines.add(PendingLine.of(references.get(), payer, date, credit));
                rest = rest.subtract(part);
            }
        }
        return lines;
    }

    private static PendingLine.Builder line(
            PendingLineReference reference, UsageReading reading, Subscription subscription, LocalDate date) {
        return PendingLine.builder()
                .reference(reference)
                .customer(subscription.customer())
                .date(date)
                .productCode(reading.productCode())
                .labels(subscription.labels())
                .days(reading.days())
                .pricing(reading.pricing())
                .product(reading.product());
    }

    private static String corrected(Locale language, UsageReading before, UsageReading reading) {
        return PlanTexts.corrected(language, reading.description(), before.used(), reading.used());
    }

    private static MonetaryAmount amount(BigDecimal amount, UsageReading reading) {
        return Amounts.of(amount, reading.tariff().tariff().currency());
    }
}
