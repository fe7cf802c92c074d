package hostling.examine;

/**
 * What a trial says of a server.
 *
 * @param problem what is wrong, as a sentence; empty if nothing is
 * @param level   how strictly the opposite is required
 */
record Judgement(String problem, Level level) {
    /** Nothing is wrong. */
    static final Judgement GOOD = new Judgement("", Level.MAY);

    /** This is wrong. */
    static Judgement bad(Level level, String problem) {
        return new Judgement(problem, level);
    }

    boolean isGood() {
        return problem.isEmpty();
    }
}
