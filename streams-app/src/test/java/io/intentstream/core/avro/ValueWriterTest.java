package io.intentstream.core.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.UserProfile;
import io.intentstream.wire.SampleRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueWriterTest {

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
    void shouldWriteWhatAvrosOwnWriterWrites(SpecificRecord record) throws IOException {
        // Given
        AvroOutput out = new AvroOutput();

        // When
        ValueWriter.of(record.getSchema()).write(record, out);

        // Then
        assertThat(out.toBytes()).isEqualTo(writtenByAvro(record));
    }

    @Test
    void shouldRefuseARecordWithoutARequiredField() {
        // Given
        UserProfile profile = SampleRecords.fullProfile();
        ValueWriter writer = ValueWriter.of(profile.getSchema());
        profile.setUserId(null);

        // When, then
        assertThatThrownBy(() -> writer.write(profile, new AvroOutput())).isInstanceOf(NullPointerException.class);
    }

    private static byte[] writtenByAvro(SpecificRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
