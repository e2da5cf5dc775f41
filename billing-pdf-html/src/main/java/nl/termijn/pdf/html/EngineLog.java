package nl.termijn.pdf.html;

import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xhtmlrenderer.util.XRLogger;

/** What the engine says, for who looks for a fault in a layout: at level debug, in place of its lines on the console. */
final class EngineLog implements XRLogger {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLog.class);

    @Override
    public void log(String where, Level level, String message) {
        LOG.debug("{}: {}", where, message);
    }

    @Override
    public void log(String where, Level level, String message, @Nullable Throwable cause) {
        LOG.debug("{}: {}", where, message, cause);
    }

    @Override
    public void setLevel(String logger, Level level) {
        // the host's settings decide
    }
}
