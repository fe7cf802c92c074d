/** Wrong on purpose, as if it were in the layer app. */
package hostling.arch.planted.app;
