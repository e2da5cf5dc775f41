package nl.termijn.invoice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import nl.termijn.internal.Keys;

/**
 * That a host's key was used to make a document: under it no other is made. Immutable.
 *
 * @param key the host's, unique in the administration; it must not name a person
 * @param document that was made
 * @param digest SHA-256, in hexadecimal, of what was asked, so that another wish under the key is seen
 */
public record DocumentKey(String key, InvoiceId document, String digest) {
    /** Checks the key: 1 to 100 characters without control characters or outer blanks. */
    public DocumentKey {
        Keys.check("key", key);
    }

    /** Key under which it is kept. */
    @JsonIgnore
    public String id() {
        return key;
    }
}
