package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What it costs to find the one client of ten that has sent a byte. */
class AskingTest {
    private static final int COUNT = 10;

    private Asking asking;

    @BeforeEach
    void connect() throws IOException {
        asking = new Asking(COUNT);
    }

    @AfterEach
    void close() throws IOException {
        asking.close();
    }

    @Test
    void theSelectorCostsTwoCallsWhoeverItIs() throws IOException {
        for (int client = 0; client < COUNT; client++) {
            asking.send(client);
            assertEquals(2, asking.askTheSelector());
        }
    }

    @Test
    void askingEachCostsACallForEachClientBeforeIt() throws IOException {
        for (int client = 0; client < COUNT; client++) {
            asking.send(client);
            assertEquals(client + 1, asking.askEach());
        }
    }
}
