package nl.termijn.invoice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.money.CurrencyUnit;
import nl.termijn.administration.Pricing;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.vat.VatCategory;
import nl.termijn.vat.VatTreatment;

/** The lines of one category, rate and pricing: what VAT is reckoned on (rules D2, D3; E2 counts both pricings apart). */
final class VatGroup {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final VatTreatment treatment;
    private final Pricing pricing;
    private final Rounding rounding;
    private final List<Integer> indexes = new ArrayList<>(4);
    private final List<BigDecimal> amounts = new ArrayList<>(4);
    private BigDecimal sum;

    private VatGroup(VatTreatment treatment, Pricing pricing, Rounding rounding) {
        this.treatment = treatment;
        this.pricing = pricing;
        this.rounding = rounding;
        this.sum = rounding.zero();
    }

    /** The groups of {@code lines}, in the order in which they first occur. */
    static List<VatGroup> of(List<InvoiceLine> lines, CurrencyUnit currency) {
        Rounding rounding = Rounding.of(currency);
        List<VatGroup> groups = new ArrayList<>(2);
        for (int i = 0; i < lines.size(); i++) {
            InvoiceLine line = lines.get(i);
            groupOf(line, groups, rounding).add(i, Amounts.decimal(line.amount(), currency));
        }
        return groups;
    }

    private static VatGroup groupOf(InvoiceLine line, List<VatGroup> groups, Rounding rounding) {
        for (VatGroup group : groups) {
            if (group.holds(line)) {
                return group;
            }
        }
        VatGroup group = new VatGroup(line.vat(), line.pricing(), rounding);
        groups.add(group);
        return group;
    }

    private void add(int index, BigDecimal amount) {
        indexes.add(index);
        amounts.add(amount);
        sum = sum.add(amount);
    }

    boolean holds(InvoiceLine line) {
        return pricing == line.pricing()
                && isOfRow(line.vat().category(), line.vat().rate());
    }

    boolean isOfRow(VatCategory category, BigDecimal rate) {
        return treatment.category() == category && treatment.rate().compareTo(rate) == 0;
    }

    VatTreatment treatment() {
        return treatment;
    }

    Pricing pricing() {
        return pricing;
    }

    /** Sum of the lines in their own pricing. */
    BigDecimal sum() {
        return sum;
    }

    List<Integer> indexes() {
        return indexes;
    }

    /** VAT of the group's own lines. */
    BigDecimal vat() {
        return vatOn(sum);
    }

    /** VAT on an amount in the group's pricing: on top of a net one, inside a gross one. */
    BigDecimal vatOn(BigDecimal amount) {
        BigDecimal percents = amount.multiply(treatment.rate());
        return pricing == Pricing.NET
                ? rounding.round(percents.movePointLeft(2))
                : rounding.divide(percents, HUNDRED.add(treatment.rate()));
    }

    /** VAT on the first {@code credited} of the group (rule E2): cumulative, so that notes sum to the invoice. */
    BigDecimal vatOfCredited(BigDecimal credited) {
        // lines that cancel out have no VAT to share; what is credited of them is taxed by itself
        return sum.signum() == 0 ? vatOn(credited) : rounding.divide(vat().multiply(credited), sum);
    }

    /** The group's lines without {@code vat}. */
    BigDecimal taxable(BigDecimal vat) {
        return pricing == Pricing.NET ? sum : sum.subtract(vat);
    }

    /**
     * Writes what each line is without VAT: for gross-priced lines rounded down, the missing minor units given to the
     * largest remainders, of equal ones to the earlier line (rule D3).
     */
    void spreadNets(BigDecimal vat, BigDecimal[] nets) {
        if (pricing == Pricing.NET) {
            for (int i = 0; i < indexes.size(); i++) {
                nets[indexes.get(i)] = amounts.get(i);
            }
            return;
        }
        BigDecimal whole = HUNDRED.add(treatment.rate());
        List<Share> shares = new ArrayList<>(indexes.size());
        BigDecimal missing = taxable(vat);
        for (int i = 0; i < indexes.size(); i++) {
            BigDecimal exact = amounts.get(i).multiply(HUNDRED);
            BigDecimal floor = rounding.floorDivide(exact, whole);
            nets[indexes.get(i)] = floor;
            missing = missing.subtract(floor);
            shares.add(new Share(indexes.get(i), exact.subtract(floor.multiply(whole))));
        }
        int units = missing.divide(rounding.minorUnit()).intValueExact();
        if (units > 0) {
            // stable, so the earlier of two equal remainders comes first
            shares.sort(Comparator.comparing(Share::remainder).reversed());
        }
        // a credit's VAT is cumulative, so its taxable may lie a unit beyond what the remainders explain
        for (int i = 0; i < Math.abs(units); i++) {
            int index = shares.get(i % shares.size()).index();
            nets[index] = nets[index].add(
                    units > 0 ? rounding.minorUnit() : rounding.minorUnit().negate());
        }
    }

    private record Share(int index, BigDecimal remainder) {}
}
