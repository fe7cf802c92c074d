package hostling.config;

/** A value that will not do. Whoever knows where it stands makes a complaint of it. */
final class Refusal extends Exception {
    private final transient Mistake mistake;
    private final transient Object[] details;

    /** @param details what goes into the message, see {@link Mistake} */
    Refusal(Mistake mistake, Object... details) {
        super(mistake.name(), null, false, false);
        this.mistake = mistake;
        this.details = details;
    }

    Mistake mistake() {
        return mistake;
    }

    Object[] details() {
        return details;
    }
}
