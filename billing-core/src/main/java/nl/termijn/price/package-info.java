/** What products cost: price lists with dated rows, tiers, and coupons. Pure: nothing here asks a clock or a store. */
@NullMarked
package nl.termijn.price;

import org.jspecify.annotations.NullMarked;
