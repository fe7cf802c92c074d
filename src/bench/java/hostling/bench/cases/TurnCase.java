package hostling.bench.cases;

import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import java.io.IOException;

/**
 * A case that measures all servers of a round at the same time, as it were: each has its turn for a moment, again and
 * again. What the machine does meanwhile falls on all of them alike, so what one costs beside another can be told far
 * better than when each is measured for seconds on end.
 */
public interface TurnCase extends Case {
    /** How many turns each server has. */
    int TURNS = 16;
    /** A machine that is slower for a moment is so for longer than that, and the next turn is another server's. */
    int TURN_MILLIS = 250;

    /** What a page says of them. */
    static String inTurns() {
        return "in " + TURNS + " turns of " + TURN_MILLIS + " ms";
    }

    /** A load for one server. Both are suspended but for their turns. */
    interface Running {
        /** Lets both work for a moment. */
        void turn() throws IOException, InterruptedException;

        /** Ends the load; what it found out in its turns. */
        Measurement end() throws IOException, InterruptedException;
    }

    /** Loads a server for a while that does not count, so that its compilers see this load too. */
    void warmUp(ServerProcess server, Settings settings) throws IOException, InterruptedException;

    /** Prepares to load a server, which is suspended before and behind that. */
    Running begin(ServerProcess server, Settings settings) throws IOException, InterruptedException;
}
