package hostling.project.arch.planted.app;

import java.time.Instant;

/** The one class that may. */
final class SystemTime {
    Instant now() {
        return Instant.now().plusNanos(System.nanoTime());
    }
}
