package nl.termijn.price;

/**
 * A campaign that customers were told of.
 *
 * @param campaign as it was announced
 * @param complete whether every subscription has been gone through
 */
public record AnnouncedCampaign(PriceCampaign campaign, boolean complete) {
    /** Key under which it is kept. */
    public String id() {
        return campaign.code();
    }
}
