package hostling.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a fixed rate, whether or not the server keeps up: request number i is due at i / rate, on connection
 * i mod N. Its latency is counted from the moment at which it was due. A client that sends its next request when it has
 * the answer to the last one waits politely while the server is stuck and then reports one slow request; this one
 * reports all those that would have been sent meanwhile (Gil Tene's "coordinated omission").
 *
 * <p>It spins on a core of its own: a client that sleeps measures how fast it wakes up.
 */
public final class OpenLoop {
    /** In nanoseconds; longer ones are counted as that long. */
    private static final long LATENCY_MAX = TimeUnit.SECONDS.toNanos(60);

    private static final int WINDOWS_PER_SECOND = 4;

    private final Selector selector;
    private final Connection[] connections;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer request;
    private final long responseBytes;
    private final double nanosBetween;

    /** One for each window of the run, by when requests were due. */
    private Histogram[] windows = {};
    private Histogram delays = new Histogram(LATENCY_MAX, 3);
    private long answered;
    private long start;

    private OpenLoop(int port, String path, double rate, int count) throws IOException {
        byte[] head = Client.request(path);
        request = ByteBuffer.allocateDirect(head.length).put(head).flip();
        nanosBetween = 1e9 / rate;
        try (Client client = new Client(port)) {
            if (client.get(path) != 200) {
                throw new IOException("not answered with 200");
            }
            responseBytes = client.responseBytes();
        }
        selector = Selector.open();
        connections = new Connection[count];
        for (int i = 0; i < count; i++) {
            connections[i] = new Connection(port);
        }
    }

    /** Arguments: port, path, requests a second, connections, seconds of warm-up, seconds. */
    public static void main(String[] arguments) throws IOException {
        OpenLoop load = new OpenLoop(Integer.parseInt(arguments[0]), arguments[1], Double.parseDouble(arguments[2]),
                Integer.parseInt(arguments[3]));
        load.run(Integer.parseInt(arguments[4]));
        load.run(Integer.parseInt(arguments[5]));
        load.print();
        System.exit(0);
    }

    /** Sends for so long, waits for the last answers, and keeps the times of this run alone. */
    private void run(int seconds) throws IOException {
        windows = new Histogram[seconds * WINDOWS_PER_SECOND];
        Arrays.setAll(windows, any -> new Histogram(LATENCY_MAX, 3));
        delays = new Histogram(LATENCY_MAX, 3);
        answered = 0;
        long count = (long) (seconds * 1e9 / nanosBetween);
        start = System.nanoTime();
        long giveUp = start + 2 * TimeUnit.SECONDS.toNanos(seconds) + TimeUnit.SECONDS.toNanos(5);
        long next = 0;
        while (answered < count) {
            long now = System.nanoTime();
            if (now > giveUp) {
                throw new IOException("the server does not keep up: " + answered + " of " + count + " are answered");
            }
            for (long due = dueAt(next); next < count && due <= now; due = dueAt(++next)) {
                delays.recordValue(Math.min(now - due, LATENCY_MAX));
                connections[(int) (next % connections.length)].ask(due);
            }
            selector.selectNow(key -> ((Connection) key.attachment()).read());
        }
    }

    private long dueAt(long index) {
        return start + (long) (index * nanosBetween);
    }

    private void note(long due) {
        int window = (int) ((due - start) * WINDOWS_PER_SECOND / TimeUnit.SECONDS.toNanos(1));
        windows[Math.min(window, windows.length - 1)].recordValue(Math.min(System.nanoTime() - due, LATENCY_MAX));
    }

    /** The median of the windows: what befell fewer than half of them, such as a pause of the machine, is not in it. */
    private double usual(double percentile) {
        double[] sorted = Stream.of(windows).mapToDouble(window -> window.getValueAtPercentile(percentile)).sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /** One value a line, times in microseconds. */
    private void print() {
        Histogram latencies = new Histogram(LATENCY_MAX, 3);
        Stream.of(windows).forEach(latencies::add);
        System.out.println("usual " + usual(99) / 1e3);
        System.out.println("p50 " + latencies.getValueAtPercentile(50) / 1e3);
        System.out.println("p99 " + latencies.getValueAtPercentile(99) / 1e3);
        System.out.println("p99.9 " + latencies.getValueAtPercentile(99.9) / 1e3);
        System.out.println("max " + latencies.getMaxValue() / 1e3);
        System.out.println("late " + delays.getValueAtPercentile(99) / 1e3);
    }

    /** One request at a time; those that are due meanwhile wait, and their time runs. */
    private final class Connection {
        private final SocketChannel channel;
        private long[] due = new long[64];
        private int head;
        private int waiting;
        private long missing;

        Connection(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ask(long dueAt) throws IOException {
            if (waiting == due.length) {
                grow();
            }
            due[(head + waiting++) % due.length] = dueAt;
            if (waiting == 1) {
                send();
            }
        }

        private void grow() {
            long[] larger = new long[2 * due.length];
            for (int i = 0; i < waiting; i++) {
                larger[i] = due[(head + i) % due.length];
            }
            due = larger;
            head = 0;
        }

        private void send() throws IOException {
            missing = responseBytes;
            if (channel.write(request.rewind()) < request.limit()) {
                throw new IOException("the system does not even take a request");
            }
        }

        void read() {
            try {
                int count = channel.read(in.clear());
                if (count < 0) {
                    throw new EOFException("the server has closed a connection");
                }
                if (missing == responseBytes && count > 9 && in.get(9) != '2') {
                    throw new IOException("not answered with 2xx");
                }
                missing -= count;
                if (missing == 0) {
                    note(due[head]);
                    answered++;
                    head = (head + 1) % due.length;
                    if (--waiting > 0) {
                        send();
                    }
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
