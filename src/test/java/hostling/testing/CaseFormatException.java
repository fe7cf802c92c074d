package hostling.testing;

import java.nio.file.Path;

/** A case file that can't be read: a typing error in a case must fail the build, not pass as a case of its own. */
public final class CaseFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param line counts from 1
     */
    CaseFormatException(Path file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
