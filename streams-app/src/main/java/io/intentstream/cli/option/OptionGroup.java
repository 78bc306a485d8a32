package io.intentstream.cli.option;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that several commands share; a mixin that knows the command it is mixed into. */
abstract class OptionGroup {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** An exception for options that are wrong or do not go together. */
    final ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
