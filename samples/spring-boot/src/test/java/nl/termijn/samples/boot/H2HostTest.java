package nl.termijn.samples.boot;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class H2HostTest extends HostContract {
    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        Databases.h2("plain", properties);
    }
}
