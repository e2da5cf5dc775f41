package nl.termijn.invoice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.LocalDate;
import java.util.Optional;
import nl.termijn.period.Cycle;
import nl.termijn.period.DateRange;
import nl.termijn.subscription.SubscriptionReference;

/** How a line came about, so that every cent can be explained years later. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LineOrigin.Service.class, name = "service"),
    @JsonSubTypes.Type(value = LineOrigin.SetUpFee.class, name = "set-up-fee"),
    @JsonSubTypes.Type(value = LineOrigin.PaperFee.class, name = "paper-fee"),
    @JsonSubTypes.Type(value = LineOrigin.Entered.class, name = "entered"),
    @JsonSubTypes.Type(value = LineOrigin.TakenOver.class, name = "taken-over"),
    @JsonSubTypes.Type(value = LineOrigin.TopUp.class, name = "top-up"),
    @JsonSubTypes.Type(value = LineOrigin.Credit.class, name = "credit")
})
public sealed interface LineOrigin {

    /** The subscription behind the line, if any. */
    @JsonIgnore
    default Optional<SubscriptionReference> subscriptionReference() {
        return Optional.empty();
    }

    /** The subscription whose due days the line bills, if it bills any; a change of days billed before bills none. */
    @JsonIgnore
    default Optional<SubscriptionReference> dueSubscription() {
        return Optional.empty();
    }

    /** The line of an earlier document that this one corrects, if any. */
    @JsonIgnore
    default Optional<LineReference> corrected() {
        return Optional.empty();
    }

    /**
     * Days of a subscription (rules C2, C3, C6). The days themselves are on the line.
     *
     * @param subscription whose days
     * @param cycle the cycle that the periods belong to
     * @param index number of the first period in it
     * @param count number of the first period after the trial, by which a timed discount counts
     * @param periods how many consecutive full periods; 1 for a part of one
     * @param chargedTo end of the days charged, later than the line's days only where a last period is charged whole
     * @param cause the run, or one side of a change at once
     * @param change which change of the subscription at once caused it, counted from 1; 0 for days that were due
     * @param corrects the billed line that a change at once takes back
     * @param takenFrom of a change at once that takes back: the change by which the line that it takes back from was charged,
     *     0 for the line of days that were due
     */
    record Service(
            SubscriptionReference subscription,
            Cycle cycle,
            int index,
            int count,
            int periods,
            LocalDate chargedTo,
            Cause cause,
            int change,
            Optional<LineReference> corrects,
            int takenFrom)
            implements LineOrigin {

        /** Days that were due, or that a change charges. */
        public Service(
                SubscriptionReference subscription,
                Cycle cycle,
                int index,
                int count,
                int periods,
                LocalDate chargedTo,
                Cause cause,
                int change,
                Optional<LineReference> corrects) {
            this(subscription, cycle, index, count, periods, chargedTo, cause, change, corrects, 0);
        }

        /** Why the days are on a line. */
        public enum Cause {
            /** They were due. */
            DUE,
            /** A change at once: minus the days at the terms they were billed at. */
            CHANGE_TAKES_BACK,
            /** A change at once: the same days at the new terms. */
            CHANGE_CHARGES
        }

        @Override
        public Optional<SubscriptionReference> subscriptionReference() {
            return Optional.of(subscription);
        }

        @Override
        public Optional<SubscriptionReference> dueSubscription() {
            return cause == Cause.DUE ? Optional.of(subscription) : Optional.empty();
        }

        @Override
        public Optional<LineReference> corrected() {
            return corrects;
        }

        /** Whether a change at once takes the days back. */
        @JsonIgnore
        public boolean takesBack() {
            return cause == Cause.CHANGE_TAKES_BACK;
        }

        /** The whole period number {@code i} of the line's periods, from 0. */
        public DateRange period(int i) {
            return cycle.period(index + i);
        }
    }

    /**
     * The set-up fee of a subscription (rule C5).
     *
     * @param subscription whose fee
     */
    record SetUpFee(SubscriptionReference subscription) implements LineOrigin {
        @Override
        public Optional<SubscriptionReference> subscriptionReference() {
            return Optional.of(subscription);
        }
    }

    /** What an invoice on paper costs, added by a run. */
    record PaperFee() implements LineOrigin {}

    /** Entered by hand: a manual line or a pending line of the seller. */
    record Entered() implements LineOrigin {}

    /** Paid ahead, VAT and all: what later invoices draw on. */
    record TopUp() implements LineOrigin {}

    /**
     * Billed by another program, of whose invoice it is all at one VAT rate.
     *
     * @param system which program
     */
    record TakenOver(String system) implements LineOrigin {}

    /**
     * A correction of a sent line (section E).
     *
     * @param line the line that is credited
     * @param subscription the subscription behind it, if any
     * @param basis how much of it is credited
     */
    record Credit(LineReference line, Optional<SubscriptionReference> subscription, Basis basis) implements LineOrigin {

        /** How a credit was reckoned. */
        public enum Basis {
            /** All that is left of the line. */
            WHOLE,
            /** A quantity of it. */
            QUANTITY,
            /** Whole periods of it. */
            PERIODS,
            /** Days of it. */
            DAYS,
            /** An amount. */
            AMOUNT,
            /** The days after an early end (rule E4). */
            EARLY_END,
            /** Drawn on a top-up by an invoice. */
            DRAWN
        }

        @Override
        public Optional<SubscriptionReference> subscriptionReference() {
            return subscription;
        }

        @Override
        public Optional<LineReference> corrected() {
            return Optional.of(line);
        }
    }
}
