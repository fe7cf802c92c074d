package hostling.bench.peer;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one selector, which also accepts connections, and a handler that declares itself non-blocking. */
public final class JettyPeer {
    private JettyPeer() { }

    public static void main(String[] arguments) throws Exception {
        Server server = new Server(new QueuedThreadPool(4, 4));
        ServerConnector connector = new ServerConnector(server, 0, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setAcceptQueueSize(1024);
        connector.setIdleTimeout(300_000);
        server.addConnector(connector);

        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(server).newResource(Path.of(arguments[1]).toAbsolutePath()));
        server.setHandler(new Handler.Sequence(new PageHandler(Page.read(arguments[1])), files));
        server.start();
        server.join();
    }

    private static final class PageHandler extends Handler.Abstract.NonBlocking {
        private final ByteBuffer page;

        PageHandler(byte[] bytes) {
            page = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (!Request.getPathInContext(request).equals(Page.PATH)) {
                return false;
            }
            HttpFields.Mutable fields = response.getHeaders();
            fields.put(HttpHeader.CONTENT_TYPE, Page.TYPE);
            fields.put(HttpHeader.LAST_MODIFIED, Page.MODIFIED);
            fields.put(HttpHeader.ETAG, Page.TAG);
            fields.put(HttpHeader.ACCEPT_RANGES, "bytes");
            fields.put(HttpHeader.CONTENT_LENGTH, page.remaining());
            response.write(true, page.duplicate(), callback);
            return true;
        }
    }
}
