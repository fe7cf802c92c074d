package hostling.bench.cases;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks a running virtual machine how many bytes its threads have allocated. */
final class AllocationMeter implements Closeable {
    /** Threads that exist only because we ask. */
    private static final List<String> OURS = List.of("RMI ", "JMX ", "Attach Listener");

    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private AllocationMeter(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.threads = ManagementFactory.newPlatformMXBeanProxy(connector.getMBeanServerConnection(),
                ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    static AllocationMeter of(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                return new AllocationMeter(
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** The bytes that all live threads have allocated since their start. */
    long bytes() {
        List<Long> counted = new ArrayList<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && OURS.stream().noneMatch(thread.getThreadName()::startsWith)) {
                counted.add(thread.getThreadId());
            }
        }
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(counted.stream().mapToLong(Long::longValue).toArray())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
