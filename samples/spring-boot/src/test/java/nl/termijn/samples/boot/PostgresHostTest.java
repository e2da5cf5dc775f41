package nl.termijn.samples.boot;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class PostgresHostTest extends HostContract {
    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        Databases.postgres("plain", properties);
    }
}
