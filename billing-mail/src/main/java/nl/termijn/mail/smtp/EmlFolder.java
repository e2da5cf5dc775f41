package nl.termijn.mail.smtp;

import static nl.termijn.error.Violations.given;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import nl.termijn.error.ProviderException;
import nl.termijn.mail.MailMessage;
import nl.termijn.mail.Mailer;

/**
 * Mail as files that any mail program opens, one {@code .eml} for each delivery: for trials and tests. Delivering again
 * writes the same file again.
 */
public final class EmlFolder implements Mailer {
    private final Path folder;
    private final Sender sender;
    private final Clock clock;

    /** Mail of {@code sender} into {@code folder}, which is made when it is not there. */
    public EmlFolder(Path folder, Sender sender, Clock clock) {
        this.folder = given(folder, "folder");
        this.sender = given(sender, "sender");
        this.clock = given(clock, "clock");
    }

    @Override
    public void deliver(MailMessage message) {
        Path file = folder.resolve(message.key().replaceAll("[^A-Za-z0-9.-]", "-") + ".eml");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(part)) {
                MimeMail.of(message, sender, clock.instant()).writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | MessagingException e) {
            throw new ProviderException(
                    ProviderException.Retry.LATER,
                    "The mail cannot be written to " + folder + ": is there room, and may we?",
                    e);
        }
    }
}
