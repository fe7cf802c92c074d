package hostling.project.arch.planted.testing;

import hostling.project.arch.planted.loop.EventLoop;

/** A stand-in for the server needs no loop. */
public final class KnowsTheLoopAsWell {
    Object loop() {
        return new EventLoop(); // breaks testing-knows-http-and-wire
    }
}
