import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.app.Server;
import hostling.testing.FakeExchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

public class UsersTest {
    private final Users users = new Users();

    // region: fake-exchange
    @Test
    void aUserWhoWasPutIsThere() throws Exception {
        FakeExchange put = new FakeExchange(FakeExchange.request("PUT", "/users/7",
                "Content-Type: application/x-www-form-urlencoded")).withContent("name=Ada+Lovelace");
        assertEquals(201, put.through(users.routes()).status());
        assertEquals("Ada Lovelace", FakeExchange.of(users.routes(), "GET", "/users/7").text());
        assertEquals(404, FakeExchange.of(users.routes(), "GET", "/users/8").status());
    }
    // endregion

    // region: server-in-a-test
    @Test
    void aRealClientGetsAnErrorPage() throws Exception {
        try (Server server = Server.of(users.routes()).open("127.0.0.1", 0).start()) {
            URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/users/7");
            var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertEquals("404 Not Found: there is no such user.\n", answer.body());
        }
    }
    // endregion
}
