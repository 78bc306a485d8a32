package io.intentstream.offline.evaluation.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes {@code report.json} for programs, without spaces: everything, rounded to six decimals; null where a metric is not defined. */
public final class JsonReport {
    private static final double DECIMALS = 1e6;

    private JsonReport() {}

    /** The report as JSON. */
    public static String write(EvaluationReport report) {
        SimpleModule module = new SimpleModule()
                .addSerializer(double.class, new Rounded())
                .addSerializer(Double.class, new Rounded());
        JsonMapper json = JsonMapper.builder().addModule(module).build();
        try {
            return json.writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Rounded extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider context) throws IOException {
            if (Double.isFinite(value)) {
                out.writeNumber(Math.round(value * DECIMALS) / DECIMALS);
            } else {
                out.writeNull();
            }
        }
    }
}
