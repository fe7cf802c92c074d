/** Wrong on purpose, as if it were in the layer docs. */
package hostling.project.arch.planted.docs;
