/**
 * Handlers that show what the server does with a request: {@link hostling.demo.Echo} sends it back as it was parsed,
 * {@link hostling.demo.SessionDemo} lets a visitor see its session. A production server does not need them.
 */
package hostling.demo;
