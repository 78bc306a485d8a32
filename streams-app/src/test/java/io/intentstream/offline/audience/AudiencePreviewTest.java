package io.intentstream.offline.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.offline.audience.AudiencePreview.Day;
import io.intentstream.offline.audience.AudiencePreview.Finding;
import io.intentstream.offline.audience.AudiencePreview.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudiencePreviewTest {
    private static final Instant BEGIN = Instant.parse("2025-01-06T00:00:00Z");
    private static final int LARGE = 0;
    private static final int SMALL = 1;

    private final PreviewTotals totals = new PreviewTotals(List.of("large", "small"), at(4 * 24));

    @Test
    void shouldCountMembersAtTheEndOfEachDay() {
        // Given
        UserJournal ann = new UserJournal();
        ann.event(at(1), false);
        ann.change(LARGE, true, at(1));
        ann.change(LARGE, false, at(30));
        UserJournal bob = new UserJournal();
        bob.change(LARGE, true, at(26));

        // When
        Finding large = report(ann, bob).audiences().get(LARGE);

        // Then
        assertThat(large.days())
                .startsWith(
                        new Day(LocalDate.parse("2025-01-06"), 1, 1, 0),
                        new Day(LocalDate.parse("2025-01-07"), 1, 1, 1),
                        new Day(LocalDate.parse("2025-01-08"), 1, 0, 0));
        assertThat(large.users()).isEqualTo(2);
        assertThat(large.entered()).isEqualTo(2);
        assertThat(large.left()).isOne();
        assertThat(large.members()).isOne();
    }

    @Test
    void shouldTellTheMedianOfTheStaysThatHaveEnded() {
        // Given
        UserJournal ann = new UserJournal();
        for (int hours : new int[] {1, 5, 3}) {
            ann.change(SMALL, true, at(10 * hours));
            ann.change(SMALL, false, at(10 * hours + hours));
        }
        ann.change(SMALL, true, at(90));

        // When
        AudiencePreview preview = report(ann);

        // Then
        assertThat(preview.audiences().get(SMALL).medianStayMillis())
                .isEqualTo(Duration.ofHours(3).toMillis());
        assertThat(preview.audiences().get(LARGE).medianStayMillis()).isNull();
    }

    @Test
    void shouldComparePurchasesWithEverybodyWhoWasActiveOnTheSameDay() {
        // Given: of four users of the first day one buys; the only member is that one
        UserJournal buyer = new UserJournal();
        buyer.event(at(1), false);
        buyer.change(LARGE, true, at(2));
        buyer.event(at(20), true);
        UserJournal[] others = {new UserJournal(), new UserJournal(), new UserJournal()};
        for (UserJournal other : others) {
            other.event(at(3), false);
        }

        // When
        Finding large =
                report(buyer, others[0], others[1], others[2]).audiences().get(LARGE);

        // Then
        assertThat(large.purchases().entries()).isOne();
        assertThat(large.purchases().share()).isEqualTo(1);
        assertThat(large.purchases().everybody()).isCloseTo(0.25, within(1e-9));
        assertThat(large.purchases().lift()).isCloseTo(4, within(1e-9));
    }

    @Test
    void shouldNotCountThePurchaseThatBroughtTheUserInNorEntriesOfTheLastDay() {
        // Given
        UserJournal ann = new UserJournal();
        ann.event(at(5), true);
        ann.change(LARGE, true, at(5));
        ann.change(SMALL, true, at(73));
        ann.event(at(74), true);

        // When
        AudiencePreview preview = report(ann);

        // Then
        assertThat(preview.audiences().get(LARGE).purchases().bought()).isZero();
        assertThat(preview.audiences().get(LARGE).purchases().entries()).isOne();
        assertThat(preview.audiences().get(SMALL).purchases().entries()).isZero();
        assertThat(preview.audiences().get(SMALL).purchases().lift()).isNull();
    }

    @Test
    void shouldTellWhichShareOfTheSmallerAudienceIsInTheLargerAtTheSameTime() {
        // Given
        UserJournal both = new UserJournal();
        both.change(LARGE, true, at(1));
        both.change(SMALL, true, at(2));
        both.change(LARGE, false, at(3));
        UserJournal oneAfterTheOther = new UserJournal();
        oneAfterTheOther.change(LARGE, true, at(1));
        oneAfterTheOther.change(LARGE, false, at(2));
        oneAfterTheOther.change(SMALL, true, at(3));
        UserJournal large = new UserJournal();
        large.change(LARGE, true, at(1));

        // When
        AudiencePreview preview = report(both, oneAfterTheOther, large);

        // Then
        assertThat(preview.overlaps()).containsExactly(new Overlap("small", "large", 1, 0.5));
    }

    private AudiencePreview report(UserJournal... users) {
        for (UserJournal user : users) {
            user.addTo(totals);
        }
        return totals.report(at(0));
    }

    private static long at(int hour) {
        return BEGIN.plus(Duration.ofHours(hour)).toEpochMilli();
    }
}
