package nl.termijn.run;

import java.util.Optional;
import nl.termijn.customer.CustomerReference;
import nl.termijn.price.PriceCampaign;
import nl.termijn.subscription.SubscriptionReference;

/**
 * A campaign that customers are told of.
 *
 * @param campaign as it was announced
 * @param through the last subscription that has been gone through
 * @param complete whether all have
 * @param toldThrough the last customer for whom a notice was put in the outbox
 */
public record AnnouncedCampaign(
        PriceCampaign campaign,
        Optional<SubscriptionReference> through,
        boolean complete,
        Optional<CustomerReference> toldThrough) {
    /** The campaign with nothing done yet. */
    public static AnnouncedCampaign begun(PriceCampaign campaign) {
        return new AnnouncedCampaign(campaign, Optional.empty(), false, Optional.empty());
    }

    /** Gone through as far as {@code last}. */
    public AnnouncedCampaign through(SubscriptionReference last) {
        return new AnnouncedCampaign(campaign, Optional.of(last), false, toldThrough);
    }

    /** Gone through whole. */
    public AnnouncedCampaign completed() {
        return new AnnouncedCampaign(campaign, through, true, toldThrough);
    }

    /** With notices as far as {@code last}. */
    public AnnouncedCampaign toldThrough(CustomerReference last) {
        return new AnnouncedCampaign(campaign, through, complete, Optional.of(last));
    }

    /** Key under which it is kept. */
    public String id() {
        return campaign.code();
    }
}
