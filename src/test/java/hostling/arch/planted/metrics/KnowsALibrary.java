package hostling.arch.planted.metrics;

import hostling.wire.Limits;
import picocli.CommandLine;

/** What is counted hands over numbers, and a page of them is text. */
final class KnowsALibrary {
    long all() {
        new CommandLine(this); // breaks metrics-know-nothing-of-ours
        return Limits.DEFAULT.bodyBytesMax(); // breaks metrics-know-nothing-of-ours
    }
}
