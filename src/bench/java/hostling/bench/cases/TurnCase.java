package hostling.bench.cases;

import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import java.io.IOException;

/**
 * A case that measures all servers of a round at the same time, as it were: each has its turn for a moment, again and
 * again. What the machine does meanwhile falls on all of them alike, so what one costs beside another can be told far
 * better than when each is measured for seconds on end.
 */
public interface TurnCase extends WarmCase {
    /** How many turns each server has. */
    int TURNS = 16;
    /** A machine that is slower for a moment is so for longer than that, and the next turn is another server's. */
    int TURN_MILLIS = 250;

    /** A load that is at work on one server. */
    interface Running {
        /** Suspends the load, and then the server. */
        void pause() throws IOException, InterruptedException;

        void goOn() throws IOException, InterruptedException;

        /** Ends the load; what it found out while it was not suspended. The server is not suspended then. */
        Measurement end() throws IOException, InterruptedException;
    }

    /** Loads a server for a while that does not count, so that its compilers see this load too. */
    void warmUp(ServerProcess server, Settings settings) throws IOException, InterruptedException;

    /** Begins to load a server. */
    Running begin(ServerProcess server) throws IOException, InterruptedException;
}
