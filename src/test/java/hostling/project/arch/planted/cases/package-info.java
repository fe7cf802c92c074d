/** Wrong on purpose, as if it were in the layer cases. */
package hostling.project.arch.planted.cases;
