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
class WorkerParametersTest {
    private static final byte[] KEY = {0, -1, 10, 61, 32, 127};
    private static final WorkerParameters PARAMETERS = new WorkerParameters(4711, 1, true, Path.of("/tmp/a = b: c"), KEY,
            Map.of("127.0.0.1", 1024, "::1", 65_535));

    private static WorkerParameters read(String text) throws IOException {
        return WorkerParameters.readFrom(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String written(WorkerParameters parameters) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parameters.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static InetSocketAddress at(String ip, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(ip), port);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (WorkerParameters parameters : new WorkerParameters[] {PARAMETERS, PARAMETERS.forWorker(2, false)}) {
            WorkerParameters read = read(written(parameters));
            assertEquals(parameters.parent(), read.parent());
            assertEquals(parameters.number(), read.number());
            assertEquals(parameters.announces(), read.announces());
            assertEquals(parameters.tempFolder(), read.tempFolder());
            assertArrayEquals(KEY, read.sessionKey());
            assertEquals(parameters.ports(), read.ports());
        }
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        String whole = written(PARAMETERS);
        for (String wrong : new String[] {"", "parent=x", whole.replace("parent=4711", "parent=no"),
                whole.replace("number=1", ""), whole.replace("port.127.0.0.1=1024", "port.127.0.0.1=x"),
                whole.replace("session-key=", "session-key=!"), "temp-folder=\\u00zz"}) {
            String message = assertThrows(IOException.class, () -> read(wrong), wrong).getMessage();
            assertTrue(message.startsWith("these are no parameters of a worker: "), message);
        }
    }

    @Test
    void aPortThatTheSystemChoseIsTheSameForAll() throws IOException {
        assertEquals(at("127.0.0.1", 1024), PARAMETERS.resolvePort(at("127.0.0.1", 0)));
        assertEquals(at("::1", 65_535), PARAMETERS.resolvePort(at("::1", 0)));
        InetSocketAddress said = at("127.0.0.2", 80);
        assertSame(said, PARAMETERS.resolvePort(said));
        assertThrows(IOException.class, () -> PARAMETERS.resolvePort(at("127.0.0.2", 0)));
    }

    @Test
    void aFolderHasOneNameInAllWorkersWhateverItIsFor() {
        Path folder = PARAMETERS.folder("[a, b] /../up loads/");
        assertEquals(PARAMETERS.tempFolder(), folder.getParent());
        assertEquals(folder, PARAMETERS.forWorker(2, false).folder("[a, b] /../up loads/"));
        assertNotEquals(folder, PARAMETERS.folder("another"));
    }
}
