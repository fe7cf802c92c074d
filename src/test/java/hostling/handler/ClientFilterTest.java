package hostling.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.RequestTarget;
import hostling.http.Response;
import hostling.testing.FakeExchange;
import hostling.wire.IpRange;
import hostling.wire.Limits;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientFilterTest {
    private final Handler filter = new ClientFilter(List.of(IpRange.parse("127.0.0.0/8").orElseThrow(),
            IpRange.parse("::1").orElseThrow()), List.of("status.example"), Handler.of(request -> Response.text("yes")));

    @ParameterizedTest
    @CsvSource({"127.0.0.1, localhost:8080, 200", "127.9.9.9, 127.0.0.1, 200", "::1, [::1]:8080, 200",
        "127.0.0.1, status.example, 200", "127.0.0.1, STATUS.example, 200", "127.0.0.1, rebound.attacker.example, 403",
        "127.0.0.1, localhost.attacker.example, 403", "192.0.2.1, localhost, 403", "2001:db8::1, status.example, 403"})
    void onlySomeClientsPassUnderSomeNames(String client, String host, int status) throws Exception {
        RequestHead head = (RequestHead) new RequestParser(Limits.DEFAULT).next(
                ISO_8859_1.encode("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
        Request request = new Request(head, Method.GET, RequestTarget.of(head), client, 8080, false);
        assertEquals(status, new FakeExchange(request).through(filter).response().status());
    }
}
