/**
 * The semantics of requests and responses, still without I/O: targets, dates, entity tags, preconditions, ranges, media
 * types, cookies, multipart content, and the interfaces between the loop and the handlers.
 *
 * <p>Where to start: {@link hostling.http.Handler}, {@link hostling.http.Exchange}, {@link hostling.http.Response}.
 */
package hostling.http;
