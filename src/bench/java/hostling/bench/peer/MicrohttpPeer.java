package hostling.bench.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.microhttp.EventLoop;
import org.microhttp.Header;
import org.microhttp.LogEntry;
import org.microhttp.Logger;
import org.microhttp.Options;
import org.microhttp.Response;

/** microhttp: one thread that accepts, one that does the rest. */
public final class MicrohttpPeer {
    private MicrohttpPeer() { }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Response page = new Response(200, "OK", List.of(
                new Header("Date", Page.MODIFIED),
                new Header("Content-Type", Page.TYPE),
                new Header("Last-Modified", Page.MODIFIED),
                new Header("ETag", Page.TAG),
                new Header("Accept-Ranges", "bytes")), Page.read(arguments[1]));
        Options options = Options.builder()
                .withHost("127.0.0.1")
                .withPort(Integer.parseInt(arguments[0]))
                .withConcurrency(1)
                .withAcceptLength(1024)
                .withRequestTimeout(Duration.ofMinutes(5))
                .build();
        EventLoop loop = new EventLoop(options, new NoLog(), (request, callback) -> callback.accept(page));
        loop.start();
        loop.join();
    }

    private static final class NoLog implements Logger {
        @Override
        public boolean enabled() {
            return false;
        }

        @Override
        public void log(LogEntry... entries) { }

        @Override
        public void log(Exception e, LogEntry... entries) { }
    }
}
