package hostling.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipes that one script after the other uses. */
class OutputPipesTest {
    private OutputPipes pipes;

    @BeforeEach
    void thereAreNames() {
        assumeTrue(Files.isDirectory(Path.of("/dev/fd/")));
        pipes = new OutputPipes(Runnable::run);
    }

    @AfterEach
    void close() {
        if (pipes != null) {
            pipes.close();
        }
    }

    /** A start must not cost more with more connections, so the server looks up a pipe's name once and keeps it. */
    @Test
    void aPipeThatHasEndedServesTheNextScript() throws IOException {
        OutputPipe pipe = pipes.take();
        try (FileOutputStream script = new FileOutputStream(pipe.childEnd())) {
            script.write(1);
        }
        assertEquals(1, pipe.read(ByteBuffer.allocate(8)));
        pipes.release(pipe);
        assertSame(pipe, pipes.take());
    }

    /** A script that was killed, or wrote too much, leaves output in the pipe. */
    @Test
    void whatNobodyReadIsNotForTheNextScript() throws IOException {
        OutputPipe pipe = pipes.take();
        try (FileOutputStream script = new FileOutputStream(pipe.childEnd())) {
            script.write(new byte[60_000]);
        }
        pipes.release(pipe);
        assertSame(pipe, pipes.take());
        assertEquals(-1, pipe.read(ByteBuffer.allocate(1)));
    }

    /** A process that could not be killed must not write into the output of another script. */
    @Test
    void aPipeThatSomebodyStillWritesToIsNotUsedAgain() throws IOException {
        OutputPipe pipe = pipes.take();
        List<OutputPipe> others = new ArrayList<>();
        try (FileOutputStream survivor = new FileOutputStream(pipe.childEnd())) {
            survivor.write(1);
            pipes.release(pipe);
            for (int i = 0; i < 10 && pipe.isOpen(); i++) {
                OutputPipe other = pipes.take();
                assertNotSame(pipe, other);
                others.add(other);
                pipes.release(pipes.take());
            }
        }
        for (OutputPipe other : others) {
            other.close();
        }
    }

    /** When the loop ends, it closes the pipes that it watches. */
    @Test
    void oneThatWasClosedIsNotUsedAgain() throws IOException {
        OutputPipe pipe = pipes.take();
        pipe.close();
        pipes.release(pipe);
        OutputPipe other = pipes.take();
        assertTrue(other.isOpen());
        assertFalse(pipe.isOpen());
        other.close();
    }
}
