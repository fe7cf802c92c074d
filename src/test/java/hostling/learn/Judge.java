package hostling.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Says whether the files of a student are right. */
interface Judge {
    /** Tries the files of an exercise as they are now. */
    Verdict at(Exercise exercise) throws IOException, InterruptedException;

    /** The folder with the classes of an exercise; empty if it has none, or they do not compile. */
    Optional<Path> compiled(Exercise exercise) throws IOException;
}
