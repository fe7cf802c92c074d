package hostling.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The demo, which runs with classes of a student in the place of the real ones. */
interface Demo {
    /** Starts it, or ends it if it runs. */
    void toggle(List<Path> classes) throws IOException;

    boolean isRunning();

    /** The folders of the student's classes that it was started with; each has the name of its exercise. */
    List<Path> classes();

    int port();
}
