/**
 * The {@code clipsearch} command: a class for each subcommand. The only place that prints or exits.
 *
 * <p>{@link org.clipsearch.cli.Main} starts it, {@link org.clipsearch.cli.Failures} turns what goes
 * wrong into a message and an exit code.
 */
package org.clipsearch.cli;
