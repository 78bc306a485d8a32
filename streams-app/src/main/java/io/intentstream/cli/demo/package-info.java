/**
 * The demo: a broker, a registry, the topology, a player and a reader in one process, and what a person sees of them.
 * {@link io.intentstream.cli.demo.Demo} puts them together; {@link io.intentstream.cli.demo.Player} sends;
 * {@link io.intentstream.cli.demo.ResultReader} reads; {@link io.intentstream.cli.demo.Tally} counts;
 * {@link io.intentstream.cli.demo.Screen} shows. May import everything; only the command line imports it.
 */
package io.intentstream.cli.demo;
