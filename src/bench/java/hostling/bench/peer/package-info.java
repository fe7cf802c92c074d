/**
 * The servers that Hostling is measured beside, each as small as its documentation allows. All of them are started with
 * a port and the folder of the site, have one thread for their sockets, and answer {@code /page.html} from memory with
 * the same 2,453 bytes and the fields that a static file has. What they send besides is theirs.
 */
package hostling.bench.peer;
