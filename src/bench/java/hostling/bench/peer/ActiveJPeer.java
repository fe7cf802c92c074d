package hostling.bench.peer;

import io.activej.eventloop.Eventloop;
import io.activej.http.HttpHeaders;
import io.activej.http.HttpResponse;
import io.activej.http.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** ActiveJ: its HTTP server on one event loop. */
public final class ActiveJPeer {
    private ActiveJPeer() { }

    public static void main(String[] arguments) throws IOException {
        byte[] page = Page.read(arguments[1]);
        Eventloop loop = Eventloop.create();
        HttpServer.builder(loop, request -> HttpResponse.ok200()
                        .withHeader(HttpHeaders.DATE, Page.MODIFIED)
                        .withHeader(HttpHeaders.CONTENT_TYPE, Page.TYPE)
                        .withHeader(HttpHeaders.LAST_MODIFIED, Page.MODIFIED)
                        .withHeader(HttpHeaders.ETAG, Page.TAG)
                        .withHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                        .withBody(page)
                        .toPromise())
                .withListenAddress(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])))
                .withKeepAliveTimeout(Duration.ofMinutes(5))
                .build()
                .listen();
        loop.run();
    }
}
