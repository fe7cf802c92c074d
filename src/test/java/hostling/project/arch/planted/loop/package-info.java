/** Wrong on purpose, as if it were in the layer loop. */
package hostling.project.arch.planted.loop;
