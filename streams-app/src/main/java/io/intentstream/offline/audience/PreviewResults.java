package io.intentstream.offline.audience;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.offline.replay.IngestReport;
import io.intentstream.offline.replay.ResultSink;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a preview of what a replay brings. A shard's users are in memory until the shard ends. */
public final class PreviewResults implements ResultSink {
    private final AudienceSet audiences;
    private final Map<String, Integer> places = new HashMap<>();
    private PreviewTotals totals;
    private IngestReport recording;

    /** @param audiences those that the replay follows */
    public PreviewResults(AudienceSet audiences) {
        this.audiences = audiences;
        for (int place = 0; place < audiences.audiences().size(); place++) {
            places.put(audiences.audiences().get(place).name(), place);
        }
    }

    @Override
    public boolean takesProfiles() {
        return false;
    }

    @Override
    public void begin(IngestReport report) {
        recording = report;
        totals = PreviewTotals.of(audiences, report.watermark() > 0 ? report.watermark() : report.latest());
    }

    /** The preview; call it after the replay. */
    public AudiencePreview preview() {
        return totals.report(recording.earliest());
    }

    @Override
    public ShardResults open(int shard) {
        return new Journals();
    }

    private final class Journals implements ShardResults {
        private final Map<String, UserJournal> users = new HashMap<>();

        @Override
        public void accept(ClickEvent event, Outcome.Scored result) {
            long time = event.getEventTime().toEpochMilli();
            journal(event.getUserId()).event(time, event.getEventType() == EventType.PURCHASE);
            accept(event.getUserId(), result.changes());
        }

        @Override
        public void accept(String userId, List<UserChange> changes) {
            for (UserChange change : changes) {
                if (change instanceof UserChange.AudienceChange member) {
                    boolean entered = member.kind() == AudienceEventKind.ENTERED;
                    journal(userId).change(places.get(member.audience()), entered, member.time());
                }
            }
        }

        private UserJournal journal(String userId) {
            return users.computeIfAbsent(userId, user -> new UserJournal());
        }

        @Override
        public void finish() {
            synchronized (PreviewResults.this) {
                users.values().forEach(user -> user.addTo(totals));
            }
        }

        @Override
        public void close() {}
    }
}
