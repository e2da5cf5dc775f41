package nl.termijn.review;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.customer.CustomerReference;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceTotals;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/**
 * How what a run would make for a customer differs from what the run of the month before made, and why. The causes sum to
 * the difference, to the cent.
 *
 * @param customer whose
 * @param before what the month before came to without VAT; zero when it made nothing
 * @param now what this one would come to; zero when it makes nothing
 * @param causes largest first
 */
public record InvoiceDifference(
        CustomerReference customer, MonetaryAmount before, MonetaryAmount now, List<Cause> causes) {

    /** Why an amount differs. */
    public enum Reason {
        /** A subscription began since. */
        NEW,
        /** A subscription has ended. */
        ENDED,
        /** A subscription has another price. */
        PRICE,
        /** A subscription has another quantity. */
        QUANTITY,
        /** A period of a subscription is due that was not in the month before, such as a yearly one. */
        DUE,
        /** No period of a subscription is due that was in the month before. */
        NOT_DUE,
        /** Other days, periods or discount of a subscription at the same price and quantity. */
        DAYS,
        /** Lines that are of no subscription's days: single lines, set-up fees, credit, paper. */
        INTERIM
    }

    /**
     * One cause.
     *
     * @param reason why
     * @param subscription of which subscription, if it is of one
     * @param amount what it makes up of the difference, without VAT
     */
    public record Cause(Reason reason, Optional<SubscriptionReference> subscription, MonetaryAmount amount) {}

    /** Copies the list. */
    public InvoiceDifference {
        causes = List.copyOf(causes);
    }

    /** What this month comes to more; below zero where it is less. */
    public MonetaryAmount amount() {
        return Amounts.of(Amounts.decimal(now).subtract(Amounts.decimal(before)), now.getCurrency());
    }

    /**
     * Lines with their totals, of a plan or a document.
     *
     * @param lines the lines
     * @param totals of them
     */
    public record Content(List<InvoiceLine> lines, InvoiceTotals totals) {
        /** Nothing. */
        public static Content none(CurrencyUnit currency) {
            return new Content(List.of(), InvoiceTotals.of(List.of(), currency));
        }
    }

    /**
     * The difference of {@code now} from {@code before}.
     *
     * @param subscriptions those of the lines, by their reference
     * @param since the run date of the month before: what began from it on is new
     */
    public static InvoiceDifference of(
            CustomerReference customer,
            Content before,
            Content now,
            Map<SubscriptionReference, Subscription> subscriptions,
            LocalDate since) {
        CurrencyUnit currency = now.totals().net().getCurrency();
        Parts was = Parts.of(before, currency);
        Parts is = Parts.of(now, currency);
        List<Cause> causes = new ArrayList<>();
        Set<SubscriptionReference> all = new TreeSet<>(was.services.keySet());
        all.addAll(is.services.keySet());
        for (SubscriptionReference reference : all) {
            Optional<Subscription> subscription = Optional.ofNullable(subscriptions.get(reference));
            Service old = was.services.get(reference);
            Service current = is.services.get(reference);
            if (old != null && current != null) {
                changed(reference, old, current, currency, causes);
            } else if (current != null) {
                boolean began = subscription
                        .map(found -> !found.firstDay().isBefore(since))
                        .orElse(true);
                add(began ? Reason.NEW : Reason.DUE, Optional.of(reference), current.net, currency, causes);
            } else if (old != null) {
                boolean ended =
                        subscription.map(found -> found.end().isPresent()).orElse(true);
                Reason reason = ended ? Reason.ENDED : Reason.NOT_DUE;
                add(reason, Optional.of(reference), old.net.negate(), currency, causes);
            }
        }
        add(Reason.INTERIM, Optional.empty(), is.other.subtract(was.other), currency, causes);
        causes.sort((one, two) -> Amounts.decimal(two.amount())
                .abs()
                .compareTo(Amounts.decimal(one.amount()).abs()));
        return new InvoiceDifference(
                customer, before.totals().net(), now.totals().net(), causes);
    }

    private static void changed(
            SubscriptionReference reference, Service old, Service current, CurrencyUnit currency, List<Cause> causes) {
        BigDecimal more = current.net.subtract(old.net);
        boolean price = old.price.compareTo(current.price) != 0;
        boolean quantity = old.quantity.compareTo(current.quantity) != 0;
        Optional<SubscriptionReference> of = Optional.of(reference);
        if (price && quantity && old.price.signum() != 0) {
            BigDecimal byPrice =
                    Rounding.of(currency).divide(old.net.multiply(current.price.subtract(old.price)), old.price);
            add(Reason.PRICE, of, byPrice, currency, causes);
            add(Reason.QUANTITY, of, more.subtract(byPrice), currency, causes);
        } else {
            add(price ? Reason.PRICE : quantity ? Reason.QUANTITY : Reason.DAYS, of, more, currency, causes);
        }
    }

    private static void add(
            Reason reason,
            Optional<SubscriptionReference> subscription,
            BigDecimal amount,
            CurrencyUnit currency,
            List<Cause> causes) {
        if (amount.signum() != 0) {
            causes.add(new Cause(reason, subscription, Amounts.of(amount, currency)));
        }
    }

    /** What a subscription's due days came to, at the terms of the last of them. */
    private record Service(BigDecimal net, BigDecimal price, BigDecimal quantity) {
        Service plus(Service later) {
            return new Service(net.add(later.net), later.price, later.quantity);
        }
    }

    /** A document's lines, parted by what they are for. */
    private static final class Parts {
        private final Map<SubscriptionReference, Service> services = new TreeMap<>();
        private BigDecimal other;

        private Parts(CurrencyUnit currency) {
            other = Rounding.of(currency).zero();
        }

        static Parts of(Content content, CurrencyUnit currency) {
            Parts parts = new Parts(currency);
            for (int i = 0; i < content.lines().size(); i++) {
                InvoiceLine line = content.lines().get(i);
                BigDecimal net = Amounts.decimal(content.totals().lineNets().get(i));
                Optional<SubscriptionReference> due = line.origin().dueSubscription();
                if (due.isPresent()) {
                    Service service = new Service(net, Amounts.decimal(line.unitPrice()), line.quantity());
                    parts.services.merge(due.get(), service, Service::plus);
                } else {
                    parts.other = parts.other.add(net);
                }
            }
            return parts;
        }
    }
}
