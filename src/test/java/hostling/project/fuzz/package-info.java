/**
 * Coverage-guided fuzzing: targets that take any bytes and check what holds for all inputs, and the code that runs
 * them. {@code mvn test} runs each on the inputs in {@code test-data}; {@code mvn test -Pfuzz} generates new ones.
 */
package hostling.project.fuzz;
