package hostling.bench.cases;

import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import java.io.IOException;

/**
 * A case that measures all servers of a round almost at the same time: each gets a short turn, again and again.
 * Disturbances of the machine affect all of them alike, so the comparison is far more precise than if each server were
 * measured for seconds on end.
 */
public interface TurnCase extends Case {
    /** How many turns each server has. */
    int TURNS = 16;
    /** Shorter than the time for which a disturbed machine is slower, so that several servers get their share of it. */
    int TURN_MILLIS = 250;

    /** The text about the turns for the page. */
    static String inTurns() {
        return "in " + TURNS + " turns of " + TURN_MILLIS + " ms";
    }

    /** A load for one server. Both are suspended between their turns. */
    interface Running {
        /** Lets both run for one turn. */
        void turn() throws IOException, InterruptedException;

        /** Ends the load and returns the result of its turns. */
        Measurement end() throws IOException, InterruptedException;
    }

    /** Loads a server for a while without measuring, so that its compilers see this load too. */
    void warmUp(ServerProcess server, Settings settings) throws IOException, InterruptedException;

    /** Prepares to load a server, which is suspended before and after this call. */
    Running begin(ServerProcess server, Settings settings) throws IOException, InterruptedException;
}
