package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordedUsersTest {
    private static final long MINUTE = 60_000L;
    private static final SessionGap GAP = new SessionGap(30 * MINUTE);

    @Test
    void shouldLeaveOutSessionsThatTheRecordingCutsOff() {
        // Given: the recording ends at minute 200
        EventLog log =
                log(user("ends in time", null, 10, 170), user("cut off", null, 10, 171), user("last", null, 200));

        // When
        RecordedUsers recorded = RecordedUsers.of(log, GAP);

        // Then
        assertThat(recorded.users()).extracting(user -> user.events().size()).containsExactly(2, 1, 0);
        assertThat(recorded.cutOff()).isEqualTo(2);
    }

    @Test
    void shouldKeepSessionsWithPublishedLabels() {
        // When
        RecordedUsers recorded = RecordedUsers.of(log(user("a", true, 0, 1), user("b", false, 2)), GAP);

        // Then
        assertThat(recorded.users()).extracting(user -> user.events().size()).containsExactly(2, 1);
        assertThat(recorded.cutOff()).isZero();
    }

    @Test
    void shouldNotTakeAWrongClockForTheEndOfTheRecording() {
        // Given: 200 events of one day, and one a month later
        int[] minutes = IntStream.range(0, 200).toArray();
        int month = 30 * 24 * 60;
        EventLog log = log(user("busy", null, minutes), user("wrong clock", null, 5, month));

        // When
        RecordedUsers recorded = RecordedUsers.of(log, GAP);

        // Then
        assertThat(RecordedUsers.end(log)).isEqualTo(199 * MINUTE);
        assertThat(recorded.users()).extracting(user -> user.events().size()).containsExactly(0, 1);
        assertThat(recorded.cutOff()).isEqualTo(2);
    }

    private static EventLog log(UserEvents... users) {
        long events =
                Arrays.stream(users).mapToLong(user -> user.events().size()).sum();
        return new EventLog(List.of(users), events, 0, 0, 0);
    }

    private static UserEvents user(String id, @Nullable Boolean bought, int... minutes) {
        List<WindowEvent> events = Arrays.stream(minutes)
                .mapToObj(minute -> new WindowEvent(
                        minute, minute * MINUTE, EventType.VIEW_ITEM, null, null, null, -1, null, 1, -1, null, null))
                .toList();
        return new UserEvents(id, events, bought);
    }
}
