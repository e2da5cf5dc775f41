package nl.termijn.vat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Decides the VAT of a supply. Immutable, and a pure function of what is given.
 *
 * <p>In this order: what kind of product; where the buyer is on the day of supply; whether it is a business, by its VAT id;
 * the place of supply, with the seller's choice for consumers elsewhere; the small-business scheme, which exempts what is
 * placed in the seller's country; the domestic reverse charge; the rate of that day. A seller in the EU:
 *
 * <pre>
 * buyer                          electronic service      other service        goods
 * same country                   S                       S                    S, or AE by law for some
 * EU consumer, place SELLER      S seller's rate         S seller's rate      S seller's rate
 * EU consumer, place CUSTOMER    S customer's rate       S seller's rate      S customer's rate
 * EU business, id confirmed      AE                      AE                   K
 * EU business, id not confirmed  as consumer             as consumer          S seller's rate
 * business outside the EU        G or O                  G or O               G
 * consumer outside the EU        O                       O, unlisted: S       G
 * with exemption certificate     E                       E                    E
 * </pre>
 *
 * A seller outside the EU charges its own country's rate to buyers there (the host adds those rates), and nothing (O)
 * to others. Of a period, the day of supply is its first day (rule D1).
 */
public final class VatRules {
    private final VatRates rates;

    /** Makes the rules over a table of rates. */
    public VatRules(VatRates rates) {
        this.rates = rates;
    }

    /** The table of rates. */
    public VatRates rates() {
        return rates;
    }

    /**
     * The treatment of one supply.
     *
     * @param supplyDate the day that decides: of a period, its first day
     * @throws nl.termijn.error.InvalidInputException when the table has no rate for the country, kind and day
     */
    public VatTreatment decide(VatSeller seller, VatBuyer buyer, VatProduct product, LocalDate supplyDate) {
        String home = EuTerritory.rateCountry(seller.country());
        if (product.supply() == SupplyKind.OUTSIDE_SCOPE) {
            return VatTreatment.untaxed(VatCategory.O, home, VatReason.OUTSIDE_SCOPE);
        }
        String there = EuTerritory.rateCountry(buyer.country());
        if (!EuTerritory.isMember(home, supplyDate)) {
            return there.equals(home)
                    ? domestic(seller, buyer, product, home, supplyDate)
                    : VatTreatment.untaxed(VatCategory.O, there, VatReason.SELLER_OUTSIDE_EU);
        }
        boolean goods = product.supply().isGoods();
        Optional<String> postalCode = buyer.postalCode();
        if (!EuTerritory.isInVatTerritory(there, postalCode, supplyDate)) {
            if (!goods || !EuTerritory.isNorthernIreland(there, postalCode, supplyDate)) {
                return outsideEu(seller, buyer, product, home, there, supplyDate);
            }
            there = "XI";
        }
        boolean domestic = there.equals(home);
        if (buyer.exemptionCertificate().isPresent()) {
            return (domestic || goods) && isSmall(seller)
                    ? smallBusiness(home)
                    : VatTreatment.untaxed(VatCategory.E, home, VatReason.CERTIFICATE);
        }
        if (domestic) {
            return domestic(seller, buyer, product, home, supplyDate);
        }
        return buyer.kind() == BuyerKind.BUSINESS
                ? euBusiness(seller, buyer, product, home, there, supplyDate)
                : euConsumer(seller, product, home, there, supplyDate);
    }

    /**
     * The days in the open interval ({@code from}, {@code to}) on which the rate of the treatment decided on {@code from}
     * changes, in order. Changes of the seller's place of supply inside do not split.
     *
     * @throws nl.termijn.error.InvalidInputException when the table has no rate for the country, kind and first day
     */
    public List<LocalDate> rateChanges(
            VatSeller seller, VatBuyer buyer, VatProduct product, LocalDate from, LocalDate to) {
        return rateChanges(decide(seller, buyer, product, from), product, from, to);
    }

    /** As the other, for a treatment {@code first} that was decided on {@code from} already. */
    public List<LocalDate> rateChanges(VatTreatment first, VatProduct product, LocalDate from, LocalDate to) {
        return first.category().needsNote() ? List.of() : rates.changes(first.country(), product.kind(), from, to);
    }

    private VatTreatment domestic(VatSeller seller, VatBuyer buyer, VatProduct product, String home, LocalDate day) {
        if (isSmall(seller)) {
            return smallBusiness(home);
        }
        if (product.supply() == SupplyKind.REVERSE_CHARGED_GOODS
                && buyer.kind() == BuyerKind.BUSINESS
                && buyer.vatId().isPresent()
                && !isRefuted(buyer)) {
            return VatTreatment.untaxed(VatCategory.AE, home, VatReason.DOMESTIC_REVERSE_CHARGE);
        }
        return taxed(home, product.kind(), day, VatReason.DOMESTIC);
    }

