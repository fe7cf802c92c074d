package hostling.bench.peer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server that comes with the JDK, on its one dispatcher thread. */
public final class JdkPeer {
    private JdkPeer() { }

    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
        byte[] page = Page.read(arguments[1]);
        HttpServer server = HttpServer.create(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 1024);
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals(Page.PATH)) {
                answer(exchange, page);
            } else {
                file(exchange, Path.of(arguments[1] + exchange.getRequestURI().getPath()));
            }
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, byte[] page) throws IOException {
        Headers fields = exchange.getResponseHeaders();
        fields.set("Content-Type", Page.TYPE);
        fields.set("Last-Modified", Page.MODIFIED);
        fields.set("ETag", Page.TAG);
        fields.set("Accept-Ranges", "bytes");
        exchange.sendResponseHeaders(200, page.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(page);
        }
    }

    private static void file(HttpExchange exchange, Path path) throws IOException {
        exchange.sendResponseHeaders(200, Files.size(path));
        try (OutputStream out = exchange.getResponseBody()) {
            Files.copy(path, out);
        }
    }
}
