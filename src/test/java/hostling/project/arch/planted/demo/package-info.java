/** Wrong on purpose, as if it were in the layer demo. */
package hostling.project.arch.planted.demo;
