/**
 * Requirement by requirement: which test shows that the server does what the RFCs ask for. The table is
 * {@code test-data/rfc/requirements.tsv}, the page that is made of it {@code docs/conformance.md}.
 */
package hostling.project.conformance;
