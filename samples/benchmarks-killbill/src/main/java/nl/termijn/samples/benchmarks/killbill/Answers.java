package nl.termijn.samples.benchmarks.killbill;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Objects of wide interfaces of which only a few methods are asked, and seldom. */
final class Answers {
    private Answers() {}

    /** Makes an object that answers its methods by name, and throws for a method without an answer. */
    static <T> T of(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object answer = answers.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(method.toString());
            }
            return answer;
        }));
    }
}
