package io.intentstream.topology;

import io.intentstream.config.AppConfig;
import io.intentstream.config.ConfigLoader;
import java.nio.file.Path;
import java.util.Map;

/** Runs an engine as a process of its own until it fails or is told to stop. */
final class EngineMain {
    private EngineMain() {}

    public static void main(String[] args) throws InterruptedException {
        AppConfig config = new ConfigLoader(Map.of()).file(Path.of(args[0])).load();
        IntentStream stream = IntentStream.open(config);
        Runtime.getRuntime().addShutdownHook(new Thread(stream::close, "close"));
        stream.start();
        stream.awaitStopped();
        stream.failure().ifPresent(failure -> Runtime.getRuntime().halt(1));
    }
}
