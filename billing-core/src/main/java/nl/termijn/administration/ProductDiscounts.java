package nl.termijn.administration;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.termijn.error.Violations;

/**
 * Discounts on groups of products; a group at 0 percent is excluded from the general discount.
 *
 * <pre>
 * general 10 %, domains (nl, com, eu) 0 %, hosting (basic, pro) 15 %
 * </pre>
 *
 * @param groups the first that holds a product counts for it; a product in none has the general discount
 */
public record ProductDiscounts(List<Group> groups) {
    /** The general discount for all. */
    public static final ProductDiscounts NONE = new ProductDiscounts(List.of());

    /**
     * Products with one discount.
     *
     * @param name what they are called together
     * @param products their codes
     * @param percent 0 to 100
     */
    public record Group(String name, Set<String> products, BigDecimal percent) {
        /** Checks everything at once. */
        public Group {
            products = Set.copyOf(products);
            Violations violations = Violations.of("discount on " + name)
                    .check(!name.isBlank(), "name", name, "must be given", "say what the products are together")
                    .check(!products.isEmpty(), "products", products, "must be one at least", "give product codes");
            Settings.checkDiscount(violations, percent);
            violations.throwIfAny();
        }
    }

    /** Copies the groups. */
    public ProductDiscounts {
        groups = List.copyOf(groups);
    }

    /** The discount on {@code product} in percent, where it has one of its own. */
    public Optional<BigDecimal> on(Optional<String> product) {
        if (groups.isEmpty()) { // mostly so, and asked for every period
            return Optional.empty();
        }
        return product.flatMap(code -> groups.stream()
                .filter(group -> group.products().contains(code))
                .map(Group::percent)
                .findFirst());
    }
}
