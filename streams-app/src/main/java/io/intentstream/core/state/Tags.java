package io.intentstream.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tags that apply to a user, oldest first, each with the event time since which it has applied without interruption.
 */
public final class Tags {
    private final SmallStringIndex names = new SmallStringIndex();
    private long[] since = new long[4];

    /** Number of tags. */
    public int size() {
        return names.size();
    }

    /** Name of the i-th tag. */
    public String name(int i) {
        return names.get(i);
    }

    /** Event time since which the i-th tag has applied, epoch milliseconds. */
    public long since(int i) {
        return since[i];
    }

    /** Whether a tag applies. */
    public boolean contains(String name) {
        return names.indexOf(name) >= 0;
    }

    void set(String name, boolean applies, long time) {
        int place = names.indexOf(name);
        if (applies && place < 0) {
            begin(name, time);
        } else if (!applies && place >= 0) {
            end(place);
        }
    }

    /**
     * Makes {@code prefix + rest} the only tag that begins with {@code prefix}.
     *
     * @param rest null removes the tag with the prefix
     */
    void setOnly(String prefix, @Nullable String rest, long time) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).startsWith(prefix)) {
                if (rest != null && isMadeOf(names.get(i), prefix, rest)) {
                    return;
                }
                end(i);
            }
        }
        if (rest != null) {
            begin(prefix + rest, time);
        }
    }

    private static boolean isMadeOf(String name, String prefix, String rest) {
        return name.length() == prefix.length() + rest.length() && name.endsWith(rest);
    }

    private void begin(String name, long time) {
        int place = names.add(name);
        if (place == since.length) {
            since = Arrays.copyOf(since, 2 * place);
        }
        since[place] = time;
    }

    private void end(int place) {
        System.arraycopy(since, place + 1, since, place, names.size() - 1 - place);
        names.remove(place);
    }

    void write(StateWriter out) {
        out.writeUnsigned(names.size());
        for (int i = 0; i < names.size(); i++) {
            out.writeText(names.get(i));
            out.writeSigned(since[i]);
        }
    }

    void read(StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            begin(TagRule.currentName(in.readName()), in.readSigned());
        }
    }
}
