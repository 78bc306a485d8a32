package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.ClickEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PipeInputTest {
    private static final byte[] LINE = "1,20,300,pv,1511544070\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private Path pipe;

    @BeforeEach
    void makePipe() throws Exception {
        pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
    }

    @Test
    void shouldReadANamedPipe() throws IOException {
        // Given
        CompletableFuture<Void> writing = write(LINE, LINE);

        // When
        List<ClickEvent> events = ReadEvents.all(pipe.toString(), EventFormat.TAOBAO);

        // Then
        assertThat(events).hasSize(2);
        writing.join();
    }

    @Test
    void shouldReadPackedFilesThatComeOneAfterTheOther() throws IOException {
        // Given
        CompletableFuture<Void> writing = write(gzip(LINE), gzip(LINE));

        // When
        List<ClickEvent> events = ReadEvents.all(pipe.toString(), EventFormat.TAOBAO);

        // Then
        assertThat(events).hasSize(2);
        writing.join();
    }

    @Test
    void shouldSayThatAPipeCanBeReadOnlyOnce() {
        // Given
        List<String> twice = List.of(pipe.toString(), pipe.toString());

        // When // Then
        assertThatThrownBy(() -> EventFile.requireNoneTwice(twice))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(pipe + " is named twice, but can be read only once");
        assertThatThrownBy(() -> EventFile.requireNoneTwice(List.of("-", "/dev/stdin")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("can be read only once");
        assertThatThrownBy(() -> EventFile.open(pipe.toString(), EventFormat.CLICKEVENT_AVRO, MalformedPolicy.FAIL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Avro files can't be read from standard input or a pipe");
    }

    @Test
    void shouldAllowAFileTwice() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(folder, "");

        // When
        EventFile.requireNoneTwice(List.of(file, file));

        // Then
        assertThat(EventFile.isReadOnce(file)).isFalse();
    }

    private CompletableFuture<Void> write(byte[]... parts) {
        return CompletableFuture.runAsync(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                for (byte[] part : parts) {
                    out.write(part);
                    out.flush();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
