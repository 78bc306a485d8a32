package io.intentstream.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.intentstream.avro.AvroOutput;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.state.Cart;
import io.intentstream.state.Click;
import io.intentstream.state.History;
import io.intentstream.state.Leanings;
import io.intentstream.state.Mean;
import io.intentstream.state.Prices;
import io.intentstream.state.RollingCounts;
import io.intentstream.state.SessionSoFar;
import io.intentstream.state.Spending;
import io.intentstream.state.TagRule;
import io.intentstream.state.Tags;
import io.intentstream.state.Tally;
import io.intentstream.state.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the portrait that a user's history adds up to: a {@link UserProfile} in Avro's binary encoding, straight from
 * the state. A portrait holds some hundred values, and one is written for every event: as a record of objects, it would
 * cost several times as much. Fields are written in the schema's order, by a method for each part.
 *
 * <p>The bytes depend on the arguments alone. Belongs to one thread.
 */
public final class ProfileWriter {
    /** Categories and brands shown. */
    static final int TOP = 5;

    private static final int TRAJECTORY = 10;
    private static final EventType[] EVENT_TYPES = EventType.values();
    /** The types' names as Avro writes text: their length, doubled, in a byte, and their letters. */
    private static final byte[][] TYPE_NAMES =
            Arrays.stream(EVENT_TYPES).map(ProfileWriter::encodedName).toArray(byte[][]::new);

    private final AvroOutput out = new AvroOutput();
    private final long[] counts = new long[EVENT_TYPES.length];

    private static byte[] encodedName(EventType type) {
        return ((char) (2 * type.name().length()) + type.name()).getBytes(US_ASCII);
    }

    /**
     * The portrait of a user.
     *
     * @param userId the user
     * @param history everything known
     * @param window the latest events
     * @param intent the intent after the latest
     * @param changed names of the facets that changed with this update
     * @return a {@link UserProfile} in Avro's binary encoding
     */
    public byte[] write(String userId, History history, Window window, PurchaseIntent intent, List<String> changed) {
        out.reset();
        out.writeString(userId);
        out.writeLong(history.events());
        out.writeLong(history.firstSeen());
        out.writeLong(history.lastSeen());
        out.writeLong(history.sessions());
        writeLifetimeCounts(history);
        writeCounts(history.fiveMinutes(), 12);
        writeCounts(history.hours(), 24);
        writeCounts(history.days(), 7);
        writeCounts(history.days(), 30);
        writeSession(history);
        writeOptional(history.lastPurchaseAt());
        out.writeLong(history.orders());
        writeMonetary(history.spending());
        writeRhythm(history);
        writeTop(history.categories(), history.lastSeen());
        writeTop(history.brands(), history.lastSeen());
        writePriceBand(history.viewedPrices());
        writeChannels(history.channels());
        writeCart(history.cart());
        writeTrajectory(window);
        writeTags(history);
        writeIntent(intent);
        writeTexts(changed);
        return out.toBytes();
    }

