package nl.termijn.mail.smtp;

import java.util.regex.Pattern;

/** What a mail address looks like: no control characters, so that no header can be injected through one. */
final class AddressShape {
    private static final Pattern PATTERN =
            Pattern.compile("[^@\\s\\p{Cntrl}<>,;\"]{1,64}@[^@\\s\\p{Cntrl}<>,;\"]{1,190}");

    private AddressShape() {}

    static boolean isAddress(String text) {
        return PATTERN.matcher(text).matches();
    }
}
