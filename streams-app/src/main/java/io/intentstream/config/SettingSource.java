package io.intentstream.config;

import java.nio.file.Path;

/** Where a setting came from, so that a message can send a person there. */
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

    /** An option of the command line, or of the program that calls. */
    record CommandLine() implements SettingSource {
        @Override
        public String toString() {
            return "command line";
        }
    }
}
