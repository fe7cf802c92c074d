package hostling.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipes whose other end has a file name. */
class OutputPipeTest {
    @BeforeEach
    void thereAreNames() {
        assumeTrue(Files.isDirectory(Path.of("/dev/fd/")));
    }

    private static void assertCarries(OutputPipe pipe, int b) throws IOException {
        try (FileOutputStream end = new FileOutputStream(pipe.childEnd())) {
            end.write(b);
        }
        assertHolds(pipe, b);
    }

    private static void assertHolds(OutputPipe pipe, int b) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(2);
        assertEquals(1, pipe.read(read));
        assertEquals((byte) b, read.get(0));
    }

    @Test
    void whatIsWrittenUnderTheNameComesOut() throws IOException {
        try (OutputPipe pipe = OutputPipe.open()) {
            assertEquals(-1, pipe.read(ByteBuffer.allocate(1)), "nobody has opened the other end");
            try (FileOutputStream end = new FileOutputStream(pipe.childEnd())) {
                assertEquals(0, pipe.read(ByteBuffer.allocate(1)), "the pipe is empty, and the read does not block");
                end.write(1);
            }
            assertHolds(pipe, 1);
            assertCarries(pipe, 42);
            assertEquals(-1, pipe.read(ByteBuffer.allocate(1)), "every writer has closed its end");
            assertCarries(pipe, 43);
        }
    }

    /** The virtual machine opens and closes files at any time, and a program that embeds the server opens sockets. */
    @Test
    void descriptorsThatComeAndGoAreNotTakenForThePipe() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!over.get()) {
                try {
                    Files.newByteChannel(Path.of("pom.xml")).close();
                    SocketChannel.open().close();
                } catch (IOException e) {
                    over.set(true);
                }
            }
        });
        other.start();
        try {
            for (int i = 0; i < 300; i++) {
                try (OutputPipe pipe = OutputPipe.open()) {
                    assertCarries(pipe, i);
                }
            }
            assertTrue(!over.get(), "the other thread has opened files to the end");
        } finally {
            over.set(true);
            other.join();
        }
    }
}
