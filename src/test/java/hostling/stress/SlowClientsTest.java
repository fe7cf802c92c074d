package hostling.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A timeout asks for progress, not for an end: a slow but steady reader gets all, a stalled one or slowloris ends. */
@Tag("stress")
class SlowClientsTest {
    private static final int FILE_BYTES = 4_000_000;
    private static final int STEP_BYTES = 15_000;
    private static final long STEP_MILLIS = 100;
    private static final String REQUEST = "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path folder;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        Files.write(folder.resolve("large"), new byte[FILE_BYTES]);
        server = ServerProcess.configured("""
                [timeouts]
                header = "2 s"
                body = "2 s"
                write = "2 s"
                [log]
                access = "off"
                [[host]]
                listen = "127.0.0.1:0"
                [[host.route]]
                path = "/"
                root = "%s"
                [[host.route]]
                path = "/echo/"
                demo = "echo"
                """.formatted(folder));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** The system's buffers empty in steps, and such a client takes longer for a step than its timeout. */
    @Test
    void aSlowReaderGetsAll() throws Exception {
        try (Socket client = new Socket(server.address().getAddress(), server.address().getPort())) {
            client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            InputStream in = client.getInputStream();
            long read = 0;
            byte[] some = new byte[STEP_BYTES];
            for (int count = 0; count >= 0; count = in.readNBytes(some, 0, STEP_BYTES) == 0 ? -1 : STEP_BYTES) {
                read += count;
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            }
            assertTrue(read >= FILE_BYTES, read + " bytes of " + FILE_BYTES + "; " + server.errors());
        }
        assertEquals("", server.errors());
    }

    @Test
    void aClientThatReadsNothingIsGivenUpInTime() throws Exception {
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4_096);
            client.connect(server.address());
            client.getOutputStream().write(REQUEST.repeat(1).getBytes(StandardCharsets.US_ASCII));
            long start = System.nanoTime();
            Eventually.holds("the connection is aborted", () -> server.errors().contains("was aborted"));
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertTrue(seconds <= 5, "after " + seconds + " s");
            assertTrue(server.errors().contains("the client has accepted nothing for 2000 ms"), server.errors());
        }
    }

    @Test
    void slowlorisOfEachKindEndsInTime() throws Exception {
        String head = "POST /echo/body HTTP/1.1\r\nHost: a\r\n";
        assertEquals(408, statusOfTrickle("GET / HTTP/1.1\r\nX: "));
        assertEquals(408, statusOfTrickle(head + "Content-Length: 100000\r\n\r\n"));
        assertEquals(408, statusOfTrickle(head + "Transfer-Encoding: chunked\r\n\r\nffff\r\n"));
        assertEquals(408, statusOfTrickle(head + "Transfer-Encoding: chunked\r\n\r\n1;"));
    }

    /** Sends the rest byte by byte, ten bytes a second; returns the status of the answer. */
    private int statusOfTrickle(String start) throws Exception {
        try (RawClient client = server.connect()) {
            client.send(start);
            long began = System.nanoTime();
            while (!client.hasInput()) {
                client.send("x");
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
                assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(6), "it still waits: " + start);
            }
            return client.reply().status();
        } catch (IOException e) {
            throw new AssertionError(start, e);
        }
    }
}
