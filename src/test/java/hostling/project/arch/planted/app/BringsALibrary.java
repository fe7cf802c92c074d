package hostling.project.arch.planted.app;

import hostling.project.arch.planted.http.KnowsWire;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Assertions;
import picocli.CommandLine;

/** May know all of ours and picocli, no more; and of channels only what can go wrong with an address. */
final class BringsALibrary {
    RuntimeException all() throws IOException {
        new CommandLine(new KnowsWire());
        Assertions.assertTrue(true); // breaks app-knows-all-of-ours-and-picocli
        SocketChannel.open(); // breaks app-knows-a-channel-by-its-exception-alone
        return new UnresolvedAddressException();
    }
}