    private VatTreatment euBusiness(
            VatSeller seller, VatBuyer buyer, VatProduct product, String home, String there, LocalDate day) {
        boolean goods = product.supply().isGoods();
        if (isProvenBusiness(seller, buyer, home, goods)) {
            if (!goods) {
                return VatTreatment.untaxed(VatCategory.AE, there, VatReason.EU_REVERSE_CHARGE);
            }
            // the place of goods is where the transport begins, so the scheme exempts them; they are not zero-rated
            return isSmall(seller)
                    ? smallBusiness(home)
                    : VatTreatment.untaxed(VatCategory.K, home, VatReason.INTRA_COMMUNITY_GOODS);
        }
        // goods for a business are no distance sale, so never taxed at the customer; nor are other services
        VatReason reason = VatReason.VAT_ID_NOT_CONFIRMED;
        return product.supply() == SupplyKind.ELECTRONIC_SERVICE && isTaxedAtCustomer(seller, day)
                ? atCustomer(product, there, day, reason)
                : atSeller(seller, product, home, day, reason);
    }

    private VatTreatment euConsumer(VatSeller seller, VatProduct product, String home, String there, LocalDate day) {
        if (product.supply() == SupplyKind.SERVICE || product.supply() == SupplyKind.UNLISTED_SERVICE) {
            return atSeller(seller, product, home, day, VatReason.CONSUMER_SERVICE_AT_SELLER);
        }
        return isTaxedAtCustomer(seller, day)
                ? atCustomer(product, there, day, VatReason.OSS)
                : atSeller(seller, product, home, day, VatReason.EU_CONSUMER_BELOW_THRESHOLD);
    }

    private VatTreatment outsideEu(
            VatSeller seller, VatBuyer buyer, VatProduct product, String home, String there, LocalDate day) {
        if (product.supply().isGoods()) {
            return isSmall(seller) ? smallBusiness(home) : VatTreatment.untaxed(VatCategory.G, home, VatReason.EXPORT);
        }
        if (buyer.kind() == BuyerKind.BUSINESS) {
            return VatTreatment.untaxed(seller.outsideEuBusiness(), there, VatReason.OUTSIDE_EU_SERVICE);
        }
        return product.supply() == SupplyKind.UNLISTED_SERVICE
                ? atSeller(seller, product, home, day, VatReason.CONSUMER_SERVICE_AT_SELLER)
                : VatTreatment.untaxed(VatCategory.O, there, VatReason.OUTSIDE_EU_CONSUMER);
    }

    private VatTreatment atSeller(VatSeller seller, VatProduct product, String home, LocalDate day, VatReason reason) {
        return isSmall(seller) ? smallBusiness(home) : taxed(home, product.kind(), day, reason);
    }

    private VatTreatment atCustomer(VatProduct product, String there, LocalDate day, VatReason reason) {
        return product.kind() == VatKind.EXEMPT
                ? VatTreatment.untaxed(VatCategory.E, there, VatReason.OSS_EXEMPT)
                : taxed(there, product.kind(), day, reason);
    }

    private VatTreatment taxed(String country, VatKind kind, LocalDate day, VatReason reason) {
        if (kind == VatKind.EXEMPT) {
            return VatTreatment.untaxed(VatCategory.E, country, VatReason.DOMESTIC_EXEMPT);
        }
        BigDecimal rate = rates.rate(country, kind, day);
        if (rate.signum() > 0) {
            return new VatTreatment(VatCategory.S, rate, country, reason);
        }
        return VatTreatment.untaxed(
                VatCategory.Z, country, reason == VatReason.DOMESTIC ? VatReason.DOMESTIC_ZERO : reason);
    }

    private static boolean isProvenBusiness(VatSeller seller, VatBuyer buyer, String home, boolean goods) {
        Optional<VatId> given = buyer.vatId();
        if (given.isEmpty()) {
            return false;
        }
        VatId id = given.get();
        // an id of the seller's own state cannot be on the EC sales list; one of Northern Ireland is for goods only
        if (id.country().equals(home) || (id.prefix().equals("XI") && !goods)) {
            return false;
        }
        return switch (seller.vatIdPolicy()) {
            case CONFIRMED -> hasAnswer(buyer, VatIdEvidence.Status.VALID);
            case GIVEN -> !isRefuted(buyer);
        };
    }

    private static boolean isRefuted(VatBuyer buyer) {
        return hasAnswer(buyer, VatIdEvidence.Status.INVALID);
    }

    private static boolean hasAnswer(VatBuyer buyer, VatIdEvidence.Status status) {
        Optional<VatIdEvidence> evidence = buyer.vatIdEvidence();
        return evidence.isPresent() && evidence.get().status() == status;
    }

    private static boolean isTaxedAtCustomer(VatSeller seller, LocalDate day) {
        return seller.consumersElsewhereOn(day) == PlaceOfSupply.CUSTOMER;
    }

    private static boolean isSmall(VatSeller seller) {
        return seller.scheme() == VatSeller.Scheme.SMALL_BUSINESS;
    }

    private static VatTreatment smallBusiness(String home) {
        return VatTreatment.untaxed(VatCategory.E, home, VatReason.SMALL_BUSINESS);
    }
}
