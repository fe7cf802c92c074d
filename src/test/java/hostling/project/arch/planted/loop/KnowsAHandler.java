package hostling.project.arch.planted.loop;

import hostling.project.arch.planted.handler.ServesAFile;
import picocli.CommandLine;

/** Depends on one handler and on a library. */
final class KnowsAHandler {
    void library() {
        new CommandLine(this); // breaks loop-never-knows-handlers
    }

    String name() {
        return new ServesAFile().toString(); // breaks loop-never-knows-handlers
    }
}
