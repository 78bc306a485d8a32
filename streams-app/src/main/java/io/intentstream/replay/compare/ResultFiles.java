package io.intentstream.replay.compare;

import io.intentstream.replay.ReplayException;
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

/** Results in Avro container files: one file, or all {@code .avro} files of a folder. */
public final class ResultFiles implements ResultSet {
    /** What files take less than the records in them, about. */
    private static final int COMPRESSION = 5;

    private final Path path;
    private final List<Path> files;

    /** @throws ReplayException when there is no such file */
    public ResultFiles(Path path) {
        this.path = path;
        try (Stream<Path> found = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
            files = found.filter(file -> !Files.isDirectory(path) || isPart(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        if (files.isEmpty()) {
            throw new ReplayException("There is no .avro file in " + path
                    + ": name the folder of intents or that of profiles, such as OUT/intents");
        }
    }

    private static boolean isPart(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".avro") && !name.startsWith(".");
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
            throw unreadable(file, e);
        }
    }

    @Override
    public boolean isCompacted() {
        return false;
    }

    @Override
    public void read(Reader reader) {
        files.forEach(file -> read(file, reader));
    }

    private static void read(Path file, Reader reader) {
        try (DataFileReader<Object> blocks = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            Schema schema = blocks.getSchema();
            if (!Result.TYPES.contains(schema.getName())) {
                throw new ReplayException(file + " holds records of type " + schema.getFullName()
                        + ": only intents and profiles can be compared");
            }
            while (blocks.hasNext()) {
                ByteBuffer block = blocks.nextBlock();
                read(schema, block, blocks.getBlockCount(), reader);
            }
            if (blocks.previousSync() < Files.size(file)) {
                throw new EOFException("it ends in the middle of a block");
            }
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** Cuts a block into records: the decoder tells where each of them ends. */
    private static void read(Schema schema, ByteBuffer block, long count, Reader reader) throws IOException {
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

    private static ReplayException unreadable(Path file, Exception e) {
        return new ReplayException(
                file + " can't be read as an Avro container file (" + e.getMessage()
                        + "): check the path, and that the file is complete",
                e);
    }
}
