package nl.termijn.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import nl.termijn.administration.AdministrationId;
import nl.termijn.document.DocumentArchive;
import nl.termijn.store.BillingStore;
import nl.termijn.store.UnitOfWork;

/**
 * A store that fails where a test wants it to: a write inside a unit of work throws, as a lost connection or a full disk
 * would make it, and the unit of work must leave nothing behind.
 *
 * <pre>
 * FaultyStore store = new FaultyStore(new MyStore());
 * store.failWhen((method, arguments) -&gt; method.equals("save") &amp;&amp; arguments.toString().contains("417"));
 * </pre>
 */
public final class FaultyStore implements BillingStore {
    private static final Set<String> WRITES =
            Set.of("save", "saveAllocations", "add", "remove", "delete", "claimRun", "releaseRun", "append", "archive");

    private final BillingStore store;
    private volatile BiPredicate<String, List<Object>> fault = (method, arguments) -> false;

    /** Wraps {@code store}; nothing fails yet. */
    public FaultyStore(BillingStore store) {
        this.store = store;
    }

    /** What a failing write throws. */
    public static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fault(String method) {
            super("the store failed at " + method);
        }
    }

    /** From now on a write fails when {@code when} says so of its name and arguments. */
    public void failWhen(BiPredicate<String, List<Object>> when) {
        fault = when;
    }

    /** From now on nothing fails. */
    public void recover() {
        fault = (method, arguments) -> false;
    }

    @Override
    public <T> T inTransaction(AdministrationId administration, Function<UnitOfWork, T> work) {
        return store.inTransaction(administration, unit -> work.apply(faulty(UnitOfWork.class, unit)));
    }

    @Override
    public Optional<DocumentArchive> archive() {
        return store.archive();
    }

    @Override
    public boolean isInTransaction() {
        return store.isInTransaction();
    }

    @Override
    public List<AdministrationId> administrations() {
        return store.administrations();
    }

    private <T> T faulty(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments == null ? new Object[0] : arguments)));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        if (WRITES.contains(method.getName()) && fault.test(method.getName(), List.of(arguments))) {
            throw new Fault(method.getName());
        }
        try {
            Object result = method.invoke(target, arguments);
            // the repositories of a unit of work fail like itself
            return target instanceof UnitOfWork
                            && arguments.length == 0
                            && method.getReturnType().isInterface()
                    ? faultyRepository(method.getReturnType(), Objects.requireNonNull(result))
                    : result;
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private <T> T faultyRepository(Class<T> type, Object repository) {
        return faulty(type, type.cast(repository));
    }
}
