package nl.termijn.run;

import java.util.Optional;
import nl.termijn.price.PriceCampaign;
import nl.termijn.subscription.SubscriptionReference;

/**
 * A campaign that customers are told of.
 *
 * @param campaign as it was announced
 * @param through the last subscription that has been gone through
 * @param complete whether all have
 */
public record AnnouncedCampaign(PriceCampaign campaign, Optional<SubscriptionReference> through, boolean complete) {
    /** Key under which it is kept. */
    public String id() {
        return campaign.code();
    }
}
