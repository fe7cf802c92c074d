/**
 * What holds for the code as a whole: which layer may know which, that nothing waits, that nothing depends on how the
 * machine is set up.
 *
 * <p>Where to start: {@code LayerRules}, then {@code planted}, where each rule is broken on purpose, then
 * {@code LoopNeverBlocksTest}, which watches the loop's thread at run time.
 */
package hostling.project.arch;
