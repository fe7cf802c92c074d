package hostling.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a parent passes on to its workers. */
class HandoverTest {
    private static final byte[] KEY = {0, -1, 10, 61, 32, 127};
    private static final Handover HANDOVER = new Handover(4711, 1, true, Path.of("/tmp/a = b: c"), KEY,
            Map.of("127.0.0.1", 1024, "0:0:0:0:0:0:0:1", 65_535));

    private static Handover read(String text) throws IOException {
        return Handover.readFrom(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String written(Handover handover) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handover.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static InetSocketAddress at(String ip, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(ip), port);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (Handover handover : new Handover[] {HANDOVER, HANDOVER.forWorker(2, false)}) {
            Handover read = read(written(handover));
            assertEquals(handover.parent(), read.parent());
            assertEquals(handover.number(), read.number());
            assertEquals(handover.announces(), read.announces());
            assertEquals(handover.tempFolder(), read.tempFolder());
            assertArrayEquals(KEY, read.sessionKey());
            assertEquals(handover.ports(), read.ports());
        }
    }

    @Test
    void whatIsNoHandoverIsRefused() throws IOException {
        String whole = written(HANDOVER);
        for (String wrong : new String[] {"", "parent=x", whole.replace("parent=4711", "parent=no"),
                whole.replace("number=1", ""), whole.replace("port.127.0.0.1=1024", "port.127.0.0.1=x"),
                whole.replace("session-key=", "session-key=!"), "temp-folder=\\u00zz"}) {
            String message = assertThrows(IOException.class, () -> read(wrong), wrong).getMessage();
            assertTrue(message.startsWith("this is not a handover: "), message);
        }
    }

    @Test
    void aPortThatTheSystemChoseIsTheSameForAll() throws IOException {
        assertEquals(at("127.0.0.1", 1024), HANDOVER.resolvePort(at("127.0.0.1", 0)));
        assertEquals(at("::1", 65_535), HANDOVER.resolvePort(at("::1", 0)));
        InetSocketAddress said = at("127.0.0.2", 80);
        assertSame(said, HANDOVER.resolvePort(said));
        assertThrows(IOException.class, () -> HANDOVER.resolvePort(at("127.0.0.2", 0)));
    }

    @Test
    void aFolderHasOneNameInAllWorkersWhateverItIsFor() {
        Path folder = HANDOVER.folder("[a, b] /../up loads/");
        assertEquals(HANDOVER.tempFolder(), folder.getParent());
        assertEquals(folder, HANDOVER.forWorker(2, false).folder("[a, b] /../up loads/"));
        assertNotEquals(folder, HANDOVER.folder("another"));
    }
}
