package nl.termijn.document;

/**
 * A drawn document.
 *
 * @param fileName name for an attachment, made of the document's number
 * @param mediaType such as {@code application/pdf}
 * @param content the bytes; treated as unchangeable
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are what it is; it is never compared
public record RenderedDocument(String fileName, String mediaType, byte[] content) {}
