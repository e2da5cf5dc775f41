package nl.termijn.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mailbox for tests and trials: it keeps what it is given, one message per key. Safe for many threads. */
public final class InMemoryMailbox implements Mailer {
    private final Map<String, MailMessage> messages = new LinkedHashMap<>();

    /** An empty mailbox. */
    public InMemoryMailbox() {}

    @Override
    public synchronized void deliver(MailMessage message) {
        messages.putIfAbsent(message.key(), message);
    }

    /** All messages, in the order of their delivery. */
    public synchronized List<MailMessage> messages() {
        return new ArrayList<>(messages.values());
    }
}
