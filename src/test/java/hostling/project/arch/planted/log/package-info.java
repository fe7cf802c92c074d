/** Wrong on purpose, as if it were in the layer log. */
package hostling.project.arch.planted.log;
