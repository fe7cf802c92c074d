package hostling.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port that several processes share, and who else can bind it: that depends on the system, not on Java. */
class ReservedPortTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @BeforeEach
    void onlyOnLinux() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
    }

    private static ServerSocketChannel listen(InetSocketAddress address, boolean shared) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (shared) {
                ReservedPort.share(channel);
            }
            return channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Test
    void thoseWhoShareListenThereTogether() throws IOException {
        try (ReservedPort port = ReservedPort.at(ANY_PORT)) {
            assertNotEquals(0, port.address().getPort());
            try (ServerSocketChannel one = listen(port.address(), true);
                    ServerSocketChannel other = listen(port.address(), true)) {
                assertEquals(one.getLocalAddress(), other.getLocalAddress());
            }
        }
    }

    @Test
    void nobodyElseGetsItWhetherOneListensThereOrNot() throws IOException {
        try (ReservedPort port = ReservedPort.at(ANY_PORT)) {
            assertThrows(BindException.class, () -> ReservedPort.at(port.address()));
            assertThrows(BindException.class, () -> listen(port.address(), false));
            try (ServerSocketChannel worker = listen(port.address(), true)) {
                assertThrows(BindException.class, () -> ReservedPort.at(port.address()));
                assertThrows(BindException.class, () -> listen(port.address(), false));
            }
        }
    }

    @Test
    void aPortThatOneHasAloneCantBeReserved() throws IOException {
        try (ServerSocketChannel alone = listen(ANY_PORT, false)) {
            assertThrows(BindException.class,
                    () -> ReservedPort.at((InetSocketAddress) alone.getLocalAddress()));
        }
    }

    /** A new server takes over while the old one is still there. */
    @Test
    void aPortThatIsSharedCanBeReservedBesideTheOthers() throws IOException {
        try (ReservedPort old = ReservedPort.at(ANY_PORT); ReservedPort next = ReservedPort.beside(old.address());
                ServerSocketChannel worker = listen(next.address(), true)) {
            assertEquals(old.address(), worker.getLocalAddress());
        }
        try (ServerSocketChannel alone = listen(ANY_PORT, false)) {
            assertThrows(BindException.class, () -> ReservedPort.beside((InetSocketAddress) alone.getLocalAddress()));
        }
    }

    /** The worker's parent may have been killed. */
    @Test
    void aPortAtWhichAWorkerIsLeftCantBeReserved() throws IOException {
        try (ServerSocketChannel worker = listen(ANY_PORT, true)) {
            assertThrows(BindException.class,
                    () -> ReservedPort.at((InetSocketAddress) worker.getLocalAddress()));
        }
    }

    /** The side that closes first keeps the connection for a minute, in case the last packet was lost (TIME_WAIT). */
    @Test
    void oldConnectionsAreNotInTheWay() throws IOException {
        InetSocketAddress address;
        try (ServerSocket before = new ServerSocket(0, 1, ANY_PORT.getAddress())) {
            address = (InetSocketAddress) before.getLocalSocketAddress();
            leaveAnOldConnection(before, address);
        }
        try (ReservedPort port = ReservedPort.at(address);
                ServerSocketChannel worker = listen(port.address(), true)) {
            leaveAnOldConnection(worker.socket(), address);
        }
        ReservedPort.at(address).close();
        listen(address, false).close();
    }

    private static void leaveAnOldConnection(ServerSocket server, InetSocketAddress address) throws IOException {
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            server.accept().close();
            assertEquals(-1, client.getInputStream().read());
        }
    }
}
