/**
 * The demo: broker, registry, engine, player and reader in one process, and its output.
 * {@link io.intentstream.cli.demo.Demo} assembles them. May import everything but {@code cli.command}.
 */
@NullMarked
package io.intentstream.cli.demo;

import org.jspecify.annotations.NullMarked;
