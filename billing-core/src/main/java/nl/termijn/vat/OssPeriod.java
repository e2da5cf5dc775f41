package nl.termijn.vat;

import java.time.LocalDate;

/**
 * From which day a seller's sales to consumers in other member states are taxed where. Holds until the next period. Immutable.
 *
 * <p>The host watches the threshold. The sale that exceeds it is itself taxed at the customer, so {@code from} is the day
 * of that sale.
 *
 * @param from first day
 * @param consumersElsewhere the place of supply from then on
 */
public record OssPeriod(LocalDate from, PlaceOfSupply consumersElsewhere) {}
