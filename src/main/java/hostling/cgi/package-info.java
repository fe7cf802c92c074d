/** Programs that answer requests: the Common Gateway Interface, version 1.1 (RFC 3875). */
package hostling.cgi;
