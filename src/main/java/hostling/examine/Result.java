package hostling.examine;

import hostling.cases.Finding;

/**
 * The result of a check.
 *
 * @param id      the name of the check
 * @param level   how strictly it is required
 * @param reason  why it could not be tried, or what is wrong; empty if it has passed
 * @param finding what to tell about it
 */
public record Result(String id, Level level, Verdict verdict, String reason, Finding finding) { }
