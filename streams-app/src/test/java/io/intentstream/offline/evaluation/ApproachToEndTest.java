package io.intentstream.offline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.offline.evaluation.report.Approach;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApproachToEndTest {
    private static final int SESSIONS = 20;

    @Test
    void shouldAverageBuyersAndOthersByEventsBeforeTheEnd() {
        // When
        List<Approach> approach = ApproachToEnd.of(sessions(3, SESSIONS), scores(SESSIONS), session -> true);

        // Then: sessions have three events
        assertThat(approach).extracting(Approach::eventsBefore).containsExactly(0, 1, 2);
        assertThat(approach.get(0).buyers().sessions()).isEqualTo(SESSIONS);
        assertThat(approach.get(0).buyers().value()).isCloseTo(0.75, within(1e-9));
        assertThat(approach.get(0).others().value()).isCloseTo(0.25, within(1e-9));
        assertThat(approach.get(2).buyers().value()).isCloseTo(0.5, within(1e-9));
        assertThat(approach.get(2).buyers().error()).isCloseTo(0, within(1e-6));
    }

    @Test
    void shouldLeaveOutDistancesWithFewSessions() {
        // When
        List<Approach> few = ApproachToEnd.of(sessions(3, SESSIONS - 1), scores(SESSIONS - 1), session -> true);
        List<Approach> none = ApproachToEnd.of(sessions(3, SESSIONS), scores(SESSIONS), session -> false);

        // Then
        assertThat(few).isEmpty();
        assertThat(none).isEmpty();
    }

    /** As many sessions that buy as others, in turn. */
    private static List<SessionExample> sessions(int events, int ofEach) {
        List<SessionExample> sessions = new ArrayList<>();
        for (int i = 0; i < ofEach; i++) {
            sessions.add(SampleSessions.session("buyer" + i, events, true));
            sessions.add(SampleSessions.session("other" + i, events, false));
        }
        return sessions;
    }

    /** Even odds up to the last event; there 3 to 1 for buyers and 1 to 3 for others. */
    private static BundleScores scores(int ofEach) {
        double[][] logOdds = new double[2 * ofEach][];
        for (int i = 0; i < logOdds.length; i++) {
            logOdds[i] = new double[] {0, 0, (i % 2 == 0 ? 1 : -1) * Math.log(3)};
        }
        return new BundleScores(logOdds);
    }
}
