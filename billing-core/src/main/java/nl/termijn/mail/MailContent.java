package nl.termijn.mail;

import java.util.List;
import java.util.Optional;

/**
 * What mail says.
 *
 * @param subject on one line
 * @param text complete: whoever reads only this misses nothing
 * @param html the same as HTML, if there is one
 * @param pictures that the HTML shows, carried along: nothing is loaded from anywhere
 */
public record MailContent(String subject, String text, Optional<String> html, List<Picture> pictures) {

    /**
     * A picture in the HTML.
     *
     * @param id as in {@code <img src="cid:id">}
     * @param mediaType such as {@code image/png}
     * @param content the bytes; treated as unchangeable
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes are what it is; it is never compared
    public record Picture(String id, String mediaType, byte[] content) {}

    /** Copies the list. */
    public MailContent {
        pictures = List.copyOf(pictures);
    }

    /** Without pictures. */
    public MailContent(String subject, String text, Optional<String> html) {
        this(subject, text, html, List.of());
    }

    /** Its sizes only: what it says is about a person. */
    @Override
    public String toString() {
        return "MailContent[" + text.length() + " characters, " + pictures.size() + " pictures]";
    }
}
