package hostling.project.arch.planted.wire;

import hostling.project.arch.planted.http.KnowsWire;

/** Depends on the layer above, which depends on it: a cycle. */
public final class LooksUp {
    public int size() {
        return KnowsWire.SIZE.length(); // breaks wire-knows-values-alone, no-cycles
    }
}
