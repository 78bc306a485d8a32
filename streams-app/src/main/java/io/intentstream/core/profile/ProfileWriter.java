package io.intentstream.core.profile;

import static io.intentstream.core.intent.ScoreCalibrator.round;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.core.state.BoundedCounter;
import io.intentstream.core.state.Cart;
import io.intentstream.core.state.CurrentSession;
import io.intentstream.core.state.History;
import io.intentstream.core.state.LogPriceStats;
import io.intentstream.core.state.MeanDuration;
import io.intentstream.core.state.Memberships;
import io.intentstream.core.state.RollingCounts;
import io.intentstream.core.state.Spending;
import io.intentstream.core.state.TagRule;
import io.intentstream.core.state.Tags;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.EventType;
import io.intentstream.schema.UserProfile;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes user profiles: {@link UserProfile} records in Avro's binary encoding, directly from the state. A profile has about
 * a hundred values and is written for every event; building a record of objects first would cost several times as much.
 * Fields are written in the schema's order, by one method per part.
 *
 * <p>The bytes depend on the arguments alone. Belongs to one thread.
 */
public final class ProfileWriter {
    private static final ProfileField[] FIELDS = ProfileField.values();
    private static final EventType[] EVENT_TYPES = EventType.values();

    /** Names of the types as Avro encodes text: one byte with twice the length, then the letters. */
    private static final byte[][] TYPE_NAMES =
            Arrays.stream(EVENT_TYPES).map(ProfileWriter::encodedName).toArray(byte[][]::new);

    private final @Nullable IntFunction<String> audienceName;
    private final AvroOutput out = new AvroOutput();
    private final long[] counts = new long[EVENT_TYPES.length];
    private final TopAffinities categories = new TopAffinities();
    private final TopAffinities brands = new TopAffinities();

    /** A writer of profiles that name no audiences. */
    public ProfileWriter() {
        this(null);
    }

    /** @param audienceName the name of an audience by the number that states know it by; null to name none */
    public ProfileWriter(@Nullable IntFunction<String> audienceName) {
        this.audienceName = audienceName;
    }

    private static byte[] encodedName(EventType type) {
        return ((char) (2 * type.name().length()) + type.name()).getBytes(US_ASCII);
    }

    /**
     * Writes the profile of a user after an event.
     *
     * @param userId the user
     * @param state the user's state, with the event
     * @param intent the intent after the latest event
     * @param previous the previous profile, to compare with; updated to this one
     */
    public EncodedRecord<UserProfile> write(
            String userId, UserState state, EncodedIntent intent, PreviousProfile previous) {
        History history = state.history();
        previous.trajectory().follow(state, out);
        int changed = previous.update(
                        history, categories.of(history.categories()), brands.of(history.brands()), intent.band())
                | ProfileField.TAGS.when(state.followedTime().changedSinceEvent());
        Memberships memberships = state.followedTime().memberships();
        return write(userId, history, memberships, previous.trajectory(), intent, changed);
    }

    /**
     * Writes the profile of a user without a new event: its {@code changed} field is empty.
     *
     * @param userId the user
     * @param state the user's state
     * @param intent the intent after the latest event
     */
    public EncodedRecord<UserProfile> write(String userId, UserState state, EncodedIntent intent) {
        History history = state.history();
        Trajectory trajectory = new Trajectory();
        trajectory.follow(state, out);
        categories.of(history.categories());
        brands.of(history.brands());
        Memberships memberships = state.followedTime().memberships();
        return write(userId, history, memberships, trajectory, intent, ProfileField.NONE);
    }

