package io.intentstream.offline.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.avro.SampleRecords;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroEventSourceTest {
    private static final int EVENTS = 1_000;
    private static final int EVENTS_PER_BLOCK = 100;

    @TempDir
    private Path folder;

    @Test
    void shouldReadEventsInFileOrder() throws IOException {
        // Given
        Path file = write();

        // When
        List<String> ids = ids(file, MalformedPolicy.FAIL);

        // Then
        assertThat(ids).hasSize(EVENTS).startsWith("event-0", "event-1").endsWith("event-999");
    }

    @Test
    void shouldNamePositionOfDamagedBlock() throws IOException {
        // Given
        Path file = damage(write());

        // When // Then
        assertThatThrownBy(() -> ids(file, MalformedPolicy.FAIL))
                .isInstanceOf(InputException.class)
                .hasMessageMatching("A block is damaged: .*events.avro, bytes \\d+ to \\d+: .*--skip-corrupt.*");
    }

    @Test
    void shouldSkipOnlyTheDamagedBlockAndReportIt() throws IOException {
        // Given
        Path file = damage(write());

        // When
        List<String> ids;
        List<CorruptBlock> corrupt;
        try (EventSource source = EventFile.open(
                file.toString(),
                FileFormat.of(EventFormat.CLICKEVENT_AVRO),
                MalformedPolicy.FAIL,
                MalformedPolicy.SKIP_AND_COUNT)) {
            ids = ids(source);
            corrupt = source.corrupt();
        }

        // Then
        assertThat(ids).hasSize(EVENTS - EVENTS_PER_BLOCK).startsWith("event-0").endsWith("event-999");
        assertThat(corrupt).hasSize(1);
        assertThat(corrupt.get(0).to()).isGreaterThan(corrupt.get(0).from());
    }

    @Test
    void shouldReportTruncatedFile() throws IOException {
        // Given
        Path file = write();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));

        // When
        List<String> ids;
        List<CorruptBlock> corrupt;
        try (EventSource source = EventFile.open(
                file.toString(),
                FileFormat.of(EventFormat.CLICKEVENT_AVRO),
                MalformedPolicy.FAIL,
                MalformedPolicy.SKIP_AND_COUNT)) {
            ids = ids(source);
            corrupt = source.corrupt();
        }

        // Then
        assertThat(ids).hasSize(EVENTS - EVENTS_PER_BLOCK);
        assertThat(corrupt)
                .singleElement()
                .satisfies(block -> assertThat(block.to()).isEqualTo(bytes.length - 20));
    }

    @Test
    void shouldRefuseFileOfAnotherRecordType() throws IOException {
        // Given
        Path file = folder.resolve("other.avro");
        Files.writeString(file, "userId,eventId\n");

        // When // Then
        assertThatThrownBy(() -> ids(file, MalformedPolicy.SKIP_AND_COUNT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("other.avro can't be read as an Avro container file");
    }

    @Test
    void shouldReadTheTimesThatOtherProgramsWrite() throws IOException {
        // Given
        Path file = writeForeign("\"long\",\"logicalType\":\"timestamp-micros\"", 1_740_823_200_000_000L);

        // When
        List<ClickEvent> events = ReadEvents.all(file.toString(), EventFormat.CLICKEVENT_AVRO);

        // Then
        assertThat(events).extracting(ClickEvent::getEventTime).containsExactly(Instant.parse("2025-03-01T10:00:00Z"));
    }

    @Test
    void shouldNameFieldAndTypeThatCannotBeATime() throws IOException {
        // Given
        Path file = writeForeign("\"int\",\"logicalType\":\"date\"", 20_148);

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file.toString(), EventFormat.CLICKEVENT_AVRO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("foreign.avro can't be read as events: the writer's eventTime is date");
    }

    @Test
    void shouldCountRecordsThatCannotBeConverted() throws IOException {
        // Given
        Path file = writeForeign("\"string\"", "yesterday", "2025-03-01T10:00:00Z");

        // When
        List<ClickEvent> events;
        MalformedLines malformed;
        try (EventSource source =
                EventFile.open(file.toString(), EventFormat.CLICKEVENT_AVRO, MalformedPolicy.SKIP_AND_COUNT)) {
            events = ReadEvents.all(source);
            malformed = source.malformed();
        }

        // Then
        assertThat(events).hasSize(1);
        assertThat(malformed.count()).isEqualTo(1);
        assertThat(malformed.first().get(0).describe()).contains("foreign.avro record 1, field eventTime: expected");
        assertThatThrownBy(() -> ReadEvents.all(file.toString(), EventFormat.CLICKEVENT_AVRO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("record 1")
                .hasMessageContaining("--skip-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void shouldReadTheUsualCodecs(String codec) throws IOException {
        // Given
        Path file = folder.resolve("packed.avro");
        try (DataFileWriter<ClickEvent> out = new DataFileWriter<>(new SpecificDatumWriter<>(ClickEvent.class))) {
            out.setCodec(CodecFactory.fromString(codec));
            out.create(ClickEvent.SCHEMA$, file.toFile());
            out.append(SampleRecords.fullEvent());
        }

        // When
        List<ClickEvent> events = ReadEvents.all(file.toString(), EventFormat.CLICKEVENT_AVRO);

        // Then
        assertThat(events).containsExactly(SampleRecords.fullEvent());
    }

    @Test
    void shouldNameACodecThatIsNotAvailable() throws IOException {
        // Given
        Path file = write();
        String content = Files.readString(file, ISO_8859_1);
        Files.writeString(file, content.replace("deflate", "private"), ISO_8859_1);

        // When // Then
        assertThatThrownBy(() -> ids(file, MalformedPolicy.SKIP_AND_COUNT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("private");
    }

    private Path writeForeign(String timeType, Object... times) throws IOException {
        Schema schema = new Schema.Parser().parse("""
                        {"type":"record","name":"topLevelRecord","fields":[
                        {"name":"eventId","type":"string"},{"name":"userId","type":["string","null"]},
                        {"name":"eventTime","type":{"type":%s}},{"name":"eventType","type":"string"}]}""".formatted(timeType));
        Path file = folder.resolve("foreign.avro");
        try (DataFileWriter<GenericRecord> out = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            out.create(schema, file.toFile());
            for (Object time : times) {
                GenericRecord record = new GenericData.Record(schema);
                record.put("eventId", "e");
                record.put("userId", "u");
                record.put("eventTime", time);
                record.put("eventType", "view_item");
                out.append(record);
            }
        }
        return file;
    }

    private Path write() throws IOException {
        Path file = folder.resolve("events.avro");
        try (DataFileWriter<ClickEvent> out = new DataFileWriter<>(new SpecificDatumWriter<>(ClickEvent.class))) {
            out.setCodec(CodecFactory.deflateCodec(1));
            out.create(ClickEvent.SCHEMA$, file.toFile());
            for (int i = 0; i < EVENTS; i++) {
                out.append(ClickEvent.newBuilder()
                        .setUserId("user-" + i % 7)
                        .setEventId("event-" + i)
                        .setEventType(EventType.VIEW_ITEM)
                        .setEventTime(Instant.ofEpochSecond(1_700_000_000L + i))
                        .build());
                if ((i + 1) % EVENTS_PER_BLOCK == 0) {
                    out.sync();
                }
            }
        }
        return file;
    }

    /** Overwrites some bytes in the middle of a block. */
    private static Path damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 4, (byte) 0xff);
        Files.write(file, bytes);
        return file;
    }

    private static List<String> ids(Path file, MalformedPolicy corrupt) {
        try (EventSource source = EventFile.open(
                file.toString(), FileFormat.of(EventFormat.CLICKEVENT_AVRO), MalformedPolicy.FAIL, corrupt)) {
            return ids(source);
        }
    }

    private static List<String> ids(EventSource source) {
        List<String> ids = new ArrayList<>();
        ClickEvent event;
        while ((event = source.next()) != null) {
            ids.add(event.getEventId());
        }
        return ids;
    }
}
