package io.intentstream.core.recommendation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code items.bin}: the bytes {@code ITEM}, the version (1), and the tables, column after column, all
 * numbers big-endian. A text is its length in bytes and its UTF-8; a list of rows is the length of each row, then indices
 * and weights.
 */
final class ItemsFile {
    private static final byte[] MAGIC = "ITEM".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;

    private ItemsFile() {}

    /** The tables as bytes. Equal tables produce equal bytes. */
    static byte[] toBytes(ItemTables tables) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeByte(VERSION);
            out.writeInt(tables.categories());
            for (int i = 0; i < tables.categories(); i++) {
                writeText(tables.categoryId(i), out);
            }
            out.writeInt(tables.brands());
            for (int i = 0; i < tables.brands(); i++) {
                writeText(tables.brand(i), out);
            }
            out.writeInt(tables.items());
            for (int i = 0; i < tables.items(); i++) {
                writeText(tables.itemId(i), out);
                out.writeInt(tables.categoryOf(i));
                out.writeInt(tables.brandOf(i));
                out.writeFloat(tables.logPrice(i));
                out.writeInt(tables.users(i));
                out.writeFloat(tables.popularity(i));
            }
            write(tables.related(RelatedKind.ALSO_VIEWED), out);
            write(tables.related(RelatedKind.ALSO_BOUGHT), out);
            write(tables.bestsellers(), out);
            write(tables.transitions(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static void write(RankedLists lists, DataOutputStream out) throws IOException {
        out.writeInt(lists.rows());
        out.writeInt(lists.entries());
        for (int row = 0; row < lists.rows(); row++) {
            out.writeInt(lists.end(row) - lists.start(row));
        }
        for (int i = 0; i < lists.entries(); i++) {
            out.writeInt(lists.index(i));
            out.writeFloat(lists.weight(i));
        }
    }

    /**
     * Parses the tables.
     *
     * @param file path of the file, for messages
     * @throws ItemsBundleException when the content is of another version, too short, too long or no such file
     */
    static ItemTables parse(Path file, byte[] content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw damaged(file, "does not begin with ITEM", null);
            }
            int version = in.readByte();
            if (version != VERSION) {
                throw new ItemsBundleException(
                        file,
                        "has version " + version + ", and this release reads version " + VERSION,
                        "Use the release that trained the bundle, or train it again.");
            }
            ItemTables tables = read(in, content.length);
            if (in.available() > 0) {
                throw damaged(file, "has " + in.available() + " bytes after its end", null);
            }
            return tables;
        } catch (EOFException e) {
            throw damaged(file, "ends after " + content.length + " bytes, before its end", e);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw damaged(file, "is not readable: " + e.getMessage(), e);
        }
    }

    private static ItemTables read(DataInputStream in, int most) throws IOException {
        String[] categories = readTexts(in, most);
        String[] brands = readTexts(in, most);
        int items = readCount(in, most);
        String[] ids = new String[items];
        int[] categoryOf = new int[items];
        int[] brandOf = new int[items];
        float[] logPrice = new float[items];
        int[] users = new int[items];
        float[] popularity = new float[items];
        for (int i = 0; i < items; i++) {
            ids[i] = readText(in);
            categoryOf[i] = readIndex(in, categories.length, ItemTables.NONE);
            brandOf[i] = readIndex(in, brands.length, ItemTables.NONE);
            logPrice[i] = in.readFloat();
            users[i] = in.readInt();
            popularity[i] = in.readFloat();
        }
        return new ItemTables(
                ids,
                categoryOf,
                brandOf,
                logPrice,
                users,
                popularity,
                categories,
                brands,
                readLists(in, items, items, most),
                readLists(in, items, items, most),
                readLists(in, categories.length, items, most),
                readLists(in, categories.length, categories.length, most));
    }

    private static String[] readTexts(DataInputStream in, int most) throws IOException {
        String[] texts = new String[readCount(in, most)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = readText(in);
        }
        return texts;
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return new String(bytes, UTF_8);
    }

    private static RankedLists readLists(DataInputStream in, int rows, int indices, int most) throws IOException {
        if (in.readInt() != rows) {
            throw new IllegalArgumentException("a list has another number of rows than " + rows);
        }
        int entries = readCount(in, most);
        int[] starts = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            starts[row + 1] = starts[row] + readCount(in, entries);
        }
        if (starts[rows] != entries) {
            throw new IllegalArgumentException("the rows of a list have " + starts[rows] + " entries, not " + entries);
        }
        int[] index = new int[entries];
        float[] weight = new float[entries];
        for (int i = 0; i < entries; i++) {
            index[i] = readIndex(in, indices, 0);
            weight[i] = in.readFloat();
        }
        return new RankedLists(starts, index, weight);
    }

    /** A count; damaged bytes must not allocate large arrays. */
    private static int readCount(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("a count is " + count);
        }
        return count;
    }

    private static int readIndex(DataInputStream in, int end, int least) throws IOException {
        int index = in.readInt();
        if (index < least || index >= end) {
            throw new IllegalArgumentException("an index is " + index + ", and there are " + end);
        }
        return index;
    }

    private static ItemsBundleException damaged(Path file, String problem, @Nullable Exception cause) {
        return new ItemsBundleException(file, problem, "The file is damaged: copy the whole bundle again.", cause);
    }
}
