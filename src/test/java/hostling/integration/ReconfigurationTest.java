package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.demo.Echo;
import hostling.handler.Router;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.http.Site;
import hostling.loop.Listener;
import hostling.server.ServerSettings;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import hostling.wire.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The sites and the settings of a running loop can change without losing a connection. */
class ReconfigurationTest {
    private static Site site(String text) {
        return new Site(new Router().get("/", request -> Response.text(text)).any("/echo", Echo::body),
                ErrorPages.PLAIN);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Test
    void theNextRequestOfAnOldConnectionGetsTheNewSite() throws Exception {
        try (RunningServer server = RunningServer.with(site("old").handler()); RawClient client = server.connect()) {
            assertEquals("old", client.get("/").reply().text());
            server.onLoop(() -> {
                server.listener().serve(site("new"));
                return null;
            });
            assertEquals("new", client.get("/").reply().text());
        }
    }

    @Test
    void aRequestThatIsBeingDealtWithKeepsItsSite() throws Exception {
        BlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(1);
        Router old = new Router().on(Method.GET, "/", waiting::add);
        try (RunningServer server = RunningServer.with(old); RawClient client = server.connect()) {
            client.get("/");
            Exchange exchange = waiting.poll(20, TimeUnit.SECONDS);
            server.onLoop(() -> {
                server.listener().serve(site("new"));
                exchange.respond(Response.error(404, "the old site has nothing here"));
                return null;
            });
            assertEquals("404 Not Found: the old site has nothing here.\n", client.reply().text());
            assertEquals("new", client.get("/").reply().text());
        }
    }

    @Test
    void aListenerCanBeOpenedAndClosedWhileTheLoopRuns() throws Exception {
        try (RunningServer server = RunningServer.with(site("first").handler())) {
            Listener second = server.onLoop(() -> server.loop().listen(anyPort(), site("second")));
            try (RawClient client = new RawClient(second.address())) {
                assertEquals("second", client.get("/").reply().text());
                server.onLoop(() -> {
                    second.close();
                    return null;
                });
                server.turns(2);                        // the selector releases a closed channel when it selects
                assertThrows(IOException.class, () -> new RawClient(second.address()));
                Reply last = client.get("/").reply();
                assertEquals("second", last.text(), "an accepted connection gets one more response");
                assertEquals("close", last.field("Connection"));
                assertEquals("", client.rest());
            }
            try (RawClient client = server.connect()) {
                assertEquals("first", client.get("/").reply().text());
            }
        }
    }

    @Test
    void otherLimitsHoldForTheNextRequests() throws Exception {
        try (RunningServer server = RunningServer.with(site("ok").handler()); RawClient old = server.connect()) {
            assertEquals("ok", old.get("/").reply().text());
            ServerSettings before = server.settings();
            server.onLoop(() -> {
                server.loop().configure(new ServerSettings(
                        new Limits(20, 1_000, 10, 3, 0, 0), before.timeouts(), before.connectionsMax(),
                        before.memoryBytesMax(), before.stopGrace(), before.proxies(), before.timing(),
                        before.accessLog(), before.errorLog(), before.nanoTime(),
                        before.wallClock()));
                return null;
            });
            assertEquals("ok", old.get("/").reply().text());
            assertEquals(414, old.get("/aaaaaaaaaaaaaaaaaaaaaaa").reply().status());
            try (RawClient client = server.connect()) {
                client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd");
                assertEquals(413, client.reply().status());
            }
        }
    }
}
