package io.intentstream.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** The labels that apply to a user, each with the event time since when it has applied without a break. */
public final class Tags {
    private final Map<String, Long> since = new LinkedHashMap<>();

    /** Event time in epoch milliseconds by tag name, in the order in which they began to apply; a live view. */
    public Map<String, Long> since() {
        return since;
    }

    void set(String name, boolean applies, long time) {
        if (applies) {
            since.putIfAbsent(name, time);
        } else {
            since.remove(name);
        }
    }

    /** Lets {@code name} be the only tag that begins with {@code prefix}; null ends the one that does. */
    void setOnly(String prefix, String name, long time) {
        if (name != null && since.containsKey(name)) {
            return;
        }
        since.keySet().removeIf(tag -> tag.startsWith(prefix));
        if (name != null) {
            since.put(name, time);
        }
    }

    void write(StateWriter out) {
        out.writeUnsigned(since.size());
        since.forEach((name, time) -> {
            out.writeText(name);
            out.writeSigned(time);
        });
    }

    void read(StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            since.put(in.readText(), in.readSigned());
        }
    }
}
