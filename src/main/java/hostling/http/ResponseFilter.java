package hostling.http;

/** A change that a wrapping handler makes to the response of the wrapped one: see {@link Exchange#filterResponse}. */
@FunctionalInterface
public interface ResponseFilter {
    /** Returns the response to send instead of this one, or this one. Runs on the loop's thread. */
    Response filter(Response response, Request request);

    /**
     * Whether the filter may keep the request after the call, or pass it to another thread. The server never reuses a
     * request that may have been kept; a filter that returns false permits reuse.
     */
    default boolean mayKeepRequest() {
        return true;
    }
}
