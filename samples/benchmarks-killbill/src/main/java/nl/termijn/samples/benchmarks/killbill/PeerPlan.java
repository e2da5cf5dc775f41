package nl.termijn.samples.benchmarks.killbill;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import org.joda.time.DateTime;
import org.killbill.billing.catalog.api.BillingMode;
import org.killbill.billing.catalog.api.BillingPeriod;
import org.killbill.billing.catalog.api.Duration;
import org.killbill.billing.catalog.api.Fixed;
import org.killbill.billing.catalog.api.Limit;
import org.killbill.billing.catalog.api.PhaseType;
import org.killbill.billing.catalog.api.Plan;
import org.killbill.billing.catalog.api.PlanPhase;
import org.killbill.billing.catalog.api.PriceList;
import org.killbill.billing.catalog.api.Product;
import org.killbill.billing.catalog.api.ProductCategory;
import org.killbill.billing.catalog.api.Recurring;
import org.killbill.billing.catalog.api.StaticCatalog;
import org.killbill.billing.catalog.api.Usage;

/**
 * A Kill Bill plan of one endless phase of one product, billed in advance; immutable.
 *
 * <p>The three share their name, so one class plays all three. Written out rather than proxied, because the generator
 * asks for the names once per item since the beginning of time, and reflection would be charged to the peer.
 */
final class PeerPlan implements Plan, PlanPhase, Product {
    private final String name;
    private final BillingPeriod period;
    private final BigDecimal price;
    private final StaticCatalog catalog;

    PeerPlan(String name, BillingPeriod period, BigDecimal price, DateTime since) {
        this.name = name;
        this.period = period;
        this.price = price;
        this.catalog = Answers.of(StaticCatalog.class, Map.of("getEffectiveDate", since.toDate()));
    }

    /** Price of one period. */
    BigDecimal price() {
        return price;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getPrettyName() {
        return name;
    }

    @Override
    public StaticCatalog getCatalog() {
        return catalog;
    }

    @Override
    public Product getProduct() {
        return this;
    }

    @Override
    public BillingMode getRecurringBillingMode() {
        return BillingMode.IN_ADVANCE;
    }

    @Override
    public BillingPeriod getRecurringBillingPeriod() {
        return period;
    }

    @Override
    public PlanPhase getFinalPhase() {
        return this;
    }

    @Override
    public PhaseType getPhaseType() {
        return PhaseType.EVERGREEN;
    }

    @Override
    public Usage[] getUsages() {
        return new Usage[0];
    }

    @Override
    public PlanPhase[] getInitialPhases() {
        throw unused();
    }

    @Override
    public PriceList getPriceList() {
        throw unused();
    }

    @Override
    public Iterator<PlanPhase> getInitialPhaseIterator() {
        throw unused();
    }

    @Override
    public int getPlansAllowedInBundle() {
        throw unused();
    }

    @Override
    public PlanPhase[] getAllPhases() {
        throw unused();
    }

    @Override
    public Date getEffectiveDateForExistingSubscriptions() {
        throw unused();
    }

    @Override
    public PlanPhase findPhase(String phase) {
        throw unused();
    }

    @Override
    public DateTime dateOfFirstRecurringNonZeroCharge(DateTime start, PhaseType initialPhase) {
        throw unused();
    }

    @Override
    public Fixed getFixed() {
        throw unused();
    }

    @Override
    public Recurring getRecurring() {
        throw unused();
    }

    @Override
    public Duration getDuration() {
        throw unused();
    }

    @Override
    public Collection<Product> getAvailable() {
        throw unused();
    }

    @Override
    public Collection<Product> getIncluded() {
        throw unused();
    }

    @Override
    public ProductCategory getCategory() {
        throw unused();
    }

    @Override
    public String getCatalogName() {
        throw unused();
    }

    @Override
    public Limit[] getLimits() {
        throw unused();
    }

    @Override
    public boolean compliesWithLimits(String unit, BigDecimal value) {
        throw unused();
    }

    /** Says so, rather than answering null, should a later Kill Bill ask for more than this one. */
    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the invoice generator was not known to ask for this");
    }
}
