/** Wrong on purpose, as if it were in the layer handler. */
package hostling.project.arch.planted.handler;
