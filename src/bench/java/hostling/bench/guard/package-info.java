/** Programs that pass or fail: they check that the steady path stays as cheap as intended. */
package hostling.bench.guard;
