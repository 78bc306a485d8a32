package io.intentstream.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.InputFormat;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever bytes a topic holds, a reader gives an answer, and an accepted event survives the validator. */
class DamagedMessageProperties {
    private static final byte[] ORDER = """
            {"type":"track","event":"Order Completed","messageId":"m","userId":"u","timestamp":"2026-01-31T12:00:00Z",
            "context":{"sessionId":1,"consent":{"categoryPreferences":{"A":true}},"page":{"url":"https://x/y"}},
            "properties":{"order_id":"o","total":27.50,"currency":"EUR","products":[
            {"sku":"a","price":1e2,"quantity":1},{"sku":2,"price":"3.5","quantity":2.0,"category":"\\u00e4"}]}}""".getBytes(UTF_8);

    private static final byte[] CLICK = """
            {"userId":"u","eventTime":1700000000000,"eventType":"purchase","attributes":{"a":[1]},"valueMinor":12,
            "items":[{"itemId":1,"priceMinor":3},{"itemId":"2","quantity":4}]}""".getBytes(UTF_8);

    @Property(tries = 2_000)
    void shouldAnswerToAnyMessageOfSegment(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int faults) {
        assertAnswer(InputFormat.SEGMENT, damaged(ORDER, seed, faults));
    }

    @Property(tries = 2_000)
    void shouldAnswerToAnyClickEvent(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int faults) {
        assertAnswer(InputFormat.CLICKEVENT_JSON, damaged(CLICK, seed, faults));
    }

    @Property(tries = 500)
    void shouldAnswerToAnyBytes(@ForAll byte[] bytes) {
        assertAnswer(InputFormat.SEGMENT, bytes);
    }

    private static void assertAnswer(InputFormat format, byte[] message) {
        // Given
        MessageReader reader = MessageReader.open(format, Mapping.NONE);

        // When
        Validation result = reader.read(message, 0, message.length);
        Validation checked = result instanceof Validation.Accepted accepted
                ? new EventValidator(EventValidator.DEFAULT_MAX_FUTURE)
                        .validate(
                                accepted.event(),
                                Instant.parse("2026-02-01T00:00:00Z").toEpochMilli())
                : result;

        // Then
        assertThat(checked)
                .isInstanceOfAny(Validation.Accepted.class, Validation.Rejected.class, Validation.Skipped.class);
    }

    /** Overwrites, removes or repeats some bytes. */
    private static byte[] damaged(byte[] message, long seed, int faults) {
        Random random = new Random(seed);
        byte[] bytes = message.clone();
        for (int i = 0; i < faults; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "{}[]\",:0123456789eE.-tfn\\u".charAt(random.nextInt(26));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(20), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }
}
