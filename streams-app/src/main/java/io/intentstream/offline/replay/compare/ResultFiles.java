package io.intentstream.offline.replay.compare;

import io.intentstream.offline.replay.ReplayException;
import io.intentstream.offline.replay.ResultFormat;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;

/** Results in files of one format: a single file, or all files of a folder. */
public final class ResultFiles implements ResultSet {
    /** Approximate ratio of the records' size to the files' size. */
    private static final int COMPRESSION = 5;

    private final Path path;
    private final List<Path> files;
    private final ResultFormat format;

    /** @throws ReplayException when there is no such file, or the folder holds files of several formats */
    public ResultFiles(Path path) {
        this.path = path;
        try (Stream<Path> found = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
            files = found.filter(file -> !Files.isDirectory(path) || isPart(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(path, ResultFormat.AVRO, e);
        }
        if (files.isEmpty()) {
            throw new ReplayException("There is no .avro or .parquet file in " + path
                    + ": name the folder of one kind of results, such as OUT/intents");
        }
        List<ResultFormat> formats =
                files.stream().map(ResultFiles::formatOf).distinct().toList();
        if (formats.size() > 1) {
            throw new ReplayException(path + " holds files of " + formats.get(0) + " and of " + formats.get(1)
                    + ", so they come from two replays: delete those of one");
        }
        format = formats.get(0);
    }

    private static boolean isPart(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".")
                && Arrays.stream(ResultFormat.values()).anyMatch(format -> name.endsWith("." + format.id()));
    }

    private static ResultFormat formatOf(Path file) {
        return file.toString().endsWith("." + ResultFormat.PARQUET.id()) ? ResultFormat.PARQUET : ResultFormat.AVRO;
    }

    /** Parquet files hold values in columns, not the bytes of topics. */
    @Override
    public boolean hasBytes() {
        return format == ResultFormat.AVRO;
    }

    @Override
    public String describe() {
        return path.toString();
    }

    @Override
    public long estimatedBytes() {
        return COMPRESSION * files.stream().mapToLong(ResultFiles::size).sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, ResultFormat.AVRO, e);
        }
    }

    @Override
    public boolean isCompacted() {
        return false;
    }

    @Override
    public void read(ResultCursor reader) {
        files.forEach(file -> {
            if (format == ResultFormat.AVRO) {
                readAvro(file, reader);
            } else {
                readParquet(file, reader);
            }
        });
    }

    private static void readParquet(Path file, ResultCursor reader) {
        try {
            ParquetResults.read(file, reader);
        } catch (IOException | RuntimeException e) {
            throw e instanceof ReplayException own ? own : unreadable(file, ResultFormat.PARQUET, e);
        }
    }

    private static void readAvro(Path file, ResultCursor reader) {
        try (DataFileReader<Object> blocks = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            Schema schema = blocks.getSchema();
            requireResults(file, schema);
            while (blocks.hasNext()) {
                ByteBuffer block = blocks.nextBlock();
                read(schema, block, blocks.getBlockCount(), reader);
            }
            if (blocks.previousSync() < Files.size(file)) {
                throw new EOFException("it ends in the middle of a block");
            }
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(file, ResultFormat.AVRO, e);
        }
    }

    /** Splits a block into records: the decoder shows where each record ends. */
    private static void read(Schema schema, ByteBuffer block, long count, ResultCursor reader) throws IOException {
        byte[] bytes = new byte[block.remaining()];
        block.get(bytes);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        int from = 0;
        for (long i = 0; i < count; i++) {
            SpecificRecord record = Result.decode(schema, decoder);
            int to = bytes.length - decoder.inputStream().available();
            reader.result(Result.of(record, schema, Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
    }

    static void requireResults(Path file, Schema schema) {
        if (!Result.isResult(schema)) {
            throw new ReplayException(
                    file + " holds records of type " + schema.getFullName()
                            + ": only intents, profiles, audience events, session outcomes and recommendations can be compared");
        }
    }

    private static ReplayException unreadable(Path file, ResultFormat format, Exception e) {
        if (!Files.exists(file)) {
            return new ReplayException("There is no file or folder " + file + ": check the path", e);
        }
        String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
        String kind = format == ResultFormat.AVRO ? "an Avro container file" : "a Parquet file that 'replay' wrote";
        return new ReplayException(
                file + " can't be read as " + kind + " (" + why + "): check the path, and that the file is complete",
                e);
    }
}
