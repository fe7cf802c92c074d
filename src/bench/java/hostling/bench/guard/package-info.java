/** Programs that pass or fail: does the steady path stay as cheap as it is meant to be? */
package hostling.bench.guard;
