/** Wrong on purpose, as if it were in the layer demo. */
package hostling.arch.planted.demo;
