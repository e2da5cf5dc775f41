package nl.termijn;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.termijn.error.Bounds;
import nl.termijn.error.Violations;
import nl.termijn.store.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work that keeps only values within the {@link Bounds}, whatever the store: every number, day and text in what is
 * saved is looked at, however deep, so that no kind of value can be forgotten and every store refuses the same.
 */
final class BoundedUnit {
    private static final Set<String> WRITING = Set.of("save", "saveAllocations", "add", "append", "replace");
    private static final String OWN = "nl.termijn.";

    /** The fields of a value, but for what is computed of others. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                boolean derived = Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers);
                if (!derived
                        && !field.getType().isPrimitive()
                        && !field.getType().isEnum()) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
            return List.copyOf(fields);
        }
    };

    private BoundedUnit() {}

    /** {@code unit}, which refuses to save what is beyond the bounds. */
    static UnitOfWork of(UnitOfWork unit) {
        return bounded(UnitOfWork.class, unit);
    }

    private static <T> T bounded(Class<T> type, T part) {
        return type.cast(Proxy.newProxyInstance(
                BoundedUnit.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (arguments != null && WRITING.contains(method.getName())) {
                        check(arguments);
                    }
                    Object answer = call(part, method, arguments);
                    Class<?> of = method.getReturnType();
                    // the parts of a unit of work: customers, invoices, the log
                    return type == UnitOfWork.class && of.isInterface() && answer != null && isPart(of)
                            ? bounded(asObject(of), answer)
                            : answer;
                }));
    }

    private static boolean isPart(Class<?> type) {
        return type.getPackageName().equals(UnitOfWork.class.getPackageName());
    }

    @SuppressWarnings("unchecked") // what the method answers is of its type
    private static Class<Object> asObject(Class<?> type) {
        return (Class<Object>) type;
    }

    private static @Nullable Object call(Object part, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(part, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void check(@Nullable Object[] arguments) {
        Violations violations = Violations.of("value");
        for (Object argument : arguments) {
            check(violations, "value", argument);
        }
        violations.throwIfAny();
    }

    private static void check(Violations violations, String field, @Nullable Object value) {
        if (value == null || value instanceof Enum<?>) {
            return;
        }
        if (value instanceof Collection<?> several) {
            several.forEach(each -> check(violations, field, each));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                check(violations, field, key);
                check(violations, field, each);
            });
        } else if (value instanceof Optional<?> optional) {
            check(violations, field, optional.orElse(null));
        } else if (value.getClass().getName().startsWith(OWN)) {
            for (Field part : FIELDS.get(value.getClass())) {
                check(violations, part.getName(), read(part, value));
            }
        } else {
            Bounds.check(violations, field, value);
        }
    }

    /** Whether one of {@code keys} stands in {@code value}, however deep. */
    static boolean mentions(@Nullable Object value, Set<?> keys) {
        if (value == null || value instanceof Enum<?>) {
            return false;
        }
        if (keys.contains(value)) {
            return true;
        }
        if (value instanceof Collection<?> several) {
            return several.stream().anyMatch(each -> mentions(each, keys));
        }
        if (value instanceof Optional<?> optional) {
            return mentions(optional.orElse(null), keys);
        }
        return value.getClass().getName().startsWith(OWN)
                && FIELDS.get(value.getClass()).stream().anyMatch(part -> mentions(read(part, value), keys));
    }

    private static @Nullable Object read(Field field, Object value) {
        try {
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("every field of a value can be read: " + field, e);
        }
    }
}
