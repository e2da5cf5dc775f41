package nl.termijn.samples.quickstart;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test through the main job's own door: a folder in, and what comes out. */
abstract class PlayTest {
    @TempDir
    Path folder;

    PlayFolder play = new PlayFolder(Path.of(""));

    @BeforeEach
    void input() {
        play = new PlayFolder(folder);
    }
}
