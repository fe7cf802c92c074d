/** Wrong on purpose, as if it were in the layer http. */
package hostling.project.arch.planted.http;
