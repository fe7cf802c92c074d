package hostling.project.arch.planted.wire;

import hostling.project.arch.planted.http.KnowsWire;

/** Knows the layer above, which knows it: a cycle. */
public final class LooksUp {
    public int size() {
        return KnowsWire.SIZE.length(); // breaks wire-knows-values-alone, no-cycles
    }
}