    private void writeLifetimeCounts(History history) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = history.count(EVENT_TYPES[i]);
        }
        writeCounts();
    }

    private void writeCounts(RollingCounts rolling, int steps) {
        Arrays.fill(counts, 0);
        rolling.sum(steps, counts);
        writeCounts();
    }

    private void writeCounts() {
        int types = 0;
        for (long count : counts) {
            types += count > 0 ? 1 : 0;
        }
        out.startBlock(types);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                out.writeFixed(TYPE_NAMES[i], 0, TYPE_NAMES[i].length);
                out.writeLong(counts[i]);
            }
        }
        out.endBlock();
    }

    private void writeSession(History history) {
        SessionSoFar session = history.session();
        out.writeLong(history.sessions());
        out.writeLong(session.startedAt());
        out.writeInt(session.events());
        out.writeLong(history.lastSeen() - session.startedAt());
        out.writeInt(session.items().size());
        out.writeInt(session.categories().size());
    }

    private void writeMonetary(Spending spending) {
        List<Spending.Sum> sums = spending.sums();
        out.startBlock(sums.size());
        for (Spending.Sum sum : sums) {
            out.writeString(sum.currency());
            out.writeLong(sum.orders());
            out.writeLong(sum.totalMinor());
            out.writeLong(sum.totalMinor() / sum.orders());
        }
        out.endBlock();
    }

    private void writeRhythm(History history) {
        writeMean(history.eventInterval());
        writeMean(history.sessionGap());
        writeMean(history.dwell());
        long[] hours = history.hoursOfDay();
        out.startBlock(hours.length);
        for (long hour : hours) {
            out.writeLong(hour);
        }
        out.endBlock();
    }

    private void writeMean(Mean mean) {
        if (mean.count() == 0) {
            out.writeIndex(0);
        } else {
            out.writeIndex(1);
            out.writeLong(mean.millis());
        }
    }

    private void writeTop(Leanings leanings, long time) {
        int[] strongest = leanings.strongest(TOP);
        double decay = leanings.decay(time);
        out.startBlock(strongest.length);
        for (int i : strongest) {
            out.writeString(leanings.name(i));
            out.writeDouble(round(leanings.scaledWeight(i) * decay));
            out.writeDouble(round(leanings.share(i)));
        }
        out.endBlock();
    }

    /** Geometric mean of the prices looked at, in minor units; -1 when there is none. */
    static long typicalPriceMinor(Prices prices) {
        return prices.count() == 0 ? -1 : Math.round(StrictMath.exp(prices.meanLog()));
    }

    private void writePriceBand(Prices prices) {
        if (prices.count() == 0) {
            out.writeIndex(0);
            return;
        }
        out.writeIndex(1);
        out.writeLong(Math.round(StrictMath.exp(prices.meanLog() - prices.deviationLog())));
        out.writeLong(typicalPriceMinor(prices));
        out.writeLong(Math.round(StrictMath.exp(prices.meanLog() + prices.deviationLog())));
    }

    private void writeChannels(Tally channels) {
        out.startBlock(channels.size());
        for (int i = 0; i < channels.size(); i++) {
            out.writeString(channels.name(i));
            out.writeLong(channels.count(i));
        }
        out.endBlock();
    }

    private void writeCart(Cart cart) {
        List<Cart.Line> lines = cart.lines();
        out.startBlock(lines.size());
        for (Cart.Line line : lines) {
            out.writeString(line.itemId());
            writeOptional(line.categoryId());
            out.writeInt(line.quantity());
            writeOptional(line.priceMinor());
            writeOptional(line.currency());
            out.writeLong(line.addedAt());
        }
        out.endBlock();
    }

    private void writeTrajectory(Window window) {
        int first = Math.max(0, window.size() - TRAJECTORY);
        out.startBlock(window.size() - first);
        for (int i = first; i < window.size(); i++) {
            Click click = window.click(i);
            out.writeEnum(click.type().ordinal());
            out.writeLong(click.time());
            writeOptional(click.itemId());
            writeOptional(click.categoryId());
        }
        out.endBlock();
    }

    private void writeTags(History history) {
        Tags tags = history.tags();
        out.startBlock(tags.size());
        for (int i = 0; i < tags.size(); i++) {
            out.writeString(tags.name(i));
            out.writeDouble(round(TagRule.weight(tags.name(i), history)));
            out.writeLong(tags.since(i));
        }
        out.endBlock();
    }

    private void writeIntent(PurchaseIntent intent) {
        out.writeDouble(intent.getProbability());
        out.writeEnum(intent.getBand().ordinal());
        out.writeBoolean(intent.getDegraded());
    }

    private void writeTexts(List<String> texts) {
        out.startBlock(texts.size());
        for (String text : texts) {
            out.writeString(text);
        }
        out.endBlock();
    }

    private void writeOptional(@Nullable String text) {
        if (text == null) {
            out.writeIndex(0);
        } else {
            out.writeIndex(1);
            out.writeString(text);
        }
    }

    /** A time or an amount, of which a negative one stands for none. */
    private void writeOptional(long value) {
        if (value < 0) {
            out.writeIndex(0);
        } else {
            out.writeIndex(1);
            out.writeLong(value);
        }
    }

    private static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
