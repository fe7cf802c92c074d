package hostling.project.arch.planted.metrics;

import hostling.project.arch.planted.loop.EventLoop;

/** Reads from the loop instead of from the counters. */
final class CountsInTheLoop {
    void count() {
        new EventLoop().execute(null); // breaks metrics-know-handlers-and-prometheus
    }
}
