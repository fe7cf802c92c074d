/**
 * Tests of the project itself and not of the server's behaviour: the layers and the rules of the code
 * ({@code arch}), what the RFCs ask and which test shows it ({@code conformance}), the documentation ({@code docs}),
 * and fuzzing ({@code fuzz}).
 */
package hostling.project;
