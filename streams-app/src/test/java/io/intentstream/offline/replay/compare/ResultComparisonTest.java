package io.intentstream.offline.replay.compare;

import static io.intentstream.offline.replay.compare.ComparedIntents.intent;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultComparisonTest {
    private static final PurchaseIntent ANN_1 = intent("ann", "e1", 1, 0.5);
    private static final PurchaseIntent ANN_2 = intent("ann", "e2", 2, 0.6);
    private static final PurchaseIntent BEN_1 = intent("ben", "e1", 1, 0.7);

    @Test
    void shouldPairResultsByUserAndEventInAnyOrder() {
        // Given
        ComparedIntents left = ComparedIntents.of(ANN_1, ANN_2, BEN_1);
        ComparedIntents right = ComparedIntents.of(BEN_1, ANN_1, ANN_2);

        // When
        DiffResult diff = new ResultComparison(left, right).run();

        // Then
        assertThat(diff.isSame()).isTrue();
        assertThat(diff.matches()).isEqualTo(3);
        assertThat(diff.byValue()).isFalse();
    }

    @Test
    void shouldReportMismatchWithItsFields() {
        // Given
        PurchaseIntent other = intent("ann", "e1", 1, 0.25);

        // When
        DiffResult diff =
                new ResultComparison(ComparedIntents.of(ANN_1, BEN_1), ComparedIntents.of(other, BEN_1)).run();

        // Then
        assertThat(diff.isSame()).isFalse();
        assertThat(diff.matches()).isEqualTo(1);
        assertThat(diff.mismatches()).isEqualTo(1);
        assertThat(diff.first()).singleElement().isInstanceOfSatisfying(DiffResult.Mismatch.class, mismatch -> {
            assertThat(mismatch.userId()).isEqualTo("ann");
            assertThat(mismatch.name()).isEqualTo("event e1");
            assertThat(mismatch.fields()).extracting(DiffResult.Field::path).contains("probability");
        });
    }

    @Test
    void shouldReportMissingAndExtraResults() {
        // When
        DiffResult diff =
                new ResultComparison(ComparedIntents.of(ANN_1, ANN_2), ComparedIntents.of(ANN_1, BEN_1)).run();

        // Then
        assertThat(diff.missing()).isEqualTo(1);
        assertThat(diff.extra()).isEqualTo(1);
        assertThat(diff.first())
                .containsExactlyInAnyOrder(
                        new DiffResult.MissingResult("ann", "event e2"), new DiffResult.Extra("ben", "event e1"));
    }

    @Test
    void shouldCountRepeatedResultOncePerSide() {
        // When
        DiffResult diff = new ResultComparison(ComparedIntents.of(ANN_1), ComparedIntents.of(ANN_1, ANN_1)).run();

        // Then
        assertThat(diff.matches()).isEqualTo(1);
        assertThat(diff.extra()).isEqualTo(1);
    }

    @Test
    void shouldNotReportEarlierResultThatCompactionMayHaveRemoved() {
        // Given
        ComparedIntents compacted = ComparedIntents.of(ANN_2).compacted();

        // When
        DiffResult diff = new ResultComparison(ComparedIntents.of(ANN_1, ANN_2), compacted).run();

        // Then
        assertThat(diff.isSame()).isTrue();
        assertThat(diff.compacted()).isEqualTo(1);
    }

    @Test
    void shouldReportLatestResultThatCompactedSideLacks() {
        // Given
        ComparedIntents compacted = ComparedIntents.of(ANN_1).compacted();

        // When
        DiffResult diff = new ResultComparison(ComparedIntents.of(ANN_1, ANN_2), compacted).run();

        // Then
        assertThat(diff.missing()).isEqualTo(1);
        assertThat(diff.compacted()).isZero();
    }

    @Test
    void shouldNotReportResultsOfExpiredUserThatCompactedSideLacks() {
        // Given
        ComparedIntents compacted = ComparedIntents.of().withExpired("ann").compacted();

        // When
        DiffResult diff = new ResultComparison(ComparedIntents.of(ANN_1, ANN_2), compacted).run();

        // Then
        assertThat(diff.isSame()).isTrue();
        assertThat(diff.compacted()).isEqualTo(2);
        assertThat(diff.tombstones()).isEqualTo(1);
    }

    @Test
    void shouldCompareValuesWhenOneSideHasNoBytes() {
        // Given
        ComparedIntents left = ComparedIntents.of(ANN_1).withoutBytes();

        // When
        DiffResult diff = new ResultComparison(left, ComparedIntents.of(ANN_1)).run();

        // Then
        assertThat(diff.byValue()).isTrue();
        assertThat(diff.matches()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreFieldsThatTheReleaseOfOneSideDidNotKnow() {
        // Given
        PurchaseIntent now = PurchaseIntent.newBuilder(ANN_1)
                .setEventType(EventType.ADD_TO_CART)
                .setItemId("shoe")
                .build();
        ComparedIntents earlier = ComparedIntents.of(ANN_1).writtenWithout("eventType", "itemId", "categoryId");
        PurchaseIntent changed =
                PurchaseIntent.newBuilder(now).setProbability(0.9).build();

        // When
        DiffResult same = new ResultComparison(ComparedIntents.of(now), earlier).run();
        DiffResult other = new ResultComparison(ComparedIntents.of(changed), earlier).run();

        // Then
        assertThat(same.matches()).isEqualTo(1);
        assertThat(other.mismatches()).isEqualTo(1);
    }

    @Test
    void shouldCountAllDifferencesAndShowTheFirstFive() {
        // Given
        PurchaseIntent[] many = IntStream.range(0, 20)
                .mapToObj(user -> intent("user-" + user, "e1", 1, 0.5))
                .toArray(PurchaseIntent[]::new);

        // When
        DiffResult diff = new ResultComparison(ComparedIntents.of(many), ComparedIntents.of()).run();

        // Then
        assertThat(diff.missing()).isEqualTo(20);
        assertThat(diff.first()).hasSize(5);
    }
}
