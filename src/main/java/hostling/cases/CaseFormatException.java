package hostling.cases;

import java.nio.file.Path;

/** A case file that can't be read: a typo in a case must fail the build and not pass as another case. */
public final class CaseFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param line counts from 1
     */
    CaseFormatException(Path file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
