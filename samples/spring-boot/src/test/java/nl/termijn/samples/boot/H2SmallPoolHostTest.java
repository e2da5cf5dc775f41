package nl.termijn.samples.boot;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class H2SmallPoolHostTest extends HostContract {
    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        Databases.h2("small", properties);
        Databases.smallPool(properties);
    }
}
