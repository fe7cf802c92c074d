/** Wrong on purpose, as if it were in the layer loop. */
package hostling.arch.planted.loop;
