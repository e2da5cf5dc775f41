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

    /** How much can be drawn on top-ups for lines: what they come to, less what was taken of it. */
    private static final class Rooms {
        private final Map<Room, BigDecimal> left = new HashMap<>();

        Rooms(List<InvoiceLine> lines) {
            for (InvoiceLine line : lines) {
                if (!isDrawn(line)) {
                    left.merge(Room.of(line), Amounts.decimal(line.amount()), BigDecimal::add);
                }
            }
        }

        /** Takes up to {@code most} where {@code line} has its room; 0 when there is none. */
        BigDecimal take(InvoiceLine line, BigDecimal most) {
            Room room = Room.of(line);
            BigDecimal taken =
                    left.getOrDefault(room, BigDecimal.ZERO).min(most).max(BigDecimal.ZERO);
            left.merge(room, taken.negate(), BigDecimal::add);
            return taken;
        }
    }

    /**
     * What {@code lines} draw on {@code topUps}, in their order: of each treatment and pricing as much as the lines come to.
     *
     * @param text of a line, with the number of the top-up's invoice
     */
    public static List<InvoiceLine> draw(List<TopUp> topUps, List<InvoiceLine> lines, UnaryOperator<String> text) {
        Rooms rooms = new Rooms(lines);
        List<InvoiceLine> drawn = new ArrayList<>();
        for (TopUp topUp : topUps) {
            BigDecimal amount = rooms.take(topUp.line, topUp.left);
            if (amount.signum() > 0) {
                drawn.add(topUp.drawn(amount, text.apply(topUp.number)));
            }
        }
        return drawn;
    }

    private InvoiceLine drawn(BigDecimal amount, String text) {
        InvoiceLine drawn = line.toBuilder()
                .origin(new LineOrigin.Credit(reference, line.origin().subscriptionReference(), Basis.DRAWN))
                .description(text)
                .quantity(BigDecimal.ONE.negate())
                .build();
        return of(drawn, amount);
    }

    /** A line that draws, drawing {@code amount}. */
    private static InvoiceLine of(InvoiceLine drawn, BigDecimal amount) {
        return drawn.toBuilder()
                .unitPrice(Amounts.of(amount, drawn.amount().getCurrency()))
                .amount(Amounts.of(amount.negate(), drawn.amount().getCurrency()))
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
        Rooms rooms = new Rooms(lines);
        List<InvoiceLine> fitted = new ArrayList<>(lines.size());
        for (InvoiceLine line : lines) {
            if (!isDrawn(line)) {
                fitted.add(line);
                continue;
            }
            BigDecimal amount = rooms.take(line, Amounts.decimal(line.amount()).negate());
            if (amount.signum() > 0) {
                fitted.add(of(line, amount));
            }
        }
        return fitted;
    }
}
