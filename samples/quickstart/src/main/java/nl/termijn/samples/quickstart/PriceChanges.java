package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.termijn.Billing;
import nl.termijn.money.Amounts;
import nl.termijn.price.PriceCampaign;
import nl.termijn.price.PriceRule;
import nl.termijn.run.PriceChange;

/** Price campaigns among the actions, and what became of them. */
final class PriceChanges {
    static final String REPORT = "price-changes.csv";

    private static final BigDecimal FIVE_CENTS = new BigDecimal("0.05");

    private PriceChanges() {}

    /**
     * The campaign of a row: {@code amount} percent more, in steps of five cents.
     *
     * @return nothing when the argument is not a day, days of notice and product codes, all with spaces between
     */
    static Optional<PriceCampaign> campaign(ActionRow row) {
        String[] words = row.argument().orElse("").strip().split("\\s+", -1);
        if (words.length < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(PriceCampaign.builder()
                    .code(row.subject())
                    .rule(PriceRule.percent(row.amount().orElse(BigDecimal.ZERO))
                            .roundedTo(FIVE_CENTS))
                    .validFrom(LocalDate.parse(words[0]))
                    .notifiedOn(row.date())
                    .noticeDays(Integer.parseInt(words[1]))
                    .products(List.of(words).subList(2, words.length))
                    .build());
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Writes what the campaigns among {@code actions} changed, and who left, to {@link #REPORT}; nothing without any. */
    static void write(Billing billing, List<ActionRow> actions, Path out) throws IOException {
        Set<String> announced = new HashSet<>();
        List<ActionRow> campaigns = actions.stream()
                .filter(row -> row.action() == ActionRow.Action.CAMPAIGN && announced.add(row.subject()))
                .toList();
        if (campaigns.isEmpty()) {
            return;
        }
        List<String> header =
                List.of("campaign", "customer", "subscription", "effectiveFrom", "before", "after", "left");
        CsvOutput.write(out.resolve(REPORT), header, rows -> {
            for (ActionRow row : campaigns) {
                if (billing.campaigns().find(row.subject()).isEmpty()) {
                    continue; // it was refused, or is still to come
                }
                Set<PriceChange> left = new HashSet<>(billing.campaigns().left(row.subject()));
                for (PriceChange change : billing.campaigns().changes(row.subject())) {
                    rows.row(
                            change.campaign(),
                            change.customer().value(),
                            change.subscription().value(),
                            change.effectiveFrom(),
                            Amounts.decimal(change.before()),
                            Amounts.decimal(change.after()),
                            String.valueOf(left.contains(change)));
                }
            }
        });
    }
}
