package io.intentstream.offline.training.items;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Amounts and numbers of different users by pair. When too many pairs are in memory they are written to a file, sorted, and
 * the files are merged at the end: memory has a bound. Belongs to one thread, which shows it user after user.
 */
final class PairCounts {
    /** Up to four places for each pair, just after the table has grown. */
    static final int BYTES_EACH = 4 * (2 * Long.BYTES + 2 * Integer.BYTES);

    private final Path folder;
    private final int most;
    private final List<Path> files = new ArrayList<>();
    private long[] keys = new long[1 << 12];
    private long[] amounts = new long[keys.length];
    private int[] users = new int[keys.length];
    private int[] lastUser = new int[keys.length];
    private int size;
    private int user = 1;

    /**
     * @param folder for files, when there are too many pairs
     * @param most pairs in memory after a user, each of up to {@value #BYTES_EACH} bytes
     */
    PairCounts(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /** Receives pairs in the order of their keys. */
    interface Visitor {
        /**
         * @param first number of the pair's first member
         * @param second number of its second member
         */
        void pair(int first, int second, long amount, int users);
    }

    /** Adds to a pair, for the user in progress. */
    void add(int first, int second, long amount) {
        // 0 marks an empty place, so keys begin with 1.
        long key = ((long) first << 32 | second) + 1;
        int place = place(key);
        if (keys[place] == 0) {
            if (2 * (size + 1) > keys.length) {
                grow();
                place = place(key);
            }
            keys[place] = key;
            size++;
        }
        amounts[place] += amount;
        if (lastUser[place] != user) {
            lastUser[place] = user;
            users[place]++;
        }
    }

    private int place(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        int place = (int) (hash >>> 32) & keys.length - 1;
        while (keys[place] != 0 && keys[place] != key) {
            place = place + 1 & keys.length - 1;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldAmounts = amounts;
        int[] oldUsers = users;
        int[] oldLast = lastUser;
        allocate(2 * oldKeys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                amounts[place] = oldAmounts[i];
                users[place] = oldUsers[i];
                lastUser[place] = oldLast[i];
            }
        }
    }

    private void allocate(int capacity) {
        keys = new long[capacity];
        amounts = new long[capacity];
        users = new int[capacity];
        lastUser = new int[capacity];
    }

    /** Ends the user in progress: what is added next is another user's. */
    void endUser() {
        user++;
        if (size > most) {
            spill();
        }
    }

    private void spill() {
        try {
            Path file = Files.createTempFile(folder, "pairs-", ".bin");
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                InMemory sorted = new InMemory();
                while (sorted.next()) {
                    out.writeLong(sorted.key);
                    out.writeLong(sorted.amount);
                    out.writeInt(sorted.users);
                }
            }
            files.add(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Pairs cannot be written into " + folder, e);
        }
        allocate(1 << 12);
        size = 0;
    }

    /** Shows all pairs of several counts, each pair once, with the sums of its amounts and users. No user may be in two counts. */
    static void merge(List<PairCounts> counts, Visitor visitor) {
        PriorityQueue<Cursor> cursors = new PriorityQueue<>((a, b) -> Long.compare(a.key, b.key));
        try {
            for (PairCounts each : counts) {
                add(each.new InMemory(), cursors);
                for (Path file : each.files) {
                    add(new InFile(file), cursors);
                }
            }
            while (!cursors.isEmpty()) {
                long key = cursors.peek().key;
                long amount = 0;
                int users = 0;
                while (!cursors.isEmpty() && cursors.peek().key == key) {
                    Cursor cursor = cursors.poll();
                    amount += cursor.amount;
                    users += cursor.users;
                    add(cursor, cursors);
                }
                visitor.pair((int) (key - 1 >>> 32), (int) (key - 1), amount, users);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Pairs cannot be read", e);
        }
    }

    private static void add(Cursor cursor, PriorityQueue<Cursor> cursors) throws IOException {
        if (cursor.next()) {
            cursors.add(cursor);
        }
    }

    /** Pairs in the order of their keys. */
    private abstract static class Cursor {
        long key;
        long amount;
        int users;

        abstract boolean next() throws IOException;
    }

    private final class InMemory extends Cursor {
        private final long[] sorted = Arrays.stream(PairCounts.this.keys)
                .filter(key -> key != 0)
                .sorted()
                .toArray();
        private int at;

        @Override
        boolean next() {
            if (at == sorted.length) {
                return false;
            }
            key = sorted[at++];
            int place = place(key);
            amount = PairCounts.this.amounts[place];
            users = PairCounts.this.users[place];
            return true;
        }
    }

    private static final class InFile extends Cursor {
        private final DataInputStream in;
        private long left;

        InFile(Path file) throws IOException {
            left = Files.size(file) / (2 * Long.BYTES + Integer.BYTES);
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        }

        @Override
        boolean next() throws IOException {
            if (left-- <= 0) {
                in.close();
                return false;
            }
            key = in.readLong();
            amount = in.readLong();
            users = in.readInt();
            return true;
        }
    }
}
