package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who the client is, is said by proxies that are known, and by nobody else. */
class ClientOfTest {
    private static final String PROXY = "10.0.0.8";
    private static final String CLIENT = "192.0.2.1";

    @Test
    void withoutAProxyTheListIsNotRead() {
        assertEquals(CLIENT, ClientOf.fromTheEnd(CLIENT, List.of("6.6.6.6")));
    }

    @Test
    void whatTheClientHasWrittenItselfIsNotRead() {
        assertEquals(CLIENT, ClientOf.fromTheEnd(PROXY, List.of("6.6.6.6", CLIENT, "10.0.0.7")));
        assertEquals("6.6.6.6", ClientOf.fromTheFront(List.of("6.6.6.6", CLIENT, "10.0.0.7")));
    }

    @Test
    void aProxyMayBeTheClient() {
        assertEquals("10.0.0.7", ClientOf.fromTheEnd(PROXY, List.of("10.0.0.7")));
    }
}
