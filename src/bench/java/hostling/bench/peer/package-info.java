/**
 * The servers that Hostling is compared with, each as small as its documentation allows. All of them are started with
 * a port and the folder of the site, have one thread for their sockets, and answer {@code /page.html} from memory with
 * the same 2,453 bytes and the fields that a static file has. Other fields are their own choice.
 */
package hostling.bench.peer;
