package nl.termijn.mail;

import java.util.Iterator;

/** Takes letters to paper: a file for the printer in the office, or a print shop. */
@FunctionalInterface
public interface Printer {

    /**
     * Takes {@code letters}, in their order; each is made when it is asked for. May be called again with the same letters
     * when nobody said that they were printed.
     *
     * @throws nl.termijn.error.ProviderException when the batch cannot be taken: none of it counts as printed
     */
    void print(Iterator<PaperMail> letters);
}
