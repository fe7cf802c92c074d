/**
 * What answers requests: virtual hosts, routes, static files, directory pages, uploads, redirections, error pages,
 * echoes, sessions; and what stands around these: methods, limits, permissions for other origins, fields for browsers.
 * Nothing here knows of sockets or of the loop.
 *
 * <p>Where to start: {@link hostling.handler.Router}, {@link hostling.handler.StaticFiles}, and for what stands around
 * handlers {@link hostling.http.Exchange#filterResponse}.
 */
package hostling.handler;
