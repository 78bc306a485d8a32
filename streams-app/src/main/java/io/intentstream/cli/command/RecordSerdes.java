package io.intentstream.cli.command;

import io.intentstream.config.AppConfig;
import io.intentstream.wire.SerdeSettings;

/** The serdes that the settings name, for commands that read and write records themselves. */
public final class RecordSerdes {

    private RecordSerdes() {}

    /** The classes of {@code serde.class}, or intentstream's own. */
    public static SerdeSettings of(AppConfig config) {
        return SerdeSettings.of(config.serde().classes(), config.serde().settings());
    }
}
