package hostling.testing.tutor;

import org.opentest4j.TestAbortedException;

/** A page that is made from the sources is older than they are. It is no failure, but has to be written anew. */
public final class StalePage extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    /** @param line which page it is, and how it is written anew */
    StalePage(String line) {
        super(line);
    }
}
