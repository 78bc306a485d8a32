package io.intentstream.core.state;

import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The latest events of a user in time order, each with the model's log-odds after it. Events of the same time stand in
 * the order of arrival.
 *
 * <p>Most updates add an event at the end. So the events are stored in segments of {@value #SEGMENT}: a full one is written
 * once, and only the events after the last full one are written with every change, by adding to their encoding. When an
 * event of a full segment changes, all are written anew, under other numbers. Ids and times, which every update looks
 * through, lie in arrays of their own.
 */
public final class Window {
    /** Events in a segment. Each stands for itself: texts are numbered anew, and the first time is in full. */
    static final int SEGMENT = 16;

    /** No window is that long: damaged bytes must not make large arrays. */
    private static final int MOST_SEGMENTS = 1 << 20;

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

    private final List<WindowEvent> events = new ArrayList<>();
    private long[] ids = new long[16];
    private long[] times = new long[16];
    private float[] logits = new float[16];

    /** The segment of the oldest events; numbers go up, and none is used twice. */
    private int firstSegment = 1;

    /** Full segments that are stored, or are about to be. */
    private int segments;

    /** The segments from here to the first are stored and needed no more. */
    private int oldestStored = 1;

    /** Events behind the full segments as they are written, and how many there are. */
    private final StateWriter open = new StateWriter(256, 32);

    private int opened;

    /** Number of events. */
    public int size() {
        return events.size();
    }

    /** The i-th event in time order. */
    public WindowEvent event(int i) {
        return events.get(i);
    }

    /** The latest event; the window must not be empty. */
    public WindowEvent last() {
        return events.get(events.size() - 1);
    }

    /** Event time of the i-th event, epoch milliseconds. */
    public long time(int i) {
        return times[i];
    }

    /** Uncalibrated log-odds after the i-th event; NaN when the model failed on it. */
    public float logit(int i) {
        return logits[i];
    }

    /** Keeps the log-odds after the i-th event. */
    public void setLogit(int i, float logit) {
        logits[i] = logit;
        changed(i);
    }

    /** Place of the event with this id; -1 when it is not in the window. */
    public int indexOf(long id) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    /** Puts an event in its place in time, behind events of the same time, and returns the place. */
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

    /** First place, at or before {@code index}, that no gap longer than {@code gapMillis} parts from it. */
    public int sessionStart(int index, long gapMillis) {
        int start = index;
        while (start > 0 && times[start] - times[start - 1] <= gapMillis) {
            start--;
        }
        return start;
    }

    /** Categories of the events from {@code first} to {@code last}, both included. */
    public BoundedCounter categories(int first, int last) {
        BoundedCounter categories = new BoundedCounter(CurrentSession.MAX_NAMES);
        for (int i = first; i <= last; i++) {
            categories.add(events.get(i).categoryId());
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
            beginAnew();
        }
        return removed;
    }

    /** Something changes from the i-th event on: what is written of it is not right any more. */
    private void changed(int i) {
        int place = i - segments * SEGMENT;
        if (place < 0) {
            beginAnew();
        } else if (place < opened) {
            closeOpen();
        }
    }

    private void beginAnew() {
        firstSegment += segments;
        segments = 0;
        closeOpen();
    }

    private void closeOpen() {
        open.reset();
        opened = 0;
    }

    /** Stores nothing of what another window stored, and drops it. */
    void replace(Window other) {
        firstSegment = other.firstSegment + other.segments;
        oldestStored = other.oldestStored;
    }

    /**
     * Writes what the head holds of the window: which segments there are, and the events behind them.
     *
     * @param added takes the segments that have filled
     * @param dropped takes the numbers of those that are needed no more
     */
    void store(StateWriter head, List<StateChange.StatePart> added, List<Integer> dropped) {
        while (events.size() - segments * SEGMENT >= SEGMENT) {
            encodeOpen(SEGMENT);
            added.add(new StateChange.StatePart(firstSegment + segments, open.toBytes()));
            segments++;
            closeOpen();
        }
        int behind = events.size() - segments * SEGMENT;
        encodeOpen(behind);
        for (; oldestStored < firstSegment; oldestStored++) {
            dropped.add(oldestStored);
        }
        head.writeUnsigned(firstSegment);
        head.writeUnsigned(segments);
        head.writeUnsigned(behind);
        head.writeAll(open);
    }

    private void encodeOpen(int count) {
        int first = segments * SEGMENT;
        for (; opened < count; opened++) {
            encode(first + opened, opened == 0 ? 0 : times[first + opened - 1], open);
        }
    }

    /** Writes all events, in one piece. */
    void write(StateWriter out) {
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
        out.writeByte(event.type().ordinal() | (event.attributes().isEmpty() ? 0 : ATTRIBUTES));
        writeDetails(event, out);
        writeAttributes(event.attributes(), out);
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

    private static void writeText(int present, String text, StateWriter out) {
        if (present != 0) {
            out.writeText(text);
        }
    }

    /** Reads what {@link #store} or {@link #write} wrote. */
    void read(StateReader head, IntFunction<StateReader> parts) {
        firstSegment = head.readInt();
        oldestStored = firstSegment;
        segments = readSegments(head);
        for (int i = 0; i < segments; i++) {
            readEvents(SEGMENT, parts.apply(firstSegment + i));
        }
        readEvents(head.readLength(), head);
    }

    /** Reads what releases before segments wrote. */
    void readWhole(StateReader in) {
        readEvents(in.readLength(), in);
    }

    private void readEvents(int count, StateReader in) {
        int from = events.size();
        reserve(from + count + 4);
        long time = 0;
        for (int i = from; i < from + count; i++) {
            long id = in.readLong();
            time += in.readSigned();
            int type = in.readByte();
            WindowEvent event = readDetails(id, time, EventTypes.of(type & ~ATTRIBUTES), (type & ATTRIBUTES) != 0, in);
            events.add(event);
            set(i, event, in.readFloat());
        }
    }

    /** Numbers of the segments that a head names. */
    static void addSegments(StateReader head, List<Integer> numbers) {
        int first = head.readInt();
        int count = readSegments(head);
        for (int i = 0; i < count; i++) {
            numbers.add(first + i);
        }
    }

    private static int readSegments(StateReader head) {
        int count = head.readInt();
        if (count < 0 || count > MOST_SEGMENTS) {
            throw new IndexOutOfBoundsException("segments: " + count);
        }
        return count;
    }

    private static WindowEvent readDetails(long id, long time, EventType type, boolean attributes, StateReader in) {
        int present = in.readByte();
        return new WindowEvent(
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
