package io.intentstream.offline.replay.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.replay.ReplayException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * One side's results, distributed by user over temporary files. A partition has the same users on both sides.
 */
final class HashPartitions implements ResultSet.ResultCursor, AutoCloseable {
    private static final int BUFFERS = 16 << 20;
    /** Marks a tombstone, in the place of a schema's number. */
    private static final int TOMBSTONE = -1;

    private static final int LARGEST_BUFFER = 1 << 16;

    private final List<Path> files = new ArrayList<>();
    private final List<DataOutputStream> out = new ArrayList<>();
    private final List<Schema> schemas = new ArrayList<>();
    private final TailOfTime tail;
    private long tombstones;
    private long end;

    private HashPartitions(Path folder, String side, int count, TailOfTime tail) throws IOException {
        this.tail = tail;
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(side + "-" + i);
            files.add(file);
            out.add(new DataOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(file), Math.min(LARGEST_BUFFER, BUFFERS / count))));
        }
    }

    /** Reads a side to its end. */
    static HashPartitions of(ResultSet side, Path folder, String name, int count, TailOfTime tail) {
        try (HashPartitions partitions = new HashPartitions(folder, name, count, tail)) {
            side.read(partitions);
            return partitions;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public void result(Result result) {
        end = Math.max(end, tail.due(result));
        try {
            DataOutputStream file = fileOf(result.userId());
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
    public void tombstone(String userId) {
        tombstones++;
        try {
            byte[] user = userId.getBytes(UTF_8);
            DataOutputStream file = fileOf(userId);
            file.writeInt(TOMBSTONE);
            file.writeInt(user.length);
            file.write(user);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private DataOutputStream fileOf(String userId) {
        return out.get((int) Math.floorMod(WindowEvent.hash(userId), (long) out.size()));
    }

    long tombstones() {
        return tombstones;
    }

    /** When the latest of the side's changes fell due, epoch milliseconds. */
    long end() {
        return end;
    }

    List<Schema> schemas() {
        return schemas;
    }

    /** Reads the results of a partition in their order. */
    void read(int partition, ResultSet.ResultCursor reader) {
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(Files.newInputStream(files.get(partition)), LARGEST_BUFFER))) {
            while (in.available() > 0) {
                int schema = in.readInt();
                byte[] bytes = in.readNBytes(in.readInt());
                if (schema == TOMBSTONE) {
                    reader.tombstone(new String(bytes, UTF_8));
                } else {
                    reader.result(Result.of(schemas.get(schema), bytes));
                }
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
                "The temporary files cannot be used (" + e + "): make room, or name another folder with"
                        + " -Djava.io.tmpdir in INTENTSTREAM_JAVA_OPTS",
                e);
    }
}
