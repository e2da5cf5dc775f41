package nl.termijn.invoice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Brand;
import nl.termijn.vat.EuTerritory;
import nl.termijn.vat.VatReason;
import nl.termijn.vat.VatSeller;

/**
 * The details of a seller that the law or the customer needs on an invoice, and that are missing. Only law is strict: a
 * seller outside the EU needs no VAT id, and one in the small-business scheme needs one only where another member state or
 * the customer is owed VAT.
 */
public final class SellerReadiness {
    /** On what an exempt seller sends, the law wants no VAT id (article 34c(2) Wet OB, VAT directive article 220a). */
    private static final Set<VatReason> WITHOUT_VAT_ID =
            Set.of(VatReason.SMALL_BUSINESS, VatReason.DOMESTIC_EXEMPT, VatReason.OSS_EXEMPT, VatReason.OUTSIDE_SCOPE);

    /** Countries beside the member states whose banks have IBANs and take part in SEPA. */
    private static final Set<String> SEPA = Set.of("AD", "CH", "GB", "IS", "LI", "MC", "NO", "SM", "VA");

    private static final Pattern BOX_ONLY =
            Pattern.compile("(postbus|p\\.? ?o\\.? ?box|antwoordnummer)\\b.*", Pattern.CASE_INSENSITIVE);

    private SellerReadiness() {}

    /**
     * One detail that is missing.
     *
     * @param field of the administration or, after its code, of a brand
     * @param rule who wants it: the article
     * @param remedy where to get it
     */
    public record Missing(String field, String rule, String remedy) {
        /** One line with all of it. */
        @Override
        public String toString() {
            return field + " (" + rule + "; " + remedy + ")";
        }
    }

    /**
     * The details that are missing for ordinary invoices on {@code day}, those of brands too; asked before the first one.
     * A seller in the small-business scheme is not asked for a VAT id, which single invoices may still need, nor is
     * anybody outside the EU.
     */
    public static List<Missing> of(Administration administration, LocalDate day) {
        VatSeller seller = administration.vatSeller();
        Set<Missing> missing = new LinkedHashSet<>(missing(
                Party.seller(administration),
                seller,
                seller.scheme() == VatSeller.Scheme.NORMAL,
                hasIbans(seller.country(), day),
                day,
                ""));
        for (Brand brand : administration.brands()) {
            Party party = Party.seller(administration, Optional.of(brand));
            if (!party.address().equals(administration.address())) {
                address(party.address(), seller, day, "brand " + brand.code() + ": ")
                        .forEach(missing::add);
            }
        }
        return List.copyOf(missing);
    }

    /** The details that are missing for {@code document}, which is about to be sent as {@code issuance} says. */
    public static List<Missing> of(Administration administration, Invoice document, Issuance issuance) {
        VatSeller seller = administration.vatSeller();
        boolean isInvoice = document.kind() == InvoiceKind.INVOICE;
        boolean needsVatId = isInvoice
                && document.lines().stream()
                        .anyMatch(line -> !WITHOUT_VAT_ID.contains(line.vat().reason()));
        PaymentAdvice advice = issuance.payment();
        boolean needsAccount = isInvoice
                && document.totals().gross().isPositive()
                && advice.way() instanceof PaymentAdvice.Transfer
                && advice.payLink().isEmpty()
                && hasIbans(seller.country(), issuance.issuedOn());
        return missing(issuance.seller(), seller, needsVatId, needsAccount, issuance.issuedOn(), "");
    }

    private static List<Missing> missing(
            Party party, VatSeller seller, boolean needsVatId, boolean needsAccount, LocalDate day, String whose) {
        List<Missing> missing = new ArrayList<>();
        if (needsVatId && party.vatId().isEmpty() && EuTerritory.isMember(seller.country(), day)) {
            missing.add(new Missing(
                    "vatId",
                    article(seller, "article 35a(1)(c) Wet OB, ", "VAT directive article 226(3)"),
                    "the tax office gave it; for a small business or exempt supplies say so in vatSeller"));
        }
        if (isDutch(seller) && party.kvkNumber().isEmpty()) {
            missing.add(new Missing(
                    "kvkNumber",
                    "article 27 Handelsregisterwet 2007",
                    "it stands on the extract of the trade register"));
        }
        missing.addAll(address(party.address(), seller, day, whose));
        if (needsAccount && party.iban().isEmpty()) {
            missing.add(new Missing(
                    "iban",
                    "no article; the customer is asked to transfer and has no account to pay to",
                    "give the account, or a payment advisor that collects or gives a link"));
        }
        return missing;
    }

    private static List<Missing> address(Address address, VatSeller seller, LocalDate day, String whose) {
        List<Missing> missing = new ArrayList<>();
        if (!EuTerritory.isMember(seller.country(), day)) {
            return missing;
        }
        String rule = article(seller, "article 35a(1)(e) Wet OB, ", "VAT directive article 226(5)");
        Optional<String> street = address.street().filter(text -> !text.isBlank());
        if (street.isEmpty() || BOX_ONLY.matcher(street.get().strip()).matches()) {
            missing.add(new Missing(
                    whose + "address.street", rule, "the street and number; a post office box is not enough"));
        }
        if (isDutch(seller)
                && address.postalCode().filter(text -> !text.isBlank()).isEmpty()) {
            missing.add(new Missing(whose + "address.postalCode", rule, "the full address is wanted"));
        }
        if (address.city().filter(text -> !text.isBlank()).isEmpty()) {
            missing.add(new Missing(whose + "address.city", rule, "the full address is wanted"));
        }
        return missing;
    }

    private static String article(VatSeller seller, String dutch, String european) {
        return isDutch(seller) ? dutch + european : european;
    }

    private static boolean isDutch(VatSeller seller) {
        return seller.country().equals("NL");
    }

    private static boolean hasIbans(String country, LocalDate day) {
        return EuTerritory.isMember(country, day) || SEPA.contains(country);
    }
}
