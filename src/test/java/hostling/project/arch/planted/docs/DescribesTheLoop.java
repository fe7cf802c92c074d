package hostling.project.arch.planted.docs;

import hostling.project.arch.planted.loop.EventLoop;

/** Asks the program instead of reading its sources. */
public final class DescribesTheLoop {
    /** Does it. */
    public void describe() {
        new EventLoop().execute(null); // breaks docs-know-commonmark-and-how-to-escape
    }
}
