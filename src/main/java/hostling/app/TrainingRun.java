package hostling.app;

import hostling.config.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts the demo, sends it a few requests and stops. The Java virtual machine has then loaded the classes that a server
 * needs, and writes a list of them ({@code -XX:DumpLoadedClassList}), from which {@code mvn package} makes an archive for
 * <b>class data sharing</b> (CDS). If the training run fails, the archive has fewer classes, and nothing else is wrong.
 */
final class TrainingRun {
    private static final String[] REQUESTS = {"GET / HTTP/1.1", "GET /hello.txt HTTP/1.1", "HEAD /img/none HTTP/1.1",
        "GET /files/ HTTP/1.1", "GET /status HTTP/1.1", "GET /metrics HTTP/1.1", "POST / HTTP/1.1"};

    private static final int ANSWER_BYTES = 16 * 1024;

    private TrainingRun() { }

    /** @param arguments the folder www */
    public static void main(String[] arguments) {
        Main.run(new String[] {"--version"}, InputStream.nullInputStream(), nowhere(), nowhere(),
                new Signals(code -> { }));
        try {
            train(Path.of(arguments[0]));
        } catch (IOException e) {
            tell(e);
        }
    }

    private static void train(Path www) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Configuration demo = Demo.configuration(www, ProgramSearch.folders()).listeningAt(address);
        try (ConfiguredServer server = new ConfiguredServer(demo.withoutAccessLog(), Optional.empty())) {
            new Thread(() -> ask(server)).start();
            server.run();
        }
    }

    /** Only a message: the program works without the archive. */
    private static void tell(IOException e) {
        System.err.println("the training run ends early: " + e.getMessage());
    }

    private static void ask(ConfiguredServer server) {
        try {
            for (String request : REQUESTS) {
                ask(server.addresses().get(0), request);
            }
        } catch (IOException e) {
            tell(e);
        } finally {
            server.stop();
        }
    }

    private static void ask(InetSocketAddress address, String request) throws IOException {
        String head = request + "\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n"
                + "Connection: close\r\n\r\n";
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(StandardCharsets.US_ASCII.encode(head));
            while (channel.read(answer.clear()) >= 0) {
                answer.flip();                          // the content does not matter
            }
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
