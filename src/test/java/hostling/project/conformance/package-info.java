/**
 * Requirement by requirement: which test shows that the server does what the RFCs require. The table is
 * {@code test-data/rfc/requirements.tsv}; {@code docs/conformance.md} is generated from it.
 */
package hostling.project.conformance;
