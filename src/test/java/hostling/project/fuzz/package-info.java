/**
 * Coverage-guided fuzzing: targets that take any bytes and know what has to hold whatever they are, and what runs them.
 * {@code mvn test} runs each on the inputs that are kept in {@code test-data}; {@code mvn test -Pfuzz} makes up new ones.
 */
package hostling.project.fuzz;
