package hostling.http;

import java.util.Optional;

/** Makes the content of responses that say what went wrong. */
@FunctionalInterface
public interface ErrorPages {
    /** A line of plain text: it needs nothing, so it is what is left when another page fails. */
    ErrorPages PLAIN = (error, reason, request) -> error.withText(
            error.status() + " " + Status.reason(error.status()) + ": " + reason + ".\n");

    /**
     * The error with content.
     *
     * @param error   status and fields, without content
     * @param reason  what went wrong, a clause without a full stop; it may hold anything, so escape it
     * @param request the request, empty where it could not be read
     */
    Response render(Response error, String reason, Optional<Request> request);
}
