package io.intentstream.offline.training.data;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import blue.strategic.parquet.ParquetWriter;
import blue.strategic.parquet.ValueWriter;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.files.StagedFile;
import io.intentstream.schema.EventType;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Examples as a Parquet table with one row per event; the rows of a session follow one another. The columns {@code user_id},
 * {@code session}, {@code event_id}, {@code event_type}, {@code event_time}, {@code probability}, {@code label} and
 * {@code weight} come first; then a float for each numeric feature, named {@code n_} and its name, and an index for each categorical one, named
 * {@code c_} and its name.
 */
public final class ExampleTable {
    private final FeatureSpec features;
    private final MessageType schema;

    /** Creates a table with these features. */
    public ExampleTable(FeatureSpec features) {
        this.features = features;
        this.schema = schema(features);
    }

    /** The features of its rows. */
    public FeatureSpec features() {
        return features;
    }

    /**
     * A row.
     *
     * @param userId the user
     * @param session number of the user's session
     * @param eventId the event
     * @param eventType what the user did
     * @param eventTime in epoch milliseconds
     * @param probability the served probability
     * @param label 1 if the predicted outcome followed, else 0
     * @param weight how many sessions this one represents; 0 for an event inside an order, which is not learnt from
     * @param features the served features
     */
    public record ExampleRow(
            String userId,
            int session,
            String eventId,
            EventType eventType,
            long eventTime,
            double probability,
            int label,
            float weight,
            FeatureVector features) {}

    private static MessageType schema(FeatureSpec features) {
        List<Type> columns = new ArrayList<>(List.of(
                Types.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named("user_id"),
                Types.required(PrimitiveTypeName.INT32).named("session"),
                Types.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named("event_id"),
                Types.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named("event_type"),
                Types.required(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                        .named("event_time"),
                Types.required(PrimitiveTypeName.DOUBLE).named("probability"),
                Types.required(PrimitiveTypeName.INT32).named("label"),
                Types.required(PrimitiveTypeName.FLOAT).named("weight")));
        features.numeric()
                .forEach(feature ->
                        columns.add(Types.required(PrimitiveTypeName.FLOAT).named(column(feature))));
        features.categorical()
                .forEach(feature ->
                        columns.add(Types.required(PrimitiveTypeName.INT32).named(column(feature))));
        return new MessageType("example", columns);
    }

    private static String column(FeatureSpec.Numeric feature) {
        return "n_" + feature.name();
    }

    private static String column(FeatureSpec.Categorical feature) {
        return "c_" + feature.name();
    }

    /** Opens a new file; it gets its final name when it is closed. */
    public ExampleWriter write(Path file) throws IOException {
        return new ExampleWriter(file);
    }

    /** Writes a file. */
    public final class ExampleWriter implements Closeable {
        private final StagedFile file;
        private final ParquetWriter<ExampleRow> out;

        private ExampleWriter(Path file) throws IOException {
            this.file = new StagedFile(file);
            Files.deleteIfExists(this.file.path());
            this.out = ParquetWriter.writeFile(schema, this.file.path().toFile(), ExampleTable.this::write);
        }

        /** Adds a row; those of a session must follow one another. */
        public void add(ExampleRow row) throws IOException {
            out.write(row);
        }

        @Override
        public void close() throws IOException {
            out.close();
            file.publish();
        }
    }

    private void write(ExampleRow row, ValueWriter out) {
        out.write("user_id", row.userId());
        out.write("session", row.session());
        out.write("event_id", row.eventId());
        out.write("event_type", row.eventType().name());
        out.write("event_time", row.eventTime());
        out.write("probability", row.probability());
        out.write("label", row.label());
        out.write("weight", row.weight());
        for (int i = 0; i < features.numeric().size(); i++) {
            out.write(column(features.numeric().get(i)), row.features().numeric()[i]);
        }
        for (int i = 0; i < features.categorical().size(); i++) {
            out.write(column(features.categorical().get(i)), row.features().categorical()[i]);
        }
    }

    /** Reads a file's sessions. */
    List<SessionExample> read(Path file) throws IOException {
        List<SessionExample> sessions = new ArrayList<>();
        List<Map<String, Object>> session = new ArrayList<>();
        try (Stream<Map<String, Object>> rows =
                ParquetReader.streamContent(file.toFile(), HydratorSupplier.constantly(new ToMap()))) {
            rows.forEach(row -> {
                if (!session.isEmpty() && !isSameSession(session.get(0), row)) {
                    sessions.add(example(session));
                    session.clear();
                }
                session.add(row);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!session.isEmpty()) {
            sessions.add(example(session));
        }
        return sessions;
    }

    private static boolean isSameSession(Map<String, Object> row, Map<String, Object> next) {
        return row.get("user_id").equals(next.get("user_id"))
                && row.get("session").equals(next.get("session"));
    }

    private SessionExample example(List<Map<String, Object>> rows) {
        float[] labels = new float[rows.size()];
        boolean[] inside = new boolean[labels.length];
        EventType[] types = new EventType[labels.length];
        float weight = 0;
        for (int i = 0; i < labels.length; i++) {
            Map<String, Object> row = rows.get(i);
            labels[i] = (Integer) row.get("label");
            weight = Math.max(weight, (Float) row.get("weight"));
            inside[i] = (Float) row.get("weight") == 0;
            types[i] = type(row);
        }
        return new SessionExample(
                (String) rows.get(0).get("user_id"),
                rows.stream().map(this::vector).toList(),
                labels,
                SessionCourse.ofInside(List.of(types), inside),
                weight);
    }

    private static EventType type(Map<String, Object> row) {
        String name = (String) row.get("event_type");
        if (name == null) {
            throw new TrainingException(
                    "The examples have no column event_type: an earlier release wrote them. Run export again");
        }
        return EventType.valueOf(name);
    }

    private FeatureVector vector(Map<String, Object> row) {
        float[] numeric = new float[features.numeric().size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = (Float) row.get(column(features.numeric().get(i)));
        }
        return new FeatureVector(
                numeric,
                features.categorical().stream()
                        .mapToInt(feature -> (Integer) row.get(column(feature)))
                        .toArray());
    }

    private static final class ToMap implements Hydrator<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> start() {
            return new HashMap<>();
        }

        @Override
        public Map<String, Object> add(Map<String, Object> row, String column, Object value) {
            row.put(column, value);
            return row;
        }

        @Override
        public Map<String, Object> finish(Map<String, Object> row) {
            return row;
        }
    }
}
