package hostling.examine;

import hostling.cases.Finding;

/**
 * The result of a check.
 *
 * @param reason  why it could not be tried, or what is wrong; empty if it has passed
 * @param finding what to tell about it
 */
record Result(Check check, Verdict verdict, String reason, Finding finding) { }
