package hostling.bench.peer;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;

/** Vert.x with one event loop. */
public final class VertxPeer {
    private VertxPeer() { }

    public static void main(String[] arguments) throws IOException {
        Buffer page = Buffer.buffer(Page.read(arguments[1]));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false)));
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(1024))
                .requestHandler(request -> answer(request, page, arguments[1]))
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1");
    }

    private static void answer(HttpServerRequest request, Buffer page, String site) {
        if (!request.path().equals(Page.PATH)) {
            request.response().sendFile(site + request.path());
            return;
        }
        request.response()
                .putHeader("Date", Page.MODIFIED)
                .putHeader("Content-Type", Page.TYPE)
                .putHeader("Last-Modified", Page.MODIFIED)
                .putHeader("ETag", Page.TAG)
                .putHeader("Accept-Ranges", "bytes")
                .end(page);
    }
}
