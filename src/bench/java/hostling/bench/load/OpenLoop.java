package hostling.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hostling.bench.ServerProcess;
import hostling.bench.Workplace;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a fixed rate, whether or not the server keeps up: request number i is due at i / rate, on connection
 * i mod N. Its latency counts from the moment at which it was due. A client that sends its next request only after the
 * response to the last one waits while the server is stuck and then reports one slow request. This one reports all
 * requests that would have been sent meanwhile (Gil Tene's "coordinated omission").
 *
 * <p>It spins on its own core: a client that sleeps measures how fast it wakes up.
 */
public final class OpenLoop {
    /** In nanoseconds; longer latencies count as this one. */
    private static final long LATENCY_MAX = TimeUnit.SECONDS.toNanos(60);

    /** The beginning of a turn does not count: the connections are new, and the server has just been resumed. */
    private static final long PRELUDE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String READY = "ready";

    private final int port;
    private final int connectionCount;
    private final List<Connection> connections = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer request;
    private final long responseBytes;
    private final double nanosBetween;

    /** The latencies of each finished turn. */
    private final List<Histogram> turns = new ArrayList<>();
    private final Histogram delays = new Histogram(LATENCY_MAX, 3);
    /** The latencies of the current turn. */
    private Histogram latencies;
    private Selector selector;
    private long answered;
    private long start;

    private OpenLoop(int port, String path, double rate, int count) throws IOException {
        this.port = port;
        connectionCount = count;
        byte[] head = Client.request(path);
        request = ByteBuffer.allocateDirect(head.length).put(head).flip();
        nanosBetween = 1e9 / rate;
        try (Client client = new Client(port)) {
            if (client.get(path) != 200) {
                throw new IOException("not answered with 200");
            }
            responseBytes = client.responseBytes();
        }
    }

    /** Starts a separate program that sends requests to a server in turns and does nothing in between. */
    public static Running start(ServerProcess server, String path, double rate, int connections, int warmUpSeconds)
            throws IOException {
        return new Running(new ProcessBuilder(Workplace.java(), "-cp", Workplace.classPath(), OpenLoop.class.getName(),
                String.valueOf(server.port()), path, String.valueOf(rate), String.valueOf(connections))
                .redirectErrorStream(true).start(), TimeUnit.SECONDS.toMillis(warmUpSeconds));
    }

    /** The program, as seen by the process that has started it. */
    public static final class Running {
        private final Process process;
        private final BufferedReader told;

        private Running(Process process, long warmUpMillis) throws IOException {
            this.process = process;
            told = process.inputReader();
            goOnFor(warmUpMillis);
        }

        /** Lets it send for this time and waits for the end. */
        public void goOnFor(long millis) throws IOException {
            process.outputWriter().append(String.valueOf(millis)).append('\n').flush();
            String line = told.readLine();
            if (!READY.equals(line)) {
                process.destroyForcibly();
                throw new IOException("the client printed: " + line);
            }
        }

        /** Ends it and returns the times of all turns but the first, in microseconds, by the names in its output. */
        public Map<String, Double> end() throws IOException {
            process.outputWriter().close();
            return told.lines().map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], words -> Double.valueOf(words[1])));
        }
    }

    /** Arguments: port, path, requests per second, connections. Each line of input has the milliseconds of a turn. */
    public static void main(String[] arguments) throws IOException {
        OpenLoop load = new OpenLoop(Integer.parseInt(arguments[0]), arguments[1], Double.parseDouble(arguments[2]),
                Integer.parseInt(arguments[3]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            load.turn(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line)));
            System.out.println(READY);
        }
        load.print();
        System.exit(0);
    }

    private void turn(long nanos) throws IOException {
        try (Selector opened = Selector.open()) {
            selector = opened;
            while (connections.size() < connectionCount) {
                connections.add(new Connection(port));
            }
            latencies = new Histogram(LATENCY_MAX, 3);
            send(PRELUDE_NANOS + nanos);
            turns.add(latencies);
        } finally {
            for (Connection connection : connections) {
                connection.channel.close();
            }
            connections.clear();
        }
    }

    /** Sends for this time and waits for the last responses. */
    private void send(long nanos) throws IOException {
        answered = 0;
        long count = (long) (nanos / nanosBetween);
        start = System.nanoTime();
        long giveUp = start + 2 * nanos + TimeUnit.SECONDS.toNanos(5);
        long next = 0;
        while (answered < count) {
            long now = System.nanoTime();
            if (now > giveUp) {
                throw new IOException("the server does not keep up: " + answered + " of " + count + " are answered");
            }
            for (long due = dueAt(next); next < count && due <= now; due = dueAt(++next)) {
                noteDelay(due, now);
                connections.get((int) (next % connections.size())).ask(due);
            }
            selector.selectNow(key -> ((Connection) key.attachment()).read());
        }
    }

    private long dueAt(long index) {
        return start + (long) (index * nanosBetween);
    }

    private void noteDelay(long due, long now) {
        if (due - start >= PRELUDE_NANOS && !turns.isEmpty()) {
            delays.recordValue(Math.min(now - due, LATENCY_MAX));
        }
    }

    private void note(long due) {
        if (due - start >= PRELUDE_NANOS) {
            latencies.recordValue(Math.min(System.nanoTime() - due, LATENCY_MAX));
        }
    }

    /** One value per line, times in microseconds. */
    private void print() {
        List<Histogram> counted = turns.subList(1, turns.size());
        Histogram all = new Histogram(LATENCY_MAX, 3);
        counted.forEach(all::add);
        System.out.println("quiet " + lowerQuartile(counted, 99) / 1e3);
        System.out.println("p50 " + all.getValueAtPercentile(50) / 1e3);
        System.out.println("p99 " + all.getValueAtPercentile(99) / 1e3);
        System.out.println("p99.9 " + all.getValueAtPercentile(99.9) / 1e3);
        System.out.println("max " + all.getMaxValue() / 1e3);
        System.out.println("late " + delays.getValueAtPercentile(99) / 1e3);
    }

    /** The value in the quieter turns. It excludes pauses of the machine, which can only make a server slower. */
    private static double lowerQuartile(List<Histogram> turns, double percentile) {
        double[] sorted = turns.stream().mapToDouble(turn -> turn.getValueAtPercentile(percentile)).sorted().toArray();
        return sorted[sorted.length / 4];
    }

    /** One request at a time; those that become due meanwhile wait, and their latency counts. */
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
