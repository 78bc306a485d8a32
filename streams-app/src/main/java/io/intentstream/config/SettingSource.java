package io.intentstream.config;

import java.nio.file.Path;

/** Where a setting was given, for error messages. */
sealed interface SettingSource {

    /** A line of the properties file, counted from 1. */
    record FileLine(Path file, int line) implements SettingSource {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** An environment variable. */
    record Environment(String variable) implements SettingSource {
        @Override
        public String toString() {
            return "environment variable " + variable;
        }
    }

    /** An option of the command line, or an override by the calling program. */
    record CommandLine() implements SettingSource {
        @Override
        public String toString() {
            return "command line";
        }
    }
}
