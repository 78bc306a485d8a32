package io.intentstream.stream;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.stream.telemetry.EngineCounters;
import io.intentstream.stream.topics.ApplicationReset;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Runs a stream once, as an application of its own: from the beginning of its input to the end that the input has at the start.
 * Then deletes what only a running stream needs: its group, internal topics and local state.
 */
public final class BoundedRun {

    private BoundedRun() {}

    /** Follows a run. */
    public interface Observer {

        /**
         * Waits for the next look at the stream, after each of which it is called again.
         *
         * @param records records of the input, at most
         * @param left records that are not committed yet
         * @return false to stop the stream
         */
        boolean awaitNextLook(long records, long left) throws InterruptedException;

        /**
         * Called at the end, unless the stream was stopped.
         *
         * @param records records of the input, at most
         * @param counters what the stream did; repeated transactions count again
         */
        void finished(long records, EngineCounters counters);
    }

    /**
     * Runs the stream.
     *
     * @return whether it processed the whole input; false when it was stopped
     * @throws StreamFailedException when it failed, or is running already
     */
    public static boolean run(AppConfig config, Observer observer) throws InterruptedException {
        try (Admin admin = KafkaClients.of(config).admin()) {
            ApplicationReset application = new ApplicationReset(config, admin);
            application.delete(); // a stream would continue where an earlier run was killed
            boolean finished;
            try {
                finished = process(config, application, observer);
            } catch (RuntimeException e) {
                try {
                    application.delete();
                } catch (StreamFailedException undeleted) {
                    e.addSuppressed(undeleted); // the next run deletes it
                }
                throw e;
            }
            application.delete();
            return finished;
        }
    }

    private static boolean process(AppConfig config, ApplicationReset application, Observer observer)
            throws InterruptedException {
        ApplicationReset.UnreadInput input = application.backlog();
        try (IntentStream stream = IntentStream.open(config)) {
            stream.start();
            for (long left; (left = application.left(input)) > 0; ) {
                if (!observer.awaitNextLook(input.records(), left)) {
                    return false;
                }
                Optional<StreamFailedException> failure = stream.failure();
                if (failure.isPresent()) {
                    throw failure.get();
                }
            }
            observer.finished(input.records(), stream.counters());
        }
        return true;
    }
}
