package io.intentstream.core.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.ClickEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroOutputTest {

    static SpecificRecord[] records() {
        Map<String, String> attributes = new TreeMap<>();
        IntStream.range(0, 500).forEach(i -> attributes.put("name-" + i, "größe-" + i));
        ClickEvent large = SampleRecords.fullEvent();
        large.setAttributes(attributes);
        return new SpecificRecord[] {
            SampleRecords.minimalEvent(),
            SampleRecords.fullEvent(),
            large,
            SampleRecords.fullProfile(),
            SampleRecords.fullIntent()
        };
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldEncodeAsAvrosOwnEncoder(SpecificRecord record) throws IOException {
        // Given
        AvroOutput out = new AvroOutput();

        // When
        write(record, out);

        // Then
        assertThat(out.toBytes()).isEqualTo(encodedByAvro(record));
    }

    @Test
    void shouldStartWithAnEmptyRecordAfterReset() throws IOException {
        // Given
        AvroOutput out = new AvroOutput();
        write(SampleRecords.fullEvent(), out);

        // When
        out.reset();
        write(SampleRecords.minimalEvent(), out);

        // Then
        assertThat(out.toBytes()).isEqualTo(encodedByAvro(SampleRecords.minimalEvent()));
    }

    @Test
    void shouldMoveWrittenBytesToTheStream() throws IOException {
        // Given
        AvroOutput out = new AvroOutput();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        write(SampleRecords.fullEvent(), out);

        // When
        out.drainTo(stream);

        // Then
        assertThat(stream.toByteArray()).isEqualTo(encodedByAvro(SampleRecords.fullEvent()));
        assertThat(out.bytesBuffered()).isZero();
    }

    private static void write(SpecificRecord record, Encoder out) throws IOException {
        new SpecificDatumWriter<>(record.getSchema()).write(record, out);
    }

    private static byte[] encodedByAvro(SpecificRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
