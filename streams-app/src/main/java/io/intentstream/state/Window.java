package io.intentstream.state;

import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The latest events of a user in time order, each with the model's log-odds after it. Events of the same time stand in
 * the order of arrival.
 */
public final class Window {
    private static final int ITEM = 1;
    private static final int CATEGORY = 1 << 1;
    private static final int BRAND = 1 << 2;
    private static final int PRICE = 1 << 3;
    private static final int QUANTITY = 1 << 4;
    private static final int DWELL = 1 << 5;
    private static final int PAGE_TYPE = 1 << 6;
    private static final int CHANNEL = 1 << 7;

    /** Set beside the type, whose number is far below, when attributes follow the details. */
    private static final int ATTRIBUTES = 1 << 7;

    private final List<Click> clicks = new ArrayList<>();
    private float[] logits = new float[16];

    /** Number of events. */
    public int size() {
        return clicks.size();
    }

    /** The i-th event in time order. */
    public Click click(int i) {
        return clicks.get(i);
    }

    /** The latest event; the window must not be empty. */
    public Click last() {
        return clicks.get(clicks.size() - 1);
    }

    /** Uncalibrated log-odds after the i-th event; NaN when the model failed on it. */
    public float logit(int i) {
        return logits[i];
    }

    /** Keeps the log-odds after the i-th event. */
    public void setLogit(int i, float logit) {
        logits[i] = logit;
    }

    /** Place of the event with this id; -1 when it is not in the window. */
    public int indexOf(long id) {
        for (int i = clicks.size() - 1; i >= 0; i--) {
            if (clicks.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    /** Puts an event in its place in time, behind events of the same time, and returns the place. */
    int insert(Click click) {
        int place = clicks.size();
        while (place > 0 && clicks.get(place - 1).time() > click.time()) {
            place--;
        }
        clicks.add(place, click);
        if (logits.length < clicks.size()) {
            logits = Arrays.copyOf(logits, logits.length * 2);
        }
        System.arraycopy(logits, place, logits, place + 1, clicks.size() - 1 - place);
        logits[place] = Float.NaN;
        return place;
    }

    /** First place, at or before {@code index}, that no gap longer than {@code gapMillis} parts from it. */
    public int sessionStart(int index, long gapMillis) {
        int start = index;
        while (start > 0 && clicks.get(start).time() - clicks.get(start - 1).time() <= gapMillis) {
            start--;
        }
        return start;
    }

    /** Categories of the events from {@code first} to {@code last}, both included. */
    public Tally categories(int first, int last) {
        Tally categories = new Tally(SessionSoFar.MAX_NAMES);
        for (int i = first; i <= last; i++) {
            categories.add(clicks.get(i).categoryId());
        }
        return categories;
    }

    /** Removes and returns the oldest events. */
    List<Click> removeOldest(int count) {
        List<Click> oldest = clicks.subList(0, count);
        List<Click> removed = List.copyOf(oldest);
        oldest.clear();
        System.arraycopy(logits, count, logits, 0, clicks.size());
        return removed;
    }

    void write(StateWriter out) {
        out.writeUnsigned(clicks.size());
        long previous = 0;
        for (int i = 0; i < clicks.size(); i++) {
            Click click = clicks.get(i);
            out.writeLong(click.id());
            out.writeSigned(click.time() - previous);
            previous = click.time();
            out.writeByte(click.type().ordinal() | (click.attributes().isEmpty() ? 0 : ATTRIBUTES));
            writeDetails(click, out);
            writeAttributes(click.attributes(), out);
            out.writeFloat(logits[i]);
        }
    }

    private static void writeDetails(Click click, StateWriter out) {
        int present = (click.itemId() != null ? ITEM : 0)
                | (click.categoryId() != null ? CATEGORY : 0)
                | (click.brand() != null ? BRAND : 0)
                | (click.priceMinor() >= 0 || click.currency() != null ? PRICE : 0)
                | (click.quantity() != 1 ? QUANTITY : 0)
                | (click.dwellMillis() >= 0 ? DWELL : 0)
                | (click.pageType() != null ? PAGE_TYPE : 0)
                | (click.channel() != null ? CHANNEL : 0);
        out.writeByte(present);
        writeText(present & ITEM, click.itemId(), out);
        writeText(present & CATEGORY, click.categoryId(), out);
        writeText(present & BRAND, click.brand(), out);
        if ((present & PRICE) != 0) {
            out.writeSigned(click.priceMinor());
            out.writeText(click.currency());
        }
        if ((present & QUANTITY) != 0) {
            out.writeUnsigned(click.quantity());
        }
        if ((present & DWELL) != 0) {
            out.writeUnsigned(click.dwellMillis());
        }
        writeText(present & PAGE_TYPE, click.pageType(), out);
        writeText(present & CHANNEL, click.channel(), out);
    }

    private static void writeAttributes(Map<String, String> attributes, StateWriter out) {
        if (!attributes.isEmpty()) {
            out.writeUnsigned(attributes.size());
            attributes.forEach((name, value) -> {
                out.writeText(name);
                out.writeText(value);
            });
        }
    }

    private static void writeText(int present, String text, StateWriter out) {
        if (present != 0) {
            out.writeText(text);
        }
    }

    void read(StateReader in) {
        int size = in.readLength();
        logits = new float[Math.max(16, size + 4)];
        long time = 0;
        for (int i = 0; i < size; i++) {
            long id = in.readLong();
            time += in.readSigned();
            int type = in.readByte();
            clicks.add(readDetails(id, time, EventTypes.of(type & ~ATTRIBUTES), (type & ATTRIBUTES) != 0, in));
            logits[i] = in.readFloat();
        }
    }

    private static Click readDetails(long id, long time, EventType type, boolean attributes, StateReader in) {
        int present = in.readByte();
        return new Click(
                id,
                time,
                type,
                (present & ITEM) != 0 ? in.readText() : null,
                (present & CATEGORY) != 0 ? in.readText() : null,
                (present & BRAND) != 0 ? in.readText() : null,
                (present & PRICE) != 0 ? in.readSigned() : -1,
                (present & PRICE) != 0 ? in.readText() : null,
                (present & QUANTITY) != 0 ? in.readInt() : 1,
                (present & DWELL) != 0 ? in.readUnsigned() : -1,
                (present & PAGE_TYPE) != 0 ? in.readText() : null,
                (present & CHANNEL) != 0 ? in.readText() : null,
                attributes ? readAttributes(in) : Map.of());
    }

    private static Map<String, String> readAttributes(StateReader in) {
        Map<String, String> attributes = new TreeMap<>();
        for (int n = in.readLength(); n > 0; n--) {
            attributes.put(in.readText(), in.readText());
        }
        return attributes;
    }
}
