/**
 * Rules for the code as a whole: which layer may depend on which, that nothing blocks, and that nothing depends on the
 * settings of the machine.
 *
 * <p>Where to start: {@code LayerRules}, then {@code planted}, where each rule is broken on purpose, then
 * {@code LoopNeverBlocksTest}, which watches the loop's thread at run time.
 */
package hostling.project.arch;
