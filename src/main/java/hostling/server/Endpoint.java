package hostling.server;

import hostling.http.Site;

/** Where connections are accepted. */
@FunctionalInterface
public interface Endpoint {
    /** The site that is served there now; it may be another one for the next request. */
    Site site();

    /**
     * Whether connections are still accepted there. If not, those that were accepted earlier end after their next
     * response, so that their clients ask anew and learn that nothing is served there any more.
     */
    default boolean isOpen() {
        return true;
    }
}
