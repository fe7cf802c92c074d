package hostling.learn;

import hostling.app.Server;
import hostling.handler.EventStream;
import hostling.handler.Router;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Serves a page, and tells the browsers that show it when there is a new one. It is a Hostling in the process of the tutor. */
final class ProgressServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration STOP_GRACE = Duration.ofMillis(200);

    private final Queue<EventStream> streams = new ConcurrentLinkedQueue<>();
    private final Server server;
    private volatile String page;

    private ProgressServer(int port, String page) throws IOException {
        this.page = page;
        Router router = new Router().get("/", request -> Response.html(this.page).with("Cache-Control", "no-store")
                        .with("X-Content-Type-Options", "nosniff").with("X-Frame-Options", "DENY"))
                .on(Method.GET, "/events", this::listen);
        server = Server.of(router).stopGrace(STOP_GRACE).open(HOST, port).start();
    }

    /**
     * Opens a server.
     *
     * @param port if it is taken, the system chooses another one
     * @param page the first page
     */
    static ProgressServer open(int port, String page) throws IOException {
        try {
            return new ProgressServer(port, page);
        } catch (IOException e) {
            return new ProgressServer(0, page);
        }
    }

    private void listen(Exchange exchange) {
        EventStream stream = EventStream.open(exchange);
        streams.add(stream);
        exchange.onEnd(() -> streams.remove(stream));
        stream.send("changed");                         // since the page was loaded, it may have
    }

    String address() {
        return "http://" + HOST + ":" + server.address().getPort() + "/";
    }

    /** Shows another page in all browsers. */
    void show(String next) {
        if (!next.equals(page)) {
            page = next;
            streams.forEach(stream -> stream.send("changed"));
        }
    }

    @Override
    public void close() throws IOException {
        streams.forEach(EventStream::close);
        server.close();
    }
}
