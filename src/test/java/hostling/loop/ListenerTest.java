package hostling.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hostling.http.ErrorPages;
import hostling.http.Response;
import hostling.http.Site;
import hostling.log.AccessLog;
import hostling.server.ServerSettings;
import hostling.server.Timeouts;
import hostling.server.TrustedProxies;
import hostling.wire.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a listener does with clients that leave before the server serves them. */
class ListenerTest {
    private EventLoop loop;
    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        loop = new EventLoop(new ServerSettings(Limits.DEFAULT, Timeouts.DEFAULT, 10, 1 << 20, Duration.ofSeconds(1),
                TrustedProxies.NONE, false, AccessLog.NONE, (level, what, cause) -> { }, System::nanoTime, InstantSource.system()));
        listener = loop.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Site(exchange -> exchange.respond(Response.text("ok")), ErrorPages.PLAIN));
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
    }

    /** This is how macOS reports a client that has left. A connection that was never counted is not subtracted. */
    @Test
    void aClientThatIsGoneBeforeItIsCountedIsNotCounted() throws IOException {
        SocketChannel gone = mock(SocketChannel.class);
        when(gone.setOption(any(), any())).thenThrow(new IOException("Invalid argument"));
        listener.open(gone);
        assertEquals(0, loop.engine().connectionCount());
        verify(gone).close();
    }

    @Test
    void aFaultWhileItIsTakenOverLeavesNothing() throws IOException {
        SocketChannel failing = mock(SocketChannel.class);
        when(failing.setOption(any(), any())).thenThrow(new OutOfMemoryError("planted"));
        assertThrows(OutOfMemoryError.class, () -> listener.open(failing));
        assertEquals(0, loop.engine().connectionCount());
        verify(failing).close();
    }
}
