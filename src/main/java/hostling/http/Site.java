package hostling.http;

/**
 * What a listener serves.
 *
 * @param handler    responds to requests
 * @param errorPages renders the content of errors, including errors for requests that could not be read
 */
public record Site(Handler handler, ErrorPages errorPages) { }
