package nl.termijn.samples.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A control panel in miniature: it keeps orders in a table of its own, and lets Termijn bill them. */
@SpringBootApplication
public class HostApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(HostApplication.class, arguments);
    }
}
