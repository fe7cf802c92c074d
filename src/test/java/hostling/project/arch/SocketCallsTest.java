package hostling.project.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.Selector;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Where the loop reads and writes, and what calls that: {@code docs/features.md} states it for the audit. */
class SocketCallsTest {
    private static final String LOOP = "hostling.loop";
    private static final List<String> FLOORS = List.of(LOOP, "hostling.server");

    /** The callers in the shipped code, as {@code Class.method}; a lambda counts as the method that contains it. */
    private static List<String> callersOf(Predicate<JavaAccess<?>> wanted) {
        return Codebase.SHIPPED.classes().stream().flatMap(type -> type.getAccessesFromSelf().stream()).filter(wanted)
                .map(call -> call.getOriginOwner().getSimpleName() + "." + written(call.getOrigin().getName())).sorted()
                .toList();
    }

    private static String written(String method) {
        return method.startsWith("lambda$") ? method.split("\\$")[1] : method;
    }

    private static List<String> callersOf(String type, String method) {
        return callersOf(call -> FLOORS.contains(call.getTargetOwner().getPackageName())
                && call.getTargetOwner().getSimpleName().equals(type) && call.getName().equals(method));
    }

    /** The callers of channels that may be sockets. Files are channels, too, but don't count here. */
    private static List<String> callersToSockets(String method, Class<?> channel) {
        return callersOf(call -> call.getOriginOwner().getPackageName().equals(LOOP) && call.getName().equals(method)
                && call.getTargetOwner().isAssignableTo(channel)
                && !call.getTargetOwner().isAssignableTo(FileChannel.class));
    }

    /** The examiner is a client: its connections do not belong to the server. */
    @Test
    void thereIsOneSelector() {
        assertEquals(List.of("EventLoop.<init>"),
                callersOf(call -> call.getTargetOwner().isEquivalentTo(Selector.class)
                        && call.getName().equals("open") && !call.getOriginOwner().getPackageName().endsWith(".examine")));
    }

    @Test
    void oneLineReadsFromClientsAndTwoWrite() {
        assertEquals(List.of("SocketTransport.read"), callersToSockets("read", ReadableByteChannel.class));
        assertEquals(List.of("SocketTransport.write"), callersToSockets("write", WritableByteChannel.class));
        assertEquals(List.of("SocketTransport.sendFile"), callersOf(call -> call.getName().equals("transferTo")
                && call.getTargetOwner().isEquivalentTo(FileChannel.class)));
    }

    @Test
    void aTurnReadsOnceAndWritesOnce() {
        assertEquals(List.of("ConnectionDriver.read"), callersOf("Transport", "read"));
        assertEquals(List.of("OutputBuffer.drainBytes"), callersOf("Transport", "write"));
        assertEquals(List.of("OutputBuffer.drainFile"), callersOf("Transport", "sendFile"));
        assertEquals(List.of("ConnectionDriver.readAndTurn"), callersOf("ConnectionDriver", "read"));
        assertEquals(List.of("ConnectionDriver.write"), callersOf("OutputBuffer", "drainTo"));
        assertEquals(List.of("ConnectionDriver.topUp", "ConnectionDriver.turn", "ConnectionDriver.writeOrAbort"),
                callersOf("ConnectionDriver", "write"));
    }

    @Test
    void whatReadsIsReachedFromTheSelectorAlone() {
        assertEquals(List.of("EventLoop.dispatch"), callersOf("Selectable", "selected"));
        assertEquals(List.of("Puppet.wake", "ServerInMemory.runTurn", "SocketTransport.selected"),
                callersOf("ConnectionDriver", "ready"), "only the last one has a socket");
        assertEquals(List.of("EventLoop.run"), callersOf("EventLoop", "dispatch"));
    }
}
