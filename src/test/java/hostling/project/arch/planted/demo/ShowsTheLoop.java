package hostling.project.arch.planted.demo;

import hostling.project.arch.planted.loop.EventLoop;

/** Uses the loop, which a handler can't see. */
final class ShowsTheLoop {
    void show() {
        new EventLoop().execute(null); // breaks demo-knows-handlers
    }
}
