package hostling.http;

/** What a handler that stands around another does to its responses: see {@link Exchange#filterResponse}. */
@FunctionalInterface
public interface ResponseFilter {
    /** The response that goes on in the place of this one, or this one. */
    Response filter(Response response, Request request);

    /**
     * Whether the change may keep the request beyond its call, or give it to another thread. A request that may have been
     * kept is never used again; one that answers false here promises that the server may do so.
     */
    default boolean mayKeepRequest() {
        return true;
    }
}
