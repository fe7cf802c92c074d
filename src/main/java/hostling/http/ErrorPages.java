package hostling.http;

import java.util.Optional;

/** Renders the content of error responses. */
@FunctionalInterface
public interface ErrorPages {
    /** A line of plain text. It depends on nothing, so it is the fallback if another page fails. */
    ErrorPages PLAIN = (error, reason, request) -> error.withText(
            error.status() + " " + Status.reason(error.status()) + ": " + reason + ".\n");

    /**
     * Adds content to an error response. Runs on the loop's thread, so it must not block.
     *
     * @param error   status and fields, without content
     * @param reason  what went wrong, a clause without a full stop; it may contain any text, so escape it
     * @param request the request, empty if it could not be read
     */
    Response render(Response error, String reason, Optional<Request> request);
}
