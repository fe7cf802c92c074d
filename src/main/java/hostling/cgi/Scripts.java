package hostling.cgi;

import java.util.UUID;

/** The scripts that are running, of all routes together. For the loop's thread. */
public final class Scripts {
    private final String mark = UUID.randomUUID() + "-";
    private final int max;
    private int running;
    private long started;

    /** @param max how many may run at once */
    public Scripts(int max) {
        this.max = max;
    }

    /** How many are running now. */
    public int running() {
        return running;
    }

    boolean hasRoom() {
        return running < max;
    }

    /** Counts one more; the mark of its processes, which no others have. */
    String begin() {
        running++;
        started++;
        return mark + started;
    }

    void end() {
        running--;
    }
}
