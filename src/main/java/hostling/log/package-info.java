/** The access log and the error log: their interfaces, their formats, and the buffer that both write through. */
package hostling.log;
