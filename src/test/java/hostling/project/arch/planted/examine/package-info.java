/** Wrong on purpose, as if it were in the layer examine. */
package hostling.project.arch.planted.examine;
