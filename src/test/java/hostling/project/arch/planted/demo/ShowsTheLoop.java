package hostling.project.arch.planted.demo;

import hostling.project.arch.planted.loop.EventLoop;

/** Shows more than a handler can see. */
final class ShowsTheLoop {
    void show() {
        new EventLoop().execute(null); // breaks demo-knows-handlers
    }
}
