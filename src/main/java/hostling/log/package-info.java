/** What the server tells of itself: the access log. */
package hostling.log;
