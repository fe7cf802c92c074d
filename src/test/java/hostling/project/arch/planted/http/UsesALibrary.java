package hostling.project.arch.planted.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/** Uses what is neither a value nor in wire. */
final class UsesALibrary {
    void log() {
        Logger.getGlobal().info("."); // breaks http-knows-wire-and-values
        new ConcurrentHashMap<>().clear(); // breaks http-knows-wire-and-values, there-is-nothing-to-share
    }
}
