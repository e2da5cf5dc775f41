package nl.termijn.samples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import nl.termijn.Billing;
import nl.termijn.store.jdbc.JdbcBillingStore;
import org.junit.jupiter.api.Test;

/** The jars as a host gets them: with licence, a module name, and what an IDE shows. */
class JarsTest {
    private static File jar(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static JarFile beside(File jar, String classifier) throws IOException {
        return new JarFile(jar.getPath().replaceAll("\\.jar$", "-" + classifier + ".jar"));
    }

    @Test
    void they_carry_licence_and_module_name() throws IOException {
        for (var expected : List.of(
                List.of(jar(Billing.class), "nl.termijn"), List.of(jar(JdbcBillingStore.class), "nl.termijn.store.jdbc"))) {
            try (JarFile jar = new JarFile((File) expected.get(0))) {
                assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                        .isEqualTo(expected.get(1));
                assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
                assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
            }
        }
    }

    @Test
    void sources_have_the_generated_builders_and_javadoc_stands_beside_them() throws IOException {
        try (JarFile sources = beside(jar(Billing.class), "sources");
                JarFile javadoc = beside(jar(Billing.class), "javadoc")) {
            assertThat(sources.getEntry("nl/termijn/Billing.java")).isNotNull();
            assertThat(sources.getEntry("nl/termijn/customer/ImmutableCustomer.java")).isNotNull();
            assertThat(javadoc.stream().map(ZipEntry::getName)).anyMatch(name -> name.endsWith("nl/termijn/Billing.html"));
        }
    }
}
