package hostling.project.arch.planted.http;

import hostling.project.arch.planted.wire.LooksUp;
import java.time.Instant;
import java.util.concurrent.Executor;

/** All of this is allowed, except that it is the other half of a cycle. */
public final class KnowsWire {
    public static final StringBuilder SIZE = new StringBuilder();

    public Runnable later(Executor loop, Instant time) {
        return () -> loop.execute(() -> SIZE.append(new LooksUp().size()).append(time)); // breaks no-cycles
    }
}
