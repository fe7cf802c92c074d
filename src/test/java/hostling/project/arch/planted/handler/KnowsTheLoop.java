package hostling.project.arch.planted.handler;

import hostling.server.Timeouts;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import picocli.CommandLine;

/** Bypasses the interfaces and uses a library. */
final class KnowsTheLoop {
    void all() throws IOException {
        SocketChannel.open(); // breaks only-file-channels-elsewhere
        Selector.open(); // breaks only-file-channels-elsewhere, selectors-stay-in-four-classes
        Timeouts.DEFAULT.header(); // breaks handlers-never-know-the-loop
        new CommandLine(this); // breaks handlers-never-know-the-loop
    }
}
