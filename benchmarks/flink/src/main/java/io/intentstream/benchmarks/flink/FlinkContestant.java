package io.intentstream.benchmarks.flink;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.ContestantStage;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink as its documentation shows it: a keyed process function with one value per user in RocksDB, checkpoints as often
 * as the others commit, transactional sinks under exactly-once, and {@code Predictor.predict} for every record.
 *
 * <p>There is no asynchronous variant with batches: under {@code AsyncDataStream} an operator has no keyed state. Other
 * operators would have to read the window before and write it after, and a user's second event would read the state before
 * the first has written it. That would not be exactly once per event.
 */
public final class FlinkContestant {
    private static final String TRANSACTION_TIMEOUT_MILLIS = "600000";

    private FlinkContestant() {}

    public static void main(String[] arguments) throws Exception {
        Assignment assignment = Assignment.of(arguments);
        StreamExecutionEnvironment environment = environment(assignment);
        SingleOutputStreamOperator<Output> intents = environment
                .fromSource(source(assignment), WatermarkStrategy.noWatermarks(), "clickstream")
                .keyBy(Input::userId)
                .process(new ScoreEvent(assignment.toArguments().toArray(String[]::new)));
        DataStream<Output> profiles = intents.getSideOutput(ScoreEvent.PROFILES);
        intents.sinkTo(sink(assignment, assignment.intents()));
        profiles.sinkTo(sink(assignment, assignment.profiles()));
        JobClient job = environment.executeAsync(assignment.run());
        job.getJobExecutionResult().exceptionally(FlinkContestant::failed);
        ContestantStage.perform();
        System.exit(0);
    }

    private static JobExecutionResult failed(Throwable failure) {
        failure.printStackTrace(System.err);
        System.exit(1);
        return null;
    }

    private static StreamExecutionEnvironment environment(Assignment assignment) {
        Configuration settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(
                CoreOptions.TMP_DIRS, assignment.folder().resolve("rocksdb").toString());
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                assignment.folder().resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(assignment.threads(), settings);
        environment.enableCheckpointing(
                assignment.commitMillis(),
                assignment.isExactlyOnce() ? CheckpointingMode.EXACTLY_ONCE : CheckpointingMode.AT_LEAST_ONCE);
        return environment;
    }

    private static KafkaSource<Input> source(Assignment assignment) {
        return KafkaSource.<Input>builder()
                .setBootstrapServers(assignment.bootstrap())
                .setTopics(assignment.input())
                .setGroupId(assignment.run())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new InputReader())
                .build();
    }

    private static KafkaSink<Output> sink(Assignment assignment, String topic) {
        return KafkaSink.<Output>builder()
                .setBootstrapServers(assignment.bootstrap())
                .setDeliveryGuarantee(
                        assignment.isExactlyOnce() ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
                .setTransactionalIdPrefix(topic)
                .setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS)
                .setRecordSerializer(new OutputWriter(topic))
                .build();
    }
}
