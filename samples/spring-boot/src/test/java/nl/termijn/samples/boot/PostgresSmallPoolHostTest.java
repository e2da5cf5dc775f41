package nl.termijn.samples.boot;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class PostgresSmallPoolHostTest extends HostContract {
    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        Databases.postgres("small", properties);
        Databases.smallPool(properties);
    }
}
