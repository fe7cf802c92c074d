package hostling.project.arch.planted.cases;

import hostling.project.arch.planted.loop.EventLoop;

/** Asks the loop instead of the parser. */
final class KnowsTheServer {
    void ask() {
        new EventLoop().execute(null); // breaks cases-know-wire
    }
}