    private EncodedRecord<UserProfile> write(
            String userId,
            History history,
            Memberships memberships,
            Trajectory trajectory,
            EncodedIntent intent,
            int changed) {
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
        out.writeOptional(history.lastPurchaseAt());
        out.writeLong(history.orders());
        writeMonetary(history.spending());
        writeRhythm(history);
        writeTop(categories, history.categories().decay(history.lastSeen()));
        writeTop(brands, history.brands().decay(history.lastSeen()));
        writePriceBand(history.viewedPrices());
        writeChannels(history.channels());
        writeCart(history.cart());
        trajectory.write(out);
        writeTags(history, memberships);
        writeIntent(intent);
        writeChanged(changed);
        return out.toRecord(UserProfile.SCHEMA$);
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
        CurrentSession session = history.session();
        out.writeLong(history.sessions());
        out.writeLong(session.startedAt());
        out.writeInt(session.events());
        out.writeLong(history.lastSeen() - session.startedAt());
        out.writeInt(session.items().size());
        out.writeInt(session.categories().size());
    }

    private void writeMonetary(Spending spending) {
        List<Spending.CurrencySum> sums = spending.sums();
        out.startBlock(sums.size());
        for (Spending.CurrencySum sum : sums) {
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

    private void writeMean(MeanDuration mean) {
        out.writeOptional(mean.count() == 0 ? -1 : mean.millis());
    }

    /** @param decay factor that converts scaled weights to weights as of the latest event */
    private void writeTop(TopAffinities top, double decay) {
        out.startBlock(top.size());
        for (int i = 0; i < top.size(); i++) {
            out.writeString(top.name(i));
            out.writeDouble(round(top.scaledWeight(i) * decay));
            out.writeDouble(round(top.share(i)));
        }
        out.endBlock();
    }

    private void writePriceBand(LogPriceStats prices) {
        if (prices.count() == 0) {
            out.writeIndex(0);
            return;
        }
        out.writeIndex(1);
        out.writeLong(Math.round(StrictMath.exp(prices.meanLog() - prices.deviationLog())));
        out.writeLong(prices.typicalMinor());
        out.writeLong(Math.round(StrictMath.exp(prices.meanLog() + prices.deviationLog())));
    }

    private void writeChannels(BoundedCounter channels) {
        out.startBlock(channels.size());
        for (int i = 0; i < channels.size(); i++) {
            out.writeString(channels.name(i));
            out.writeLong(channels.count(i));
        }
        out.endBlock();
    }

    private void writeCart(Cart cart) {
        List<Cart.CartLine> lines = cart.lines();
        out.startBlock(lines.size());
        for (Cart.CartLine line : lines) {
            out.writeString(line.itemId());
            out.writeOptional(line.categoryId());
            out.writeInt(line.quantity());
            out.writeOptional(line.priceMinor());
            out.writeOptional(line.currency());
            out.writeLong(line.addedAt());
        }
        out.endBlock();
    }

    private void writeTags(History history, Memberships memberships) {
        Tags tags = history.tags();
        int audiences = audienceName == null ? 0 : memberships.size();
        int repeated = 0;
        for (int i = 0; i < audiences; i++) {
            repeated += tags.contains(audienceName.apply(memberships.id(i))) ? 1 : 0;
        }
        out.startBlock(tags.size() + audiences - repeated);
        for (int i = 0; i < tags.size(); i++) {
            out.writeString(tags.name(i));
            out.writeDouble(round(TagRule.weight(tags.name(i), history)));
            out.writeLong(tags.since(i));
        }
        for (int i = 0; i < audiences; i++) {
            String name = audienceName.apply(memberships.id(i));
            if (!tags.contains(name)) { // An audience of a tag's name is that tag.
                out.writeString(name);
                out.writeDouble(1);
                out.writeLong(memberships.since(i));
            }
        }
        out.endBlock();
    }

    private void writeIntent(EncodedIntent intent) {
        out.writeDouble(intent.probability());
        out.writeEnum(intent.band().ordinal());
        out.writeBoolean(intent.degraded());
    }

    private void writeChanged(int changed) {
        out.startBlock(Integer.bitCount(changed));
        for (ProfileField field : FIELDS) {
            if (field.isIn(changed)) {
                out.writeString(field.field());
            }
        }
        out.endBlock();
    }
}
