package hostling.examine;

import java.io.IOException;

/** What a check does with the server. */
@FunctionalInterface
interface Trial {
    /**
     * Tries it once.
     *
     * @return what is allowed and what is wrong; {@link Judgement#GOOD} if nothing is
     * @throws NotTriedException if the server lacks something that the trial needs
     * @throws IOException       if no connection can be made
     */
    Judgement judge(Attempt attempt) throws IOException;

    /** Begins what takes long, before any check is tried; it may be called more than once. */
    default void prepare(Server server) {
        // Most trials need no preparation.
    }
}
