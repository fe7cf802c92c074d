package hostling.examine;

import java.util.Optional;

/** Something that is wrong, as a sentence: it ends a trial as a failed assertion ends a test. */
final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Level level;

    /** A fault as grave as its check says. */
    FaultException(String problem) {
        this(null, problem);
    }

    /** A fault that is graver or less grave than its check says. */
    FaultException(Level level, String problem) {
        super(problem);
        this.level = level;
    }

    /** How strictly the opposite is required; empty if that is the level of the check. */
    Optional<Level> level() {
        return Optional.ofNullable(level);
    }

    /** Throws it unless something holds. */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new FaultException(otherwise);
        }
    }
}
