package hostling.bench.peer;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Undertow: the page on its one I/O thread, files by its own handler, which needs a worker thread for them. */
public final class UndertowPeer {
    private UndertowPeer() { }

    public static void main(String[] arguments) throws IOException {
        byte[] bytes = Page.read(arguments[1]);
        ByteBuffer page = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        HttpHandler files = new ResourceHandler(new PathResourceManager(Path.of(arguments[1]).toAbsolutePath()));
        Undertow.builder()
                .setIoThreads(1)
                .setWorkerThreads(1)
                .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
                .setHandler(exchange -> {
                    if (exchange.getRequestPath().equals(Page.PATH)) {
                        answer(exchange, page);
                    } else {
                        files.handleRequest(exchange);
                    }
                })
                .build()
                .start();
    }

    private static void answer(HttpServerExchange exchange, ByteBuffer page) {
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, Page.TYPE)
                .put(Headers.LAST_MODIFIED, Page.MODIFIED)
                .put(Headers.ETAG, Page.TAG)
                .put(Headers.ACCEPT_RANGES, "bytes");
        exchange.getResponseSender().send(page.duplicate());
    }
}
