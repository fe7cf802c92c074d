/**
 * What requests and responses mean, still without I/O: targets, dates, entity tags, preconditions, ranges, media types,
 * cookies, multipart content, and the interfaces that the loop and the handlers share.
 *
 * <p>Where to start: {@link hostling.http.Handler}, {@link hostling.http.Exchange}, {@link hostling.http.Response}.
 */
package hostling.http;
