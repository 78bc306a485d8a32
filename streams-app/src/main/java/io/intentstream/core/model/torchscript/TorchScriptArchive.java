package io.intentstream.core.model.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module as an archive: an uncompressed zip with the module's code, a pickle of its attributes and one
 * record per tensor. Equal modules produce equal bytes.
 *
 * @param className name of the module's class in the code
 * @param code source of the class in TorchScript's dialect of Python, as {@code torch.jit.save} writes it
 * @param attributes the module's attributes, in the order in which the code declares them
 */
public record TorchScriptArchive(String className, String code, Map<String, ScriptValue> attributes) {
    /** The operator set of the code. libtorch 1.13 and later read it without conversion. */
    private static final String OPERATOR_SET = "10";

    /** PyTorch maps tensors from the file into memory, so their bytes must start at multiples of this. */
    private static final int ALIGNMENT = 64;

    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int EXTRA_HEADER_BYTES = 4;

    /** Id of the extra field that PyTorch uses for padding: "FB" in little-endian order. */
    private static final short PADDING_FIELD = 0x4246;

    /** Timestamp of all entries, so that the bytes do not depend on the clock. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);

    /** The bytes of the archive. */
    public byte[] toBytes() {
        PickleWriter.Pickle pickle = PickleWriter.object(className, attributes);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            Records records = new Records(zip, className);
            records.add("data.pkl", pickle.bytes());
            records.add("byteorder", ascii("little"));
            List<float[]> storages = pickle.storages();
            for (int i = 0; i < storages.size(); i++) {
                records.add("data/" + i, littleEndian(storages.get(i)));
            }
            records.add("version", ascii(OPERATOR_SET + "\n"));
            records.add("code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            records.add("constants.pkl", PickleWriter.emptyTuple());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** Writes records one after another and tracks the offset of the next one. */
    private static final class Records {
        private final ZipOutputStream zip;
        private final String folder;
        private long position;

        Records(ZipOutputStream zip, String folder) {
            this.zip = zip;
            this.folder = folder;
        }

        void add(String name, byte[] content) throws IOException {
            ZipEntry entry = new ZipEntry(folder + "/" + name);
            int nameBytes = entry.getName().getBytes(StandardCharsets.UTF_8).length;
            byte[] padding = padding(position + LOCAL_HEADER_BYTES + nameBytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCompressedSize(content.length);
            entry.setCrc(checksum(content));
            entry.setTimeLocal(EPOCH);
            entry.setExtra(padding);
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
            position += LOCAL_HEADER_BYTES + nameBytes + padding.length + content.length;
        }

        private static byte[] padding(long contentWithoutPadding) {
            int fill = (int) Math.floorMod(-(contentWithoutPadding + EXTRA_HEADER_BYTES), (long) ALIGNMENT);
            byte[] field = new byte[EXTRA_HEADER_BYTES + fill];
            Arrays.fill(field, (byte) 'Z');
            ByteBuffer.wrap(field)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort(PADDING_FIELD)
                    .putShort((short) fill);
            return field;
        }

        private static long checksum(byte[] content) {
            CRC32 crc = new CRC32();
            crc.update(content);
            return crc.getValue();
        }
    }
}
