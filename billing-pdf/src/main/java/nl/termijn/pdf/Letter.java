package nl.termijn.pdf;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.money.MonetaryAmount;
import nl.termijn.error.Violations;
import nl.termijn.invoice.Party;
import nl.termijn.receivable.Statement;

/** A letter about what is to be paid. It holds all that it says; drawing it looks nothing up. */
public sealed interface Letter {
    /** Who writes to whom, and when. */
    Heading heading();

    /**
     * Who writes to whom, and when.
     *
     * @param seller who writes
     * @param reader to whom
     * @param customer the customer's number
     * @param language of the letter
     * @param on its date
     * @param reference what identifies it; the payer quotes it
     */
    record Heading(Party seller, Party reader, String customer, Locale language, LocalDate on, String reference) {}

    /**
     * A claim.
     *
     * @param number of the invoice
     * @param issuedOn its date
     * @param dueOn last day of payment
     * @param total what it was for
     * @param open what of it is open
     */
    record Claim(String number, LocalDate issuedOn, LocalDate dueOn, MonetaryAmount total, MonetaryAmount open) {}

    /**
     * A friendly word about what is late.
     *
     * @param claims what is open; at least one, of one currency
     * @param processedUpTo payments after that day are not in it
     * @param payLink page on which all is paid
     */
    record Reminder(Heading heading, List<Claim> claims, LocalDate processedUpTo, Optional<URI> payLink)
            implements Letter {
        /** Copies the claims. */
        public Reminder {
            claims = List.copyOf(claims);
        }
    }

    /**
     * The last word to a business before the claim is handed over.
     *
     * @param claims what is open
     * @param interest up to the date of the letter
     * @param interestPerDay what each further day adds; 0 for none
     * @param costs of collection
     * @param payBy last day
     * @param payLink page on which all is paid
     */
    record FinalDemand(
            Heading heading,
            List<Claim> claims,
            MonetaryAmount interest,
            MonetaryAmount interestPerDay,
            MonetaryAmount costs,
            LocalDate payBy,
            Optional<URI> payLink)
            implements Letter {
        /** Copies the claims. */
        public FinalDemand {
            claims = List.copyOf(claims);
        }
    }

    /**
     * The letter without which a consumer owes no costs of collection (article 6:96(6) BW): fourteen days from the day after
     * delivery, and the amount of the costs that follow. The reader may count these days, or pay up to a day that is never before
     * their end.
     *
     * @param claims what is open
     * @param costs that become due; none are charged by this letter
     * @param payBy last day in any case; see {@link #lastDayByMail} and {@link #lastDayByPost}
     * @param payLink page on which all is paid
     */
    record FourteenDays(
            Heading heading, List<Claim> claims, MonetaryAmount costs, LocalDate payBy, Optional<URI> payLink)
            implements Letter {
        private static final int TERM = 14;

        /**
         * Copies the claims, and looks that the letter can have the effect that it is written for.
         *
         * @throws nl.termijn.error.InvalidInputException when fourteen days would not be over by the last day, even if the letter were
         *     delivered on its own date, or a claim is not overdue
         */
        public FourteenDays {
            claims = List.copyOf(claims);
            LocalDate earliest = lastDayByMail(heading.on());
            Violations violations = Violations.of("fourteen-day letter")
                    .check(
                            !payBy.isBefore(earliest),
                            "payBy",
                            payBy,
                            "must be " + earliest
                                    + " or later: fourteen days from the day after delivery (article 6:96(6) BW)",
                            "add the days that the post takes (lastDayByPost)");
            for (Claim claim : claims) {
                violations.check(
                        claim.dueOn().isBefore(heading.on()),
                        "claims." + claim.number(),
                        claim.dueOn(),
                        "must have passed before the date of the letter, " + heading.on() + " (article 6:96(6) BW)",
                        "leave the claim out until it is overdue");
            }
            violations.throwIfAny();
        }

        /** The last day of the term of a letter that is mailed on {@code sentOn}, and delivered the same day. */
        public static LocalDate lastDayByMail(LocalDate sentOn) {
            return sentOn.plusDays(TERM);
        }

        /**
         * The last day of the term of a letter that is posted on {@code sentOn}: delivered on the second day after, where Sundays, Mondays
         * and {@code holidays} do not count.
         */
        public static LocalDate lastDayByPost(LocalDate sentOn, Set<LocalDate> holidays) {
            LocalDate day = sentOn;
            int deliveryDays = 0;
            while (deliveryDays < 2) {
                day = day.plusDays(1);
                boolean isDelivered = day.getDayOfWeek() != DayOfWeek.SUNDAY
                        && day.getDayOfWeek() != DayOfWeek.MONDAY
                        && !holidays.contains(day);
                deliveryDays += isDelivered ? 1 : 0;
            }
            return day.plusDays(TERM);
        }
    }

    /**
     * A customer's account at the end of a day.
     *
     * @param statement the account
     * @param from first day of which each item is told; what came before is the opening balance. Empty for all there is
     */
    record Account(Heading heading, Statement statement, Optional<LocalDate> from) implements Letter {
        /** All there is on the account. */
        public Account(Heading heading, Statement statement) {
            this(heading, statement, Optional.empty());
        }
    }

    /**
     * The cover of a claim that is handed over to a collection agency, who reads it.
     *
     * @param debtor who owes
     * @param claims what is open
     * @param interest up to the date
     * @param costs of collection
     * @param papers what is enclosed
     */
    record Dossier(
            Heading heading,
            Party debtor,
            List<Claim> claims,
            MonetaryAmount interest,
            MonetaryAmount costs,
            List<Paper> papers)
            implements Letter {
        /** Copies the lists. */
        public Dossier {
            claims = List.copyOf(claims);
            papers = List.copyOf(papers);
        }
    }

    /**
     * An enclosed paper.
     *
     * @param name what it is
     * @param on its date
     * @param page on which it starts
     */
    record Paper(String name, LocalDate on, int page) {}

    /**
     * A request for payment, which is no invoice: that is made when it is paid.
     *
     * @param lines for what
     * @param total what is asked, with VAT
     * @param validUntil last day
     * @param payLink page on which it is paid
     */
    record Request(
            Heading heading,
            List<RequestedLine> lines,
            MonetaryAmount total,
            LocalDate validUntil,
            Optional<URI> payLink)
            implements Letter {
        /** Copies the lines. */
        public Request {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A word in the seller's own sentences, such as that an invoice was withdrawn.
     *
     * @param subject what it is about
     * @param text what it says; an empty line begins a new paragraph
     */
    record Notice(Heading heading, String subject, String text) implements Letter {}

    /**
     * A line of a request.
     *
     * @param description for what
     * @param quantity how many
     * @param amount what it comes to, with VAT
     */
    record RequestedLine(String description, BigDecimal quantity, MonetaryAmount amount) {}
}
