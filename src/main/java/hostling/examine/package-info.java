/**
 * Examines a server that is running, in whatever language it was written: sends it requests, good and bad, and judges by the
 * RFCs what comes back. The cases are those of our own tests; what else it asks stands in the classes of the stages.
 *
 * <p>It is a client with blocking sockets, one request after the other, and has nothing to do with the server of this project.
 */
package hostling.examine;
