package hostling.testing.tutor;

/**
 * Compares what is made from the sources with what the sources would make now. A correct change of the sources makes it stale,
 * which is no mistake: here the test is skipped, and the report says how to write it anew. Where {@code CI=true} is in the
 * environment it is a failure, so that nothing stale can land.
 */
public final class Freshness {
    private static final boolean IN_CI = "true".equals(System.getenv("CI"));

    private final boolean isStrict;

    /** @param isStrict whether stale is a failure */
    Freshness(boolean isStrict) {
        this.isStrict = isStrict;
    }

    /**
     * Ends the test unless two texts are the same.
     *
     * @param fresh   as the sources would make it now
     * @param there   as it is
     * @param what    the file, and what it does: {@code docs/02-the-parser.md shows lines that have changed}
     * @param command what writes it anew
     */
    public static void require(String fresh, String there, String what, String command) {
        new Freshness(IN_CI).check(fresh, there, what, command);
    }

    void check(String fresh, String there, String what, String command) {
        if (fresh.equals(there)) {
            return;
        }
        String line = what + ": write them anew with " + command;
        if (isStrict) {
            throw new AssertionError(line);
        }
        throw new StalePage(line);
    }
}
