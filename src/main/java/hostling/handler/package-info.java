/**
 * Request handlers: virtual hosts, routes, static files, directory listings, uploads, redirects, error pages, sessions;
 * and the wrappers around handlers: method filter, body limit, CORS, security fields. Nothing here uses sockets or the
 * loop directly.
 *
 * <p>Where to start: {@link hostling.handler.Router}, {@link hostling.handler.StaticFiles}, and for the wrappers
 * {@link hostling.http.Exchange#filterResponse}.
 */
package hostling.handler;
