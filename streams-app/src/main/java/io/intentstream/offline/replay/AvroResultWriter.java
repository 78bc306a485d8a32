package io.intentstream.offline.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.avro.EncodedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes an Avro container file, block by block. */
final class AvroResultWriter implements ResultWriter {
    /** Files are no larger than at level 1, and are written faster. */
    private static final int ZSTANDARD_LEVEL = -1;
    /** Bytes of a block, before compression. */
    private static final int BLOCK = 256 << 10;

    private final DataFileWriter<GenericRecord> out;

    AvroResultWriter(Path file, Schema schema) throws IOException {
        this.out = new DataFileWriter<>(new GenericDatumWriter<>(schema));
        out.setSyncInterval(BLOCK);
        out.setCodec(CodecFactory.zstandardCodec(ZSTANDARD_LEVEL, true, true));
        out.create(schema, Files.newOutputStream(file), syncMarker(schema));
    }

    /** A fixed marker: Avro would choose a random one, so that no two files would be the same. */
    private static byte[] syncMarker(Schema schema) {
        UUID marker = UUID.nameUUIDFromBytes(schema.getFullName().getBytes(UTF_8));
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(marker.getMostSignificantBits())
                .putLong(marker.getLeastSignificantBits())
                .array();
    }

    @Override
    public void write(EncodedRecord<?> result) throws IOException {
        out.appendEncoded(result.encoding());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
