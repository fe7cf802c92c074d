/** Wrong on purpose, as if it were in the layer wire. */
package hostling.project.arch.planted.wire;
