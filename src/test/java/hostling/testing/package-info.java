/**
 * What several test classes share: a client that sends raw bytes, programs in their own processes, the reader of the
 * cases in {@code test-data}, and the writer of event transcripts. {@code test-data/requests/README.md} describes the
 * files.
 */
package hostling.testing;

