/**
 * Endpoints that show what the server does with a request: {@link hostling.demo.Echo} sends it back as it was parsed,
 * {@link hostling.demo.SessionDemo} lets a visitor see its session. A server does without them.
 */
package hostling.demo;
