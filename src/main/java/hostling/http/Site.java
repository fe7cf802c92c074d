package hostling.http;

/**
 * What a listener serves.
 *
 * @param handler    answers requests
 * @param errorPages makes the content of errors, those of requests that could not be read included
 */
public record Site(Handler handler, ErrorPages errorPages) { }
