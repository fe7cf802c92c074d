package hostling.project.arch.planted.log;

import hostling.wire.Limits;
import picocli.CommandLine;

/** Log gets numbers and texts and needs neither a library nor another layer. */
final class KnowsALibrary {
    long all() {
        new CommandLine(this); // breaks log-knows-nothing-of-ours
        return Limits.DEFAULT.bodyBytesMax(); // breaks log-knows-nothing-of-ours
    }
}
