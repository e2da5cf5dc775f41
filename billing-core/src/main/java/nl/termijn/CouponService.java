package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.NotAllowedException;
import nl.termijn.error.NotAllowedException.Reason;
import nl.termijn.error.NotFoundException;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.store.CatalogueKind;
import nl.termijn.subscription.Coupon;
import nl.termijn.subscription.CouponUse;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.TimedDiscount;

/**
 * Coupons: used with the start of a subscription, never more often than they may, whoever else uses them at the same moment.
 * A subscription that ends before its first day was served gives its use back.
 */
public final class CouponService {
    private final Session session;

    CouponService(Session session) {
        this.session = session;
    }

    /** Adds a coupon, or changes what it gives and to whom; how often it was used stays as it is. */
    public Coupon put(Coupon coupon) {
        given(coupon, "coupon");
        return session.work(work -> {
            Optional<Coupon> stored =
                    work.unit().catalogue(CatalogueKind.COUPONS).hold(coupon.code());
            Coupon next =
                    coupon.toBuilder().used(stored.map(Coupon::used).orElse(0)).build();
            if (!stored.equals(Optional.of(next))) {
                work.unit().catalogue(CatalogueKind.COUPONS).save(List.of(next));
                work.happened(new BillingEvent.CouponSaved(next.code()));
            }
            return next;
        });
    }

    /** The coupon with {@code code}. */
    public Optional<Coupon> find(String code) {
        given(code, "code");
        return session.work(work -> work.unit().catalogue(CatalogueKind.COUPONS).find(code));
    }

    /** Who used {@code code}, by customer and subscription. */
    public List<CouponUse> uses(String code) {
        given(code, "code");
        return session.work(
                work -> work.unit().catalogue(CatalogueKind.COUPON_USES).startingWith(code + '|'));
    }

    /**
     * Starts a subscription with the discount of a coupon, as {@code subscriptions().start(…)} does with one that names it. Doing it
     * again changes nothing.
     *
     * @param subscription without a discount of its own
     * @throws NotFoundException when there is no such coupon
     * @throws NotAllowedException when it is not valid today, not for this product, used up, or used by this customer
     */
    public Subscription start(Subscription subscription, String code) {
        given(subscription, "subscription");
        given(code, "code");
        return session.work(work -> SubscriptionService.start(
                work, subscription.toBuilder().coupon(code).build()));
    }

    /**
     * The subscription with the discount of the coupon that it names, if it names one; what was started with it keeps what it got.
     *
     * @throws NotAllowedException when the coupon cannot be used
     */
    static Subscription withDiscount(Session.Work work, Subscription subscription) {
        if (subscription.coupon().isEmpty()) {
            return subscription;
        }
        String code = subscription.coupon().get();
        Optional<TimedDiscount> got = work.unit()
                .subscriptions()
                .find(subscription.reference())
                .filter(stored -> stored.coupon().equals(subscription.coupon()))
                .flatMap(Subscription::discount);
        Optional<Coupon> coupon = got.isPresent() ? Optional.empty() : Optional.of(held(work, code));
        TimedDiscount discount = got.orElseGet(() -> coupon.orElseThrow().given());
        Violations.of("subscription")
                .check(
                        subscription.discount().map(discount::equals).orElse(true),
                        "discount",
                        subscription.discount().map(Object::toString).orElse(""),
                        "must be left out with a coupon",
                        "discounts are never added up: give the one or the other")
                .throwIfAny();
        coupon.ifPresent(each -> refuseUnusable(work, each, subscription));
        return subscription.toBuilder().discount(discount).build();
    }

    private static Coupon held(Session.Work work, String code) {
        return work.unit()
                .catalogue(CatalogueKind.COUPONS)
                .hold(code)
                .orElseThrow(() -> new NotFoundException("coupon", code));
    }

    /** Counts the use of the coupon that a new subscription names, if it names one. */
    static void count(Session.Work work, Subscription subscription) {
        subscription.coupon().map(code -> held(work, code)).ifPresent(coupon -> {
            work.unit()
                    .catalogue(CatalogueKind.COUPONS)
                    .save(List.of(coupon.toBuilder().used(coupon.used() + 1).build()));
            CustomerReference customer = subscription.customer();
            CouponUse use = new CouponUse(coupon.code(), customer, subscription.reference(), work.today());
            work.unit().catalogue(CatalogueKind.COUPON_USES).save(List.of(use));
            work.happened(new BillingEvent.CouponUsed(coupon.code(), customer, subscription.reference()));
        });
    }

    private static void refuseUnusable(Session.Work work, Coupon coupon, Subscription subscription) {
        CustomerReference customer = subscription.customer();
        LocalDate today = work.today();
        refuseUnless(coupon, coupon.isValidOn(today), "it is not valid on " + today);
        refuseUnless(
                coupon,
                coupon.products().isEmpty()
                        || subscription
                                .productCode()
                                .map(coupon.products()::contains)
                                .orElse(false),
                "it is not for product " + subscription.productCode().orElse("(none)"));
        refuseUnless(coupon, !coupon.usedUp(), "it was used " + coupon.used() + " times, as often as it may");
        refuseUnless(
                coupon,
                !coupon.oncePerCustomer() || !isUsedBy(work, coupon, customer),
                customer + " has used it before");
    }

    private static boolean isUsedBy(Session.Work work, Coupon coupon, CustomerReference customer) {
        // another customer's reference may begin as this one goes on
        return work
                .unit()
                .catalogue(CatalogueKind.COUPON_USES)
                .startingWith(coupon.code() + '|' + customer + '|')
                .stream()
                .anyMatch(use -> use.customer().equals(customer));
    }

    private static void refuseUnless(Coupon coupon, boolean holds, String why) {
        if (!holds) {
            throw new NotAllowedException(
                    Reason.COUPON,
                    coupon.code(),
                    "Coupon " + coupon.code() + " cannot be used: " + why + "; start without it, or give another.");
        }
    }

    /** Gives the use back of a subscription that ended before its first day was served. */
    static void release(Session.Work work, Subscription ended) {
        boolean goesOn = !ended.end().equals(Optional.of(ended.start()))
                || ended.successor().isPresent();
        if (goesOn || ended.coupon().isEmpty()) {
            return;
        }
        String code = ended.coupon().get();
        CouponUse use = new CouponUse(code, ended.customer(), ended.reference(), work.today());
        Optional<Coupon> coupon = work.unit().catalogue(CatalogueKind.COUPONS).hold(code);
        boolean used =
                work.unit().catalogue(CatalogueKind.COUPON_USES).find(use.id()).isPresent();
        if (coupon.isPresent() && used) {
            work.unit()
                    .catalogue(CatalogueKind.COUPONS)
                    .save(List.of(coupon.get().toBuilder()
                            .used(coupon.get().used() - 1)
                            .build()));
            work.unit().catalogue(CatalogueKind.COUPON_USES).remove(List.of(use.id()));
            work.happened(new BillingEvent.CouponReleased(code, ended.customer(), ended.reference()));
        }
    }
}
