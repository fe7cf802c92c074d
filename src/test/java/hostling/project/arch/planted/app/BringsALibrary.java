package hostling.project.arch.planted.app;

import hostling.project.arch.planted.http.KnowsWire;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Assertions;
import picocli.CommandLine;

/** App may use all layers, picocli and no other library; of channels only the exception for an address. */
final class BringsALibrary {
    RuntimeException all() throws IOException {
        new CommandLine(new KnowsWire());
        Assertions.assertTrue(true); // breaks app-knows-all-of-ours-and-picocli
        SocketChannel.open(); // breaks app-knows-a-channel-by-its-exception-alone
        return new UnresolvedAddressException();
    }
}
