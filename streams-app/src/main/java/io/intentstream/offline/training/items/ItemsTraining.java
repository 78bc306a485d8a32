package io.intentstream.offline.training.items;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.core.recommendation.RelatedKind;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.files.FileTree;
import io.intentstream.offline.evaluation.items.NextItemReplay;
import io.intentstream.offline.replay.IngestReport;
import io.intentstream.offline.replay.RecordedShards;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.ReplayProgress;
import io.intentstream.offline.training.data.TrainingException;
import io.intentstream.offline.training.data.UserEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Trains an items bundle: reads a recording once, chooses the weights on its last fifth with tables of the time before, then
 * counts all of it. The same events and options give the same bytes.
 */
public final class ItemsTraining {
    /** One of so many events is one that weights are chosen on: the latest. */
    private static final int VALIDATION_PART = 5;

    private static final long HOUR_MILLIS = 3_600_000;

    /** Most users that weights are chosen on: those with the least hashes. */
    private static final int MOST_USERS = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ItemsOptions options;
    private final Identity identity;
    private final ReplayProgress progress;
    private volatile boolean stopped;

    /**
     * What the bundle is called.
     *
     * @param name its name
     * @param version its version
     * @param data description of the data, for the model card
     * @param codeVersion version of the product
     */
    public record Identity(String name, String version, String data, String codeVersion) {}

    /**
     * What was trained.
     *
     * @param manifest of the bundle
     * @param report what was read
     * @param users whose events it learnt from
     * @param events that it learnt from
     * @param rules number of association rules
     * @param notes what the data do not carry, in sentences
     */
    public record Trained(
            ItemsManifest manifest, IngestReport report, long users, long events, int rules, List<String> notes) {}

    /** @param progress receives the progress */
    public ItemsTraining(ItemsOptions options, Identity identity, ReplayProgress progress) {
        this.options = options;
        this.identity = identity;
        this.progress = progress;
    }

    /** Makes {@link #run} return soon. Any thread may call it. */
    public void stop() {
        stopped = true;
    }

