package nl.termijn.internal;

import java.util.Optional;

/** Letters of all languages as ASCII, for labels of domains (RFC 3492). */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 128;
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private Punycode() {}

    static String encode(String label) {
        int[] letters = label.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int letter : letters) {
            if (letter < INITIAL_N) {
                out.append((char) letter);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int n = INITIAL_N;
        long delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < letters.length) {
            int next = Integer.MAX_VALUE;
            for (int letter : letters) {
                if (letter >= n && letter < next) {
                    next = letter;
                }
            }
            delta += (long) (next - n) * (handled + 1);
            n = next;
            for (int letter : letters) {
                if (letter < n) {
                    delta++;
                } else if (letter == n) {
                    long q = delta;
                    for (int k = BASE; q >= threshold(k, bias); k += BASE) {
                        int t = threshold(k, bias);
                        out.append(DIGITS.charAt((int) (t + (q - t) % (BASE - t))));
                        q = (q - t) / (BASE - t);
                    }
                    out.append(DIGITS.charAt((int) q));
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    /** The letters; empty when {@code text} is no encoding of any. */
    static Optional<String> decode(String text) {
        int end = Math.max(text.lastIndexOf('-'), 0);
        StringBuilder out = new StringBuilder(text.substring(0, end));
        int letters = out.length();
        int n = INITIAL_N;
        int bias = INITIAL_BIAS;
        long i = 0;
        int in = end > 0 ? end + 1 : 0;
        while (in < text.length()) {
            long before = i;
            long weight = 1;
            boolean more = true;
            for (int k = BASE; more; k += BASE) {
                int digit = in < text.length() ? DIGITS.indexOf(text.charAt(in)) : -1;
                in++;
                if (digit < 0) {
                    return Optional.empty();
                }
                i += digit * weight;
                int t = threshold(k, bias);
                more = digit >= t;
                weight *= BASE - t;
                if (i > Integer.MAX_VALUE || weight > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
            }
            letters++;
            bias = adapted(i - before, letters, before == 0);
            n += (int) (i / letters);
            i %= letters;
            if (n > Character.MAX_CODE_POINT || n < INITIAL_N) {
                return Optional.empty();
            }
            out.insert(out.offsetByCodePoints(0, (int) i), Character.toString(n));
            i++;
        }
        return Optional.of(out.toString());
    }

    private static int threshold(int k, int bias) {
        return Math.min(Math.max(k - bias, T_MIN), T_MAX);
    }

    private static int adapted(long difference, int letters, boolean first) {
        long delta = first ? difference / DAMP : difference / 2;
        delta += delta / letters;
        int k = 0;
        while (delta > (BASE - T_MIN) * T_MAX / 2) {
            delta /= BASE - T_MIN;
            k += BASE;
        }
        return (int) (k + (BASE - T_MIN + 1) * delta / (delta + SKEW));
    }
}
