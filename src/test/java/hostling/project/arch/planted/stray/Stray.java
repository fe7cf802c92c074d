// breaks every-class-has-a-layer, every-package-says-what-it-is-for
package hostling.project.arch.planted.stray;

/** Lies in no layer, and in a package without a description. */
final class Stray { }
