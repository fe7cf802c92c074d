package hostling.project.conformance;

/**
 * A test that shows a requirement to be met.
 *
 * @param name what the test is called
 * @param link where it is, seen from the folder {@code docs}
 */
record Proof(String name, String link) { }
