package hostling.http;

/** What a handler that stands around another does to its responses: see {@link Exchange#changing}. */
@FunctionalInterface
public interface ResponseChange {
    /** The response that goes on in the place of this one, or this one. */
    Response change(Response response, Request request);
}
