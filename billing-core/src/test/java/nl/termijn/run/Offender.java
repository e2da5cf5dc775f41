package nl.termijn.run;

import java.time.LocalDate;
import javax.money.MonetaryAmount;
import nl.termijn.store.BillingStore;
import org.jspecify.annotations.Nullable;

/** Does everything that domain code must not, so that the architecture rules are seen to fail. */
@SuppressWarnings("JavaTimeDefaultTimeZone")
public class Offender {
    public @Nullable BillingStore store;

    public LocalDate today() {
        return LocalDate.now();
    }

    public MonetaryAmount half(MonetaryAmount amount) {
        return amount.divide(2);
    }
}
