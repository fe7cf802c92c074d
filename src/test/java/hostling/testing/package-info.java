/**
 * What several test classes share: a client that sends bytes, programs in processes of their own, the reader of the cases in
 * {@code test-data} and the writer of event transcripts.
 * {@code test-data/requests/README.md} describes the files.
 */
package hostling.testing;
