/** Wrong on purpose, as if it were in the layer log. */
package hostling.arch.planted.log;
