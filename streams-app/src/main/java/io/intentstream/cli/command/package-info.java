/**
 * One class for each command: it reads its options, calls the packages that do the work, and prints the result. To add a
 * command, write a class here and name it in {@link io.intentstream.cli.Main}. May import everything but {@code cli.demo}.
 */
@NullMarked
package io.intentstream.cli.command;

import org.jspecify.annotations.NullMarked;
