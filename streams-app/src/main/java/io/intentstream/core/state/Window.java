package io.intentstream.core.state;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.StateChange.StateValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of a user in time order, each with the model's log-odds after it. Events of the same time stand in
 * the order of arrival.
 *
 * <p>Most updates add an event at the end. Events are therefore stored in segments of {@value #SEGMENT}: a full segment is
 * written once, and only the tail, the events after the last full segment, is written with every update. When an event of
 * a full segment changes, all segments are written again, under new numbers. Ids and times, which every update searches,
 * are kept in arrays.
 */
final class Window {
    /** Events in a segment. A segment can be read without the others: it has its own text table and starts with a full time. */
    static final int SEGMENT = 16;

    /** More segments than any window has: damaged bytes must not allocate large arrays. */
    private static final int MOST_SEGMENTS = 1 << 20;

    private static final int ITEM = 1;
    private static final int CATEGORY = 1 << 1;
    private static final int BRAND = 1 << 2;
    private static final int PRICE = 1 << 3;
    private static final int QUANTITY = 1 << 4;
    private static final int DWELL = 1 << 5;
    private static final int PAGE_TYPE = 1 << 6;
    private static final int CHANNEL = 1 << 7;

    /** Flag in the byte of the event type, whose number is far below: attributes follow the details. */
    private static final int ATTRIBUTES = 1 << 7;

    /** Flag in the same byte: a basket follows the attributes. */
    private static final int BASKET = 1 << 6;

    private final String userId;
    private final List<WindowEvent> events = new ArrayList<>();
    private long[] ids = new long[16];
    private long[] times = new long[16];
    private float[] logits = new float[16];

    /** Number of the segment with the oldest events. Numbers only rise, and none is used twice. */
    private int firstSegment = 1;

    /** Full segments that are stored, or are about to be. */
    private int segments;

    /** The stored segments from this number up to the first are no longer needed. */
    private int oldestStored = 1;

    /** The encoded tail, and how many of its events are encoded. */
    private final StateWriter tail = new StateWriter(256, 32);

    private int encoded;

    Window(String userId) {
        this.userId = userId;
    }

    /** Number of events. */
    int size() {
        return events.size();
    }

    /** The i-th event in time order. */
    WindowEvent event(int i) {
        return events.get(i);
    }

    /** The latest event; the window must not be empty. */
    WindowEvent last() {
        return events.get(events.size() - 1);
    }

    /** Event time of the i-th event, epoch milliseconds. */
    long time(int i) {
        return times[i];
    }

    /** Uncalibrated log-odds after the i-th event; NaN when the model failed on it. */
    float logit(int i) {
        return logits[i];
    }

    /** Stores the log-odds after the i-th event. */
    void setLogit(int i, float logit) {
        logits[i] = logit;
        changed(i);
    }

    /** Index of the event with this id; -1 when it is not in the window. */
    int indexOf(long id) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    /** Inserts an event by its time, after events of the same time, and returns its index. */
    int insert(WindowEvent event) {
        int place = events.size();
        while (place > 0 && times[place - 1] > event.time()) {
            place--;
        }
        changed(place);
        int behind = events.size() - place;
        events.add(place, event);
        reserve(events.size());
        System.arraycopy(ids, place, ids, place + 1, behind);
        System.arraycopy(times, place, times, place + 1, behind);
        System.arraycopy(logits, place, logits, place + 1, behind);
        set(place, event, Float.NaN);
        return place;
    }

    private void set(int place, WindowEvent event, float logit) {
        ids[place] = event.id();
        times[place] = event.time();
        logits[place] = logit;
    }

    private void reserve(int size) {
        if (logits.length < size) {
            int capacity = Math.max(size, 2 * logits.length);
            ids = Arrays.copyOf(ids, capacity);
            times = Arrays.copyOf(times, capacity);
            logits = Arrays.copyOf(logits, capacity);
        }
    }

    /** Index of the first event of the session that the event at {@code index} belongs to. */
    int sessionStart(int index, SessionGap gap) {
        return gap.sessionStart(times, index);
    }

    /** Categories of the events from {@code first} to {@code last}, both included. */
    BoundedCounter categories(int first, int last) {
        BoundedCounter categories = new BoundedCounter(CurrentSession.MAX_NAMES);
        for (int i = first; i <= last; i++) {
            WindowEvent event = events.get(i);
            for (int item = 0; item < event.itemCount(); item++) {
                categories.add(event.item(item).categoryId());
            }
        }
        return categories;
    }

    /** Removes and returns the oldest events. */
    List<WindowEvent> removeOldest(int count) {
        List<WindowEvent> oldest = events.subList(0, count);
        List<WindowEvent> removed = List.copyOf(oldest);
        oldest.clear();
        System.arraycopy(ids, count, ids, 0, events.size());
        System.arraycopy(times, count, times, 0, events.size());
        System.arraycopy(logits, count, logits, 0, events.size());
        int dropped = count / SEGMENT;
        if (count % SEGMENT == 0 && dropped <= segments) {
            firstSegment += dropped;
            segments -= dropped;
        } else {
            renumber();
        }
        return removed;
    }

    /** The encoding of the i-th event and of those after it is no longer valid. */
    private void changed(int i) {
        int index = i - segments * SEGMENT;
        if (index < 0) {
            renumber();
        } else if (index < encoded) {
            clearTail();
        }
    }

    /** All segments will be written again, under new numbers. */
    private void renumber() {
        firstSegment += segments;
        segments = 0;
        clearTail();
    }

    private void clearTail() {
        tail.reset();
        encoded = 0;
    }

    /** Removes all events. */
    void clear() {
        events.clear();
        renumber();
    }

    /**
     * Writes what the head holds of the window: which segments there are, and the tail.
     *
     * @param added receives segments that have become full
     * @param removed receives the keys of segments that are no longer needed
     */
    void store(StateWriter head, List<StateValue> added, List<StateKey> removed) {
        while (events.size() - segments * SEGMENT >= SEGMENT) {
            encodeTail(SEGMENT);
            added.add(new StateValue(key(firstSegment + segments), tail.toBytes()));
            segments++;
            clearTail();
        }
        int behind = events.size() - segments * SEGMENT;
        encodeTail(behind);
        for (; oldestStored < firstSegment; oldestStored++) {
            removed.add(key(oldestStored));
        }
        head.writeUnsigned(firstSegment);
        head.writeUnsigned(segments);
        head.writeUnsigned(behind);
        head.writeAll(tail);
    }

    private StateKey key(int segment) {
        return new StateKey.WindowSegment(userId, segment);
    }

    private void encodeTail(int count) {
        int first = segments * SEGMENT;
        for (; encoded < count; encoded++) {
            encode(first + encoded, encoded == 0 ? 0 : times[first + encoded - 1], tail);
        }
    }

    /** Writes all events, in one piece. */
    void writeInline(StateWriter out) {
        out.writeUnsigned(1);
        out.writeUnsigned(0);
        out.writeUnsigned(events.size());
        for (int i = 0; i < events.size(); i++) {
            encode(i, i == 0 ? 0 : times[i - 1], out);
        }
    }

    private void encode(int i, long timeBefore, StateWriter out) {
        WindowEvent event = events.get(i);
        out.writeLong(ids[i]);
        out.writeSigned(times[i] - timeBefore);
        out.writeByte(event.type().ordinal()
                | (event.attributes().isEmpty() ? 0 : ATTRIBUTES)
                | (event.basket() == null ? 0 : BASKET));
        writeDetails(event, out);
        writeAttributes(event.attributes(), out);
        if (event.basket() != null) {
            event.basket().write(out);
        }
        out.writeFloat(logits[i]);
    }

    private static void writeDetails(WindowEvent event, StateWriter out) {
        int present = (event.itemId() != null ? ITEM : 0)
                | (event.categoryId() != null ? CATEGORY : 0)
                | (event.brand() != null ? BRAND : 0)
                | (event.priceMinor() >= 0 || event.currency() != null ? PRICE : 0)
                | (event.quantity() != 1 ? QUANTITY : 0)
                | (event.dwellMillis() >= 0 ? DWELL : 0)
                | (event.pageType() != null ? PAGE_TYPE : 0)
                | (event.channel() != null ? CHANNEL : 0);
        out.writeByte(present);
        writeText(present & ITEM, event.itemId(), out);
        writeText(present & CATEGORY, event.categoryId(), out);
        writeText(present & BRAND, event.brand(), out);
        if ((present & PRICE) != 0) {
            out.writeSigned(event.priceMinor());
            out.writeText(event.currency());
        }
        if ((present & QUANTITY) != 0) {
            out.writeUnsigned(event.quantity());
        }
        if ((present & DWELL) != 0) {
            out.writeUnsigned(event.dwellMillis());
        }
        writeText(present & PAGE_TYPE, event.pageType(), out);
        writeText(present & CHANNEL, event.channel(), out);
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

    private static void writeText(int present, @Nullable String text, StateWriter out) {
        if (present != 0) {
            out.writeText(text);
        }
    }

    /** Reads what {@link #store} or {@link #writeInline} wrote. */
    void read(StateReader head, Function<StateKey, StateReader> parts) {
        firstSegment = head.readInt();
        oldestStored = firstSegment;
        segments = readSegments(head);
        for (int i = 0; i < segments; i++) {
            readEvents(SEGMENT, parts.apply(key(firstSegment + i)));
        }
        readEvents(head.readLength(), head);
    }

    private void readEvents(int count, StateReader in) {
        int from = events.size();
        reserve(from + count + 4);
        long time = 0;
        for (int i = from; i < from + count; i++) {
            long id = in.readLong();
            time += in.readSigned();
            WindowEvent event = readDetails(id, time, in.readByte(), in);
            events.add(event);
            set(i, event, in.readFloat());
        }
    }

    /** Adds the keys of the segments that a head names. */
    static void addKeys(String userId, StateReader head, List<StateKey> keys) {
        int first = head.readInt();
        int count = readSegments(head);
        for (int i = 0; i < count; i++) {
            keys.add(new StateKey.WindowSegment(userId, first + i));
        }
    }

    private static int readSegments(StateReader head) {
        int count = head.readInt();
        if (count < 0 || count > MOST_SEGMENTS) {
            throw new IndexOutOfBoundsException("segments: " + count);
        }
        return count;
    }

    private static WindowEvent readDetails(long id, long time, int type, StateReader in) {
        int present = in.readByte();
        return new WindowEvent(
                id,
                time,
                EventTypes.of(type & ~(ATTRIBUTES | BASKET)),
                (present & ITEM) != 0 ? in.readText() : null,
                (present & CATEGORY) != 0 ? in.readText() : null,
                (present & BRAND) != 0 ? in.readText() : null,
                (present & PRICE) != 0 ? in.readSigned() : -1,
                (present & PRICE) != 0 ? in.readText() : null,
                (present & QUANTITY) != 0 ? in.readInt() : 1,
                (present & DWELL) != 0 ? in.readUnsigned() : -1,
                (present & PAGE_TYPE) != 0 ? in.readText() : null,
                (present & CHANNEL) != 0 ? in.readText() : null,
                (type & ATTRIBUTES) != 0 ? readAttributes(in) : Map.of(),
                (type & BASKET) != 0 ? EventBasket.read(in) : null);
    }

    private static Map<String, String> readAttributes(StateReader in) {
        Map<String, String> attributes = new TreeMap<>();
        for (int n = in.readLength(); n > 0; n--) {
            attributes.put(in.readName(), in.readName());
        }
        return attributes;
    }
}
