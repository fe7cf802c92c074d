/**
 * What answers requests: routes, static files, directory pages, uploads, echoes, sessions. Nothing here knows of
 * sockets or of the loop.
 *
 * <p>Where to start: {@link hostling.handler.Router}, {@link hostling.handler.StaticFiles}.
 */
package hostling.handler;
