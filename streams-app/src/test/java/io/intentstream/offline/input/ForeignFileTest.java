package io.intentstream.offline.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.ClickEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFileTest {
    private static final String LINE =
            "{\"userId\":\"u\",\"eventTime\":\"2025-03-01T10:00:00Z\",\"eventType\":\"VIEW_ITEM\"}\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, \uFEFF, UTF-16",
        "UTF-16BE, \uFEFF, UTF-16",
        "UTF-16LE, '', UTF-16",
        "UTF-16BE, '', UTF-16",
        "UTF-32LE, \uFEFF, UTF-32",
        "UTF-32BE, \uFEFF, UTF-32",
        "UTF-32LE, '', UTF-32",
        "UTF-32BE, '', UTF-32"
    })
    void shouldNameTextThatIsNotUtf8(String charset, String mark, String name) throws IOException {
        // Given
        Path file = write((mark + LINE).getBytes(Charset.forName(charset)));

        // When // Then
        assertComplaint(file, "events is " + name + " text: save it as UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "28b52ffd0458, packed with zstd: unpack it first",
        "425a6839314159, packed with bzip2: unpack it first",
        "fd377a585a0000, packed with xz: unpack it first",
        "04224d186440, packed with lz4: unpack it first",
        "377abcaf271c0004, a 7z archive: unpack it first",
        "504b030414000800, a zip archive",
        "5041523115041518, a Parquet file: export it",
        "4f5243112233, an ORC file: export it",
        "53514c69746520666f726d6174203300, a SQLite database: export it",
        "d0cf11e0a1b11ae1, Microsoft Office: export it",
        "4f626a0104146176, an Avro container file: name it with --format clickevent-avro"
    })
    void shouldNameThePackerOrTheProgram(String head, String complaint) throws IOException {
        // Given
        Path file = write(HexFormat.of().parseHex(head));

        // When // Then
        assertComplaint(file, complaint);
    }

    @Test
    void shouldNameWhatIsInsideGzip() throws IOException {
        // Given
        byte[] tar = new byte[1_024];
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
        Path file = write(gzip(tar));

        // When // Then
        assertComplaint(file, "events, unpacked, is a tar archive: unpack it first");
        assertComplaint(write(gzip(gzip(LINE.getBytes(UTF_8)))), "packed with gzip twice: unpack it once");
    }

    @Test
    void shouldNameAZipArchiveThatIsReadAsAvro() throws IOException {
        // Given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("events.avro"));
        }
        Path file = write(bytes.toByteArray());

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file.toString(), EventFormat.CLICKEVENT_AVRO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("events is a zip archive");
    }

    @ParameterizedTest
    @EnumSource(value = EventFormat.class, names = "CLICKEVENT_AVRO", mode = EnumSource.Mode.EXCLUDE)
    void shouldNotWaitForMoreThanAShortFileHolds(EventFormat format) throws IOException {
        // Given
        Path file = write(new byte[] {'\n'});

        // When
        List<ClickEvent> events = ReadEvents.all(file.toString(), format);

        // Then
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12, 40})
    void shouldNameAGzipFileThatIsCutOff(int length) throws IOException {
        // Given
        Path file = write(java.util.Arrays.copyOf(gzip(LINE.getBytes(UTF_8)), length));

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file.toString(), EventFormat.CLICKEVENT_JSON))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("events");
    }

    @Test
    void shouldReadGzipFilesOneAfterTheOther() throws IOException {
        // Given
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gzip(LINE.getBytes(UTF_8)));
        both.write(gzip(LINE.getBytes(UTF_8)));
        Path file = write(both.toByteArray());

        // When
        List<ClickEvent> events = ReadEvents.all(file.toString(), EventFormat.CLICKEVENT_JSON);

        // Then
        assertThat(events).hasSize(2);
    }

    private void assertComplaint(Path file, String complaint) {
        for (MalformedPolicy policy : MalformedPolicy.values()) {
            assertThatThrownBy(() -> EventFile.open(file.toString(), EventFormat.CLICKEVENT_JSON, policy))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(complaint);
        }
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("events"), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
