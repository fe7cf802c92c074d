/**
 * Code that is wrong on purpose: each line marked {@code // breaks NAME} breaks the rule with that name, and lines
 * without a mark show what the rules allow. Nothing runs it.
 */
package hostling.project.arch.planted;
