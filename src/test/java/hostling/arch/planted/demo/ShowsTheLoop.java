package hostling.arch.planted.demo;

import hostling.arch.planted.loop.EventLoop;

/** Shows more than a handler can see. */
final class ShowsTheLoop {
    void show() {
        new EventLoop().execute(null); // breaks demo-knows-handlers
    }
}
