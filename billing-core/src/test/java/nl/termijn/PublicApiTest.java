package nl.termijn;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The public API is recorded, so that a change of it is seen in review. After a change that is meant, record it anew:
 *
 * <pre>mvn -pl billing-core -am test -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dapi.record=true</pre>
 */
class PublicApiTest {
    private static final Path RECORD = Path.of("src/test/resources/public-api.txt");

    @Test
    void the_public_api_is_the_recorded_one() throws IOException {
        List<String> now = api();
        if (Boolean.getBoolean("api.record")) {
            Files.write(RECORD, now);
        }
        assertThat(now)
                .as("the public API changed; if that is meant, record it anew as the Javadoc of this test says")
                .containsExactlyElementsOf(Files.readAllLines(RECORD));
    }

    private static List<String> api() {
        List<String> lines = new ArrayList<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("nl.termijn").stream()
                        .map(JavaClass::reflect)
                        .filter(PublicApiTest::isPublic)
                        // another module's own API
                        .filter(type -> !type.getPackageName().equals("nl.termijn.payments"))
                        .sorted((left, right) -> left.getName().compareTo(right.getName()))
                        .forEach(type -> describe(type, lines));
        return lines;
    }

    private static boolean isPublic(Class<?> type) {
        boolean enclosed = type.getEnclosingClass() == null || isPublic(type.getEnclosingClass());
        return enclosed && Modifier.isPublic(type.getModifiers()) && !type.isSynthetic();
    }

    private static void describe(Class<?> type, List<String> lines) {
        lines.add(kind(type) + " " + type.getName());
        TreeSet<String> members = new TreeSet<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isApi(constructor.getModifiers()) && !constructor.isSynthetic()) {
                members.add("new(" + types(constructor.getGenericParameterTypes()) + ")");
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isApi(field.getModifiers()) && !field.isSynthetic()) {
                members.add("field " + field.getName() + ": " + name(field.getGenericType()));
            }
        }
        for (Method method : type.getMethods()) {
            boolean own = method.getDeclaringClass().getName().startsWith("nl.termijn")
                    && (method.getDeclaringClass() == type || !isPublic(method.getDeclaringClass()));
            if (own && !method.isSynthetic() && !method.isBridge()) {
                members.add((Modifier.isStatic(method.getModifiers()) ? "static " : "") + method.getName() + "("
                        + types(method.getGenericParameterTypes()) + "): " + name(method.getGenericReturnType()));
            }
        }
        members.forEach(member -> lines.add("    " + member));
    }

    private static boolean isApi(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "enum";
        }
        if (type.isRecord()) {
            return "record";
        }
        return type.isInterface() ? "interface" : "class";
    }

    private static String types(Type[] types) {
        return Arrays.stream(types).map(PublicApiTest::name).collect(Collectors.joining(", "));
    }

    private static String name(Type type) {
        return type.getTypeName().replaceAll("(java\\.(lang|util|time|math)|javax\\.money)\\.(?=[A-Z])", "");
    }
}
