package hostling.project.arch.planted.log;

import hostling.wire.Limits;
import picocli.CommandLine;

/** What is counted hands over numbers, and a page of them is text. */
final class KnowsALibrary {
    long all() {
        new CommandLine(this); // breaks log-knows-nothing-of-ours
        return Limits.DEFAULT.bodyBytesMax(); // breaks log-knows-nothing-of-ours
    }
}
