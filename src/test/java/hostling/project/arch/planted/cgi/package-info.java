/** Wrong on purpose, as if it were in the layer cgi. */
package hostling.project.arch.planted.cgi;
