/** Wrong on purpose, as if it were in the layer testing. */
package hostling.project.arch.planted.testing;
