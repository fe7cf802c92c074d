/** Wrong on purpose, as if it were in the layer app. */
package hostling.project.arch.planted.app;
