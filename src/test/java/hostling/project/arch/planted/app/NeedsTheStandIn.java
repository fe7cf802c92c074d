package hostling.project.arch.planted.app;

import hostling.project.arch.planted.testing.KnowsTheLoopAsWell;

/** The program itself uses what is for tests. */
final class NeedsTheStandIn {
    Object standIn() {
        return new KnowsTheLoopAsWell(); // breaks nothing-needs-testing
    }
}
