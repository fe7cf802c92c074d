package hostling.project.arch.planted.examine;

import hostling.project.arch.planted.loop.EventLoop;

/** Looks into our server, which it should not know. */
final class AsksOurServerItself {
    void ask() {
        new EventLoop().execute(null); // breaks examine-knows-cases
    }
}
