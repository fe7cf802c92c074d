package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What came of trying a class.
 *
 * @param state       whether it is right; RUNNING at the end means that the process ended too early
 * @param stepsPassed how many steps are right
 * @param text        what is wrong first, or what is being tried
 * @param printed     what the class printed, as a paragraph; empty if it printed nothing
 */
record Verdict(State state, int stepsPassed, String text, String printed) {
    enum State { RUNNING, PASSED, FAILED }

    /** One of a class that printed nothing. */
    Verdict(State state, int stepsPassed, String text) {
        this(state, stepsPassed, text, "");
    }

    /** Writes it to a file. */
    void write(Path file) throws IOException {
        Files.writeString(file, toString(), UTF_8);
    }

    /** Reads it from a file. */
    static Verdict read(Path file) throws IOException {
        return of(Files.readString(file, UTF_8));
    }

    /** The verdict, without what was printed, as {@link #of} reads it. */
    @Override
    public String toString() {
        return state + "\n" + stepsPassed + "\n" + text;
    }

    static Verdict of(String written) {
        String[] lines = written.split("\n", 3);
        return new Verdict(State.valueOf(lines[0]), Integer.parseInt(lines[1]), lines[2]);
    }

    boolean isPassed() {
        return state == State.PASSED;
    }
}
