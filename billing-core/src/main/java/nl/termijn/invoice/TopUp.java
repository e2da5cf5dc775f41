package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import nl.termijn.administration.Pricing;
import nl.termijn.invoice.LineOrigin.Credit.Basis;
import nl.termijn.money.Amounts;
import nl.termijn.vat.VatTreatment;

/**
 * What is left of a line that was paid ahead, VAT and all. Invoices draw on it with a negative line at the VAT of the top-up, so
 * that VAT is charged once: with the top-up.
 *
 * <pre>
 * top-up 100.00 + 21.00        left 100.00
 * hosting 10.00, drawn -10.00  left  90.00     invoice of 0.00 + 0.00
 * </pre>
 *
 * @param reference where it stands
 * @param number of its invoice
 * @param line the line itself
 * @param left of its amount, in its pricing, 0 or more
 */
public record TopUp(LineReference reference, String number, InvoiceLine line, BigDecimal left) {
    /** What can be drawn on each other: lines without VAT or with it, at one treatment. */
    private record Room(VatTreatment vat, Pricing pricing) {
        static Room of(InvoiceLine line) {
            return new Room(line.vat(), line.pricing());
        }
    }

    /**
     * What {@code lines} draw on {@code topUps}, in their order: of each treatment and pricing as much as the lines come to.
     *
     * @param text of a line, with the number of the top-up's invoice
     */
    public static List<InvoiceLine> draw(List<TopUp> topUps, List<InvoiceLine> lines, UnaryOperator<String> text) {
        Map<Room, BigDecimal> rooms = new HashMap<>();
        lines.forEach(line -> rooms.merge(Room.of(line), Amounts.decimal(line.amount()), BigDecimal::add));
        List<InvoiceLine> drawn = new ArrayList<>();
        for (TopUp topUp : topUps) {
            Room room = Room.of(topUp.line);
            BigDecimal amount = rooms.getOrDefault(room, BigDecimal.ZERO).min(topUp.left);
            if (amount.signum() > 0) {
                rooms.merge(room, amount.negate(), BigDecimal::add);
                drawn.add(topUp.drawn(amount, text.apply(topUp.number)));
            }
        }
        return drawn;
    }

    private InvoiceLine drawn(BigDecimal amount, String text) {
        return line.toBuilder()
                .origin(new LineOrigin.Credit(reference, line.origin().subscriptionReference(), Basis.DRAWN))
                .description(text)
                .quantity(BigDecimal.ONE.negate())
                .unitPrice(Amounts.of(amount, line.amount().getCurrency()))
                .amount(Amounts.of(amount.negate(), line.amount().getCurrency()))
                .build();
    }

    /** What is left once {@code lines} stand on a document. */
    public TopUp after(List<InvoiceLine> lines) {
        BigDecimal now = left;
        for (InvoiceLine drawing : lines) {
            if (isDrawn(drawing)
                    && ((LineOrigin.Credit) drawing.origin()).line().equals(reference)) {
                now = now.add(Amounts.decimal(drawing.amount()));
            }
        }
        return new TopUp(reference, number, line, now);
    }

    /** Whether a line draws on a top-up. */
    public static boolean isDrawn(InvoiceLine line) {
        return line.origin() instanceof LineOrigin.Credit credit && credit.basis() == Basis.DRAWN;
    }

    /** Whether a line is a top-up. */
    public static boolean isTopUp(InvoiceLine line) {
        return line.origin() instanceof LineOrigin.TopUp;
    }

    /** {@code lines} drawing no more than the others of them come to, as when some of these have been cut. */
    public static List<InvoiceLine> refitted(List<InvoiceLine> lines) {
        Map<Room, BigDecimal> rooms = new HashMap<>();
        for (InvoiceLine line : lines) {
            if (!isDrawn(line)) {
                rooms.merge(Room.of(line), Amounts.decimal(line.amount()), BigDecimal::add);
            }
        }
        List<InvoiceLine> fitted = new ArrayList<>(lines.size());
        for (InvoiceLine line : lines) {
            if (!isDrawn(line)) {
                fitted.add(line);
                continue;
            }
            BigDecimal room = rooms.getOrDefault(Room.of(line), BigDecimal.ZERO).max(BigDecimal.ZERO);
            BigDecimal amount = room.min(Amounts.decimal(line.amount()).negate());
            if (amount.signum() > 0) {
                rooms.merge(Room.of(line), amount.negate(), BigDecimal::add);
                fitted.add(line.toBuilder()
                        .unitPrice(Amounts.of(amount, line.amount().getCurrency()))
                        .amount(Amounts.of(amount.negate(), line.amount().getCurrency()))
                        .build());
            }
        }
        return fitted;
    }
}