    /**
     * Trains a bundle.
     *
     * @param target folder of the bundle; it must not exist
     * @param maxFuture how far in the future an event's time may be
     * @param now epoch milliseconds
     * @return empty when it was stopped
     * @throws TrainingException when the target exists, or nothing can be learnt
     */
    public Optional<Trained> run(RecordingPlan plan, Path target, Duration maxFuture, long now)
            throws InterruptedException, IOException {
        if (Files.exists(target)) {
            throw new TrainingException(target + " exists already: give another --model-version, or delete it");
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path beside = Files.createTempDirectory(target.toAbsolutePath().getParent(), ".train-items-");
        Path folder = Files.createTempDirectory("intentstream-train-items-");
        try {
            Optional<RecordedShards> read =
                    RecordedShards.read(plan, folder, 2 * options.threads(), maxFuture, now, progress, () -> stopped);
            return read.isEmpty() ? Optional.empty() : Optional.of(train(read.get(), folder, beside, target));
        } catch (CancellationException e) {
            return Optional.empty();
        } finally {
            FileTree.delete(folder);
            FileTree.delete(beside);
        }
    }

    private Trained train(RecordedShards shards, Path folder, Path beside, Path target)
            throws InterruptedException, IOException {
        IngestReport report = shards.report();
        if (report.accepted() == 0) {
            throw new TrainingException("There is no event to learn from: " + report.malformed()
                    + " lines were malformed and " + report.rejections() + " records were rejected");
        }
        long end = Math.min(report.end(), options.until() - 1);
        if (end < report.earliest()) {
            throw new TrainingException(
                    "No event is earlier than --until: the first is of " + Instant.ofEpochMilli(report.earliest()));
        }
        // Later events are of wrong clocks, or of a day that has just begun: 'evaluate' must find them unseen.
        ItemsOptions bounded = options.until(end + 1);
        WeightSearch.Found found = search(shards, bounded, folder);
        TrainedItems trained = counting(shards, bounded, folder, .5, .5).run(end);
        if (trained.tables().items() == 0) {
            throw new TrainingException("No product has events of " + options.minUsers()
                    + " users or more: use more data, or a lower --min-users (run takes "
                    + ItemsBundle.FEWEST_USERS + " and more)");
        }
        requireGoingOn();
        Path staged = Files.createDirectory(beside.resolve("bundle"));
        ItemsManifest manifest = ItemsBundle.write(
                staged, manifest(trained, found, report.earliest(), end), trained.tables(), trained.associations());
        String card = new ItemsCard(manifest, options, trained, found).text();
        Files.writeString(staged.resolve("MODEL_CARD.md"), card);
        Files.writeString(staged.resolve("metrics.json"), JSON.writeValueAsString(metrics(trained, found)) + "\n");
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        return new Trained(
                manifest,
                report,
                trained.users(),
                trained.events(),
                trained.associations().size(),
                ItemsCard.notes(trained));
    }

    private ItemsCounting counting(RecordedShards shards, ItemsOptions with, Path folder, double done, double share) {
        return new ItemsCounting(
                shards,
                with,
                folder,
                part -> progress.at(ReplayProgress.Phase.REPLAYING, done + part * share, 0),
                this::requireGoingOn);
    }

    /** Chooses the weights on the last fifth of the events, with tables of those before. */
    private WeightSearch.Found search(RecordedShards shards, ItemsOptions with, Path folder)
            throws InterruptedException {
        long border = border(shards, with);
        ItemTables before = counting(shards, with.until(border), folder, 0, .4).tables(border - 1);
        if (before.items() == 0) {
            return WeightSearch.Found.DEFAULT;
        }
        NextItemReplay replay = new NextItemReplay(with.sessionGap(), border);
        WeightSearch.Found found =
                new WeightSearch(before, users(shards, with, border), replay, this::requireGoingOn).search();
        progress.at(ReplayProgress.Phase.REPLAYING, .5, 0);
        return found;
    }

    /** The full hour from which on about a fifth of the events are. */
    private long border(RecordedShards shards, ItemsOptions with) {
        TreeMap<Long, Long> byHour = new TreeMap<>();
        UserSessions sessions = new UserSessions(shards, with);
        long all = 0;
        for (int shard = 0; shard < shards.size(); shard++) {
            requireGoingOn();
            sessions.play(
                    shard,
                    (userId, ofUser) -> ofUser.forEach(session ->
                            session.forEach(event -> byHour.merge(event.time() / HOUR_MILLIS, 1L, Long::sum))));
        }
        for (long events : byHour.values()) {
            all += events;
        }
        long later = 0;
        for (Map.Entry<Long, Long> hour : byHour.descendingMap().entrySet()) {
            later += hour.getValue();
            if (later * VALIDATION_PART >= all) {
                return hour.getKey() * HOUR_MILLIS;
            }
        }
        return 0;
    }

    private void requireGoingOn() {
        if (stopped) {
            throw new CancellationException();
        }
    }

    /** Users with events from the border on, in the order of their hashes, so that the shards do not matter. */
    private List<UserEvents> users(RecordedShards shards, ItemsOptions with, long border) {
        TreeMap<String, UserEvents> users = new TreeMap<>();
        UserSessions sessions = new UserSessions(shards, with);
        for (int shard = 0; shard < shards.size(); shard++) {
            requireGoingOn();
            sessions.play(shard, (userId, ofUser) -> {
                List<WindowEvent> events = new ArrayList<>();
                ofUser.forEach(events::addAll);
                if (events.get(events.size() - 1).time() >= border) {
                    users.put(order(userId), new UserEvents(userId, events));
                    if (users.size() > MOST_USERS) {
                        users.pollLastEntry();
                    }
                }
            });
        }
        return List.copyOf(users.values());
    }

    /** Orders users by a hash, so that those of the sample are like all others. */
    private static String order(String userId) {
        return String.format("%016x %s", WindowEvent.hash(userId), userId);
    }

    private ItemsManifest manifest(TrainedItems trained, WeightSearch.Found found, long begin, long end) {
        Map<String, String> training = new LinkedHashMap<>();
        training.put("data", identity.data());
        training.put("code", identity.codeVersion());
        training.put("users", Long.toString(trained.users()));
        training.put("sessions", Long.toString(trained.sessions()));
        training.put("events", Long.toString(trained.events()));
        training.put("halfLife", options.halfLife().toString());
        training.put("neighbours", Integer.toString(options.neighbours()));
        options.heldOut().describe(training);
        for (TrainedItems.BasketTotals totals : trained.baskets()) {
            training.put(
                    "baskets." + totals.level() + "." + totals.kind(),
                    totals.severalEntries() + " of " + totals.all() + " with two or more");
        }
        return new ItemsManifest(
                ItemsManifest.KIND,
                identity.name(),
                identity.version(),
                options.sessionGap().toSeconds(),
                trained.tables().items(),
                trained.tables().categories(),
                options.minUsers(),
                begin,
                end,
                found.weights(),
                found.maxPerCategory(),
                "",
                "",
                training);
    }

    private static Map<String, Object> metrics(TrainedItems trained, WeightSearch.Found found) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("validationTargets", found.targets());
        metrics.put("validationHitRate20", found.targets() == 0 ? null : found.hitRate());
        metrics.put("validationNewHitRate20", found.targets() == 0 ? null : found.newHitRate());
        metrics.put(
                "pairsAlsoViewed",
                trained.tables().related(RelatedKind.ALSO_VIEWED).entries());
        metrics.put(
                "pairsAlsoBought",
                trained.tables().related(RelatedKind.ALSO_BOUGHT).entries());
        metrics.put("baskets", trained.baskets());
        return metrics;
    }
}
