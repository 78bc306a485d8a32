package io.intentstream.stream.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How many users of one task belong to an audience, and how many entered and left it in each of the last 24 hours. */
public final class AudienceCount {
    /** Hours of event time that are remembered, the present one included. */
    private static final int HOURS = 25;

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private final String audience;
    private final long[] hours = new long[HOURS];
    private final int[] entered = new int[HOURS];
    private final int[] exited = new int[HOURS];
    private long size;

    /** An audience that nobody belongs to. */
    public AudienceCount(String audience) {
        this.audience = audience;
        Arrays.fill(hours, -1);
    }

    /** Name of the audience. */
    public String audience() {
        return audience;
    }

    /** Users who belong to it. */
    public long size() {
        return size;
    }

    /** Counts a user who entered at a time, in epoch milliseconds of event time. */
    public void enter(long time) {
        size++;
        count(entered, time);
    }

    /** Counts a user who left at a time, in epoch milliseconds of event time. */
    public void exit(long time) {
        size--;
        count(exited, time);
    }

    /** A time before the remembered hours is not counted among them. */
    private void count(int[] counts, long time) {
        long hour = Math.floorDiv(time, HOUR);
        int place = (int) Math.floorMod(hour, (long) HOURS);
        if (hour > hours[place]) {
            hours[place] = hour;
            entered[place] = 0;
            exited[place] = 0;
        }
        if (hour == hours[place]) {
            counts[place]++;
        }
    }

    /**
     * Users who entered in the last 24 hours.
     *
     * @param now epoch milliseconds of event time
     */
    public long entered(long now) {
        return lastDay(entered, now);
    }

    /** Users who left in the last 24 hours, as {@link #entered} counts. */
    public long exited(long now) {
        return lastDay(exited, now);
    }

    private long lastDay(int[] counts, long now) {
        long oldest = Math.floorDiv(now, HOUR) - 24;
        long sum = 0;
        for (int i = 0; i < HOURS; i++) {
            sum += hours[i] > oldest ? counts[i] : 0;
        }
        return sum;
    }

    byte[] encode() {
        int used = (int) Arrays.stream(hours).filter(hour -> hour >= 0).count();
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + used * 3 * Integer.BYTES).putLong(size);
        for (int i = 0; i < HOURS; i++) {
            if (hours[i] >= 0) {
                bytes.putInt(Math.toIntExact(hours[i])).putInt(entered[i]).putInt(exited[i]);
            }
        }
        return bytes.array();
    }

    static AudienceCount decode(String audience, byte[] encoded) {
        AudienceCount count = new AudienceCount(audience);
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        count.size = bytes.getLong();
        while (bytes.hasRemaining()) {
            int hour = bytes.getInt();
            int place = hour % HOURS;
            count.hours[place] = hour;
            count.entered[place] = bytes.getInt();
            count.exited[place] = bytes.getInt();
        }
        return count;
    }
}
