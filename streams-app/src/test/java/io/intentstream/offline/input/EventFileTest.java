package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.ClickEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFileTest {

    private static final String GOOD = "1,20,300,pv,1511544070";

    @TempDir
    private Path directory;

    @Test
    void shouldDetectGzipByContent() throws IOException {
        // Given
        String plain = TemporaryEventFile.plain(directory, GOOD, GOOD);
        List<ClickEvent> expected = ReadEvents.all(plain, EventFormat.TAOBAO);
        String gzip = TemporaryEventFile.gzip(directory, GOOD, GOOD);

        // When
        List<ClickEvent> events = ReadEvents.all(gzip, EventFormat.TAOBAO);

        // Then
        assertThat(events).hasSize(2).isEqualTo(expected);
    }

    @Test
    void shouldAssignReproducibleIdsThatDependOnContent() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, GOOD, GOOD, "2,20,300,pv,1511544070");

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.TAOBAO);

        // Then
        assertThat(events).extracting(ClickEvent::getEventId).doesNotHaveDuplicates();
        assertThat(ReadEvents.all(file, EventFormat.TAOBAO)).isEqualTo(events);
    }

    @Test
    void shouldReadWindowsFilesWithByteOrderMarkBlankLinesAndNoLastLineBreak() throws IOException {
        // Given
        Path file = directory.resolve("windows.csv");
        Files.writeString(file, "\uFEFF" + GOOD + "\r\n\r\n  \n" + GOOD);

        // When
        List<ClickEvent> events = ReadEvents.all(file.toString(), EventFormat.TAOBAO);

        // Then
        assertThat(events).extracting(ClickEvent::getUserId).containsExactly("1", "1");
        assertThat(events.get(1).getEventId()).startsWith("taobao-4-");
    }

    @Test
    void shouldReadNothingFromAnEmptyFile() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory);

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.TAOBAO);

        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void shouldReadLinesThatCrossBufferBoundaries() throws IOException {
        // Given
        String[] lines = new String[20_000];
        Arrays.setAll(lines, i -> i + ",20,300,pv,1511544070");
        String file = TemporaryEventFile.plain(directory, lines);

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.TAOBAO);

        // Then
        assertThat(events).hasSize(20_000);
        assertThat(events.get(19_999).getUserId()).isEqualTo("19999");
    }

    @Test
    void shouldCountAndDescribeSkippedMalformedLines() throws IOException {
        // Given
        String tooLong = "x".repeat(LineReader.LONGEST_LINE * 2);
        String file = TemporaryEventFile.plain(directory, GOOD, "garbage", tooLong, "\u00e9", GOOD);

        // When
        EventSource source = EventFile.open(file, EventFormat.TAOBAO, MalformedPolicy.SKIP_AND_COUNT);
        List<ClickEvent> events = ReadEvents.all(source);

        // Then
        assertThat(events)
                .extracting(ClickEvent::getEventId)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("taobao-1-"),
                        last -> assertThat(last).startsWith("taobao-5-"));
        assertThat(source.malformed().count()).isEqualTo(3);
        assertThat(source.malformed().first())
                .extracting(MalformedLine::describe)
                .contains(file + " line 3, whole line: expected at most 1048576 bytes");
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() throws IOException {
        // Given
        Path file = directory.resolve("latin1.csv");
        Files.write(file, new byte[] {'1', ',', (byte) 0xE9, ',', '3', ',', 'p', 'v', ',', '4'});

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file.toString(), EventFormat.TAOBAO))
                .hasMessageContaining("line 1, column 2 (item): expected valid UTF-8");
    }

    @Test
    void shouldReportTruncatedGzipFile() throws IOException {
        // Given
        Path file = Path.of(TemporaryEventFile.gzip(directory, GOOD, GOOD));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 12));

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file.toString(), EventFormat.TAOBAO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file + ", bytes " + (bytes.length - 12) + " to " + (bytes.length - 12)
                        + ": the gzip data are cut off after line ");
    }

    @Test
    void shouldReadLinesBeforeEndOfTruncatedGzipFile() throws IOException {
        // Given
        String[] lines = new String[20_000];
        Arrays.setAll(lines, i -> i + "," + i * 31 % 977 + ",300,pv,1511544070");
        Path file = Path.of(TemporaryEventFile.gzip(directory, lines));
        List<ClickEvent> whole = ReadEvents.all(file.toString(), EventFormat.TAOBAO);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        // When
        EventSource source = skippingCorrupt(file);
        List<ClickEvent> events = ReadEvents.all(source);

        // Then
        assertThat(events.size()).isBetween(8_000, 12_000);
        assertThat(events).isEqualTo(whole.subList(0, events.size()));
        assertThat(source.corrupt())
                .containsExactly(new CorruptBlock(
                        file.toString(),
                        bytes.length / 2,
                        bytes.length / 2,
                        "the gzip data are cut off after line " + events.size()));
        assertThat(source.next()).isNull();
    }

    @Test
    void shouldReadEveryLineBeforeDamagedByteOfGzipFile() throws IOException {
        // Given
        Path file = directory.resolve("damaged.csv.gz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int damaged;
        try (GZIPOutputStream out = new GZIPOutputStream(bytes, true)) {
            out.write((GOOD + "\n").repeat(1_000).getBytes());
            out.flush();
            damaged = bytes.size();
            out.write((GOOD + "\n").repeat(1_000).getBytes());
        }
        byte[] content = bytes.toByteArray();
        content[damaged] = (byte) 0xFF; // begins a block of an invalid type
        Files.write(file, content);

        // When
        EventSource source = skippingCorrupt(file);

        // Then
        assertThat(ReadEvents.all(source)).hasSize(1_000);
        assertThat(source.corrupt()).hasSize(1);
        CorruptBlock rest = source.corrupt().get(0);
        assertThat(rest.from()).isBetween((long) damaged, damaged + 1L);
        assertThat(rest.to()).isEqualTo(content.length);
        assertThat(rest.reason()).contains("invalid block type").endsWith("after line 1000");
        assertThatThrownBy(() -> ReadEvents.all(file.toString(), EventFormat.TAOBAO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(rest.describe())
                .hasMessageContaining("--skip-corrupt");
    }

    @Test
    void shouldReportGzipMemberWithDamagedHeader() throws IOException {
        // Given
        Path file = Path.of(TemporaryEventFile.gzip(directory, GOOD, GOOD + "\n"));
        byte[] part = Files.readAllBytes(file);
        byte[] both = Arrays.copyOf(part, part.length * 2);
        System.arraycopy(part, 0, both, part.length, part.length);
        Files.write(file, both);
        List<ClickEvent> ofBoth = ReadEvents.all(file.toString(), EventFormat.TAOBAO);
        both[part.length] = 0;
        Files.write(file, both);

        // When
        EventSource source = skippingCorrupt(file);

        // Then
        assertThat(ofBoth).hasSize(4);
        assertThat(ReadEvents.all(source)).hasSize(2);
        assertThat(source.corrupt())
                .containsExactly(new CorruptBlock(
                        file.toString(), part.length, both.length, "what follows is not gzip data after line 2"));
    }

    @Test
    void shouldReportThatPlainFileEndsWithinALine() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, GOOD, GOOD.substring(0, 8));

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.TAOBAO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file + " line 2, ")
                .hasMessageContaining("the file ends within this line, so it may be cut off");
    }

    private static EventSource skippingCorrupt(Path file) {
        return EventFile.open(
                file.toString(),
                FileFormat.of(EventFormat.TAOBAO),
                MalformedPolicy.FAIL,
                MalformedPolicy.SKIP_AND_COUNT);
    }

    @Test
    void shouldReportMissingFile() {
        // Given
        String file = directory.resolve("nowhere.csv").toString();

        // When // Then
        assertThatThrownBy(() -> EventFile.open(file, EventFormat.TAOBAO, MalformedPolicy.FAIL))
                .isInstanceOf(InputException.class)
                .hasMessage("There is no file " + file + ": check the path");
    }

    @Test
    void shouldReportThatADirectoryIsNotAFile() {
        // Given
        String file = directory.toString();

        // When // Then
        assertThatThrownBy(() -> EventFile.open(file, EventFormat.TAOBAO, MalformedPolicy.FAIL))
                .isInstanceOf(InputException.class)
                .hasMessage(file + " is a directory: name one file");
    }

    @Test
    void shouldReadFromStream() {
        // Given
        ByteArrayInputStream bytes = new ByteArrayInputStream((GOOD + "\n").getBytes());

        // When
        var source = new FileEventSource(
                EventFile.lines(
                        new LineFile.LineOrigin("standard input", 0, () -> 0),
                        bytes,
                        MalformedPolicy.FAIL,
                        MalformedPolicy.FAIL),
                new TaobaoParser());

        // Then
        assertThat(ReadEvents.all(source)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CLICKEVENT_JSON | {\"userId\":\"u\",\"eventTime\":1700000000000,\"eventType\":\"login\"}",
                "SEGMENT | {\"type\":\"identify\",\"userId\":\"u\"}\\n{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":\"2024-05-01T10:00:00Z\"}",
                "GA4 | {\"event_name\":\"page_view\",\"event_timestamp\":1700000000000000,\"user_pseudo_id\":\"u\"}",
                "SNOWPLOW | {\"event_id\":\"e\",\"event_name\":\"page_view\",\"derived_tstamp\":\"2024-05-01T10:00:00Z\",\"user_id\":\"u\"}",
                "SNOWPLOW | event_id,collector_tstamp,user_id,event_name\\ne,2024-05-01T10:00:00Z,u,page_view",
                "CSV | eventTime,userId,event\\n2024-05-01T10:00:00Z,u,login",
                "TAOBAO | 1,20,300,pv,1511544070",
                "REES46 | event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session\\n2019-10-01 00:00:00 UTC,view,1,2,c,b,35.79,5,s",
                "CLICKSTREAMDMM | session,seq,t_sec,page,s0,s1,s2,s3,s4,purchase\\n1,1,0,1,0,0,0,0,0.5,1"
            })
    void shouldGuessTheFormatOfWhichAFileHasAnEvent(EventFormat expected, String lines) throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, lines.replace("\\n", "\n"));

        // When // Then
        assertThat(EventFile.guessFormat(file)).contains(expected);
    }

    @Test
    void shouldGuessNothingOfAFileInNoFormat() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, "Aktion;Kunde", "kauf;anna");

        // When // Then
        assertThat(EventFile.guessFormat(file)).isEmpty();
    }
}
