package io.intentstream.replay.compare;

import io.intentstream.replay.ReplayException;
import io.intentstream.state.Click;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/** One side's results, dealt by user into temporary files, so that both sides' files of a number hold the same users. */
final class Buckets implements ResultSet.Reader, AutoCloseable {
    private static final int BUFFERS = 16 << 20;
    private static final int LARGEST_BUFFER = 1 << 16;

    private final List<Path> files = new ArrayList<>();
    private final List<DataOutputStream> out = new ArrayList<>();
    private final List<Schema> schemas = new ArrayList<>();
    private long tombstones;

    private Buckets(Path folder, String side, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(side + "-" + i);
            files.add(file);
            out.add(new DataOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(file), Math.min(LARGEST_BUFFER, BUFFERS / count))));
        }
    }

    /** Reads a side to its end. */
    static Buckets deal(ResultSet side, Path folder, String name, int count) {
        try (Buckets buckets = new Buckets(folder, name, count)) {
            side.read(buckets);
            return buckets;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public void result(Result result) {
        try {
            DataOutputStream file = out.get((int) Math.floorMod(Click.hash(result.userId()), (long) out.size()));
            file.writeInt(number(result.schema()));
            file.writeInt(result.payload().length);
            file.write(result.payload());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private int number(Schema schema) {
        int number = schemas.indexOf(schema);
        if (number < 0) {
            number = schemas.size();
            schemas.add(schema);
        }
        return number;
    }

    @Override
    public void tombstone() {
        tombstones++;
    }

    long tombstones() {
        return tombstones;
    }

    List<Schema> schemas() {
        return schemas;
    }

    /** Hands on a bucket's results in their order. */
    void read(int bucket, Consumer<Result> reader) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(files.get(bucket)), LARGEST_BUFFER))) {
            while (in.available() > 0) {
                Schema schema = schemas.get(in.readInt());
                reader.accept(Result.of(schema, in.readNBytes(in.readInt())));
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (DataOutputStream file : out) {
            file.close();
        }
    }

    static ReplayException unusable(IOException e) {
        return new ReplayException(
                "The temporary files can't be used (" + e + "): make room, or name another folder with"
                        + " -Djava.io.tmpdir in INTENTSTREAM_JAVA_OPTS",
                e);
    }
}
