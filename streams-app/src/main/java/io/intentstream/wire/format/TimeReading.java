package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads times: numbers since 1970 in a unit, and ISO-8601 texts such as {@code 2026-01-31T12:00:00.123Z}, {@code 2026-01-31
 * 12:00:00+01:00}, {@code 2026-01-31 12:00 UTC} or {@code 2026-01-31}.
 *
 * @param unit of numbers
 * @param zone of texts without an offset
 */
record TimeReading(EpochUnit unit, ZoneId zone) {
    /** Stands for a value that is no time. */
    static final long NONE = Long.MIN_VALUE;

    private static final int SHORTEST = "2026-01-31".length();
    private static final int LONGEST = 40;

    /** The milliseconds since 1970, rounded down; {@link #NONE} when the value is no time. */
    long millis(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue().strip();
            if (text.length() >= SHORTEST && text.charAt(4) == '-') {
                return iso(text);
            }
        }
        if (unit == EpochUnit.ISO) {
            return NONE;
        }
        BigDecimal number = NumberReading.decimal(value);
        if (number == null) {
            return NONE;
        }
        BigDecimal millis = number.movePointRight(unit.digitsToMillis()).setScale(0, RoundingMode.FLOOR);
        return millis.precision() > 18 ? NONE : millis.longValueExact();
    }

    String expected() {
        String iso = "a time such as 2026-01-31T12:00:00Z";
        return switch (unit) {
            case ISO -> iso;
            case S -> iso + " or seconds since 1970";
            case MS -> iso + " or milliseconds since 1970";
            case US -> iso + " or microseconds since 1970";
        };
    }

    private long iso(String text) {
        int length = text.length();
        if (length > LONGEST || text.charAt(7) != '-') {
            return NONE;
        }
        long year = digits(text, 0, 4);
        long month = digits(text, 5, 7);
        long day = digits(text, 8, 10);
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > LocalDate.of((int) year, (int) month, 1).lengthOfMonth()) {
            return NONE;
        }
        LocalDate date = LocalDate.of((int) year, (int) month, (int) day);
        if (length == SHORTEST) {
            return inZone(date.atStartOfDay());
        }
        char between = text.charAt(10);
        if (between != 'T' && between != ' ' && between != 't' || length < 16 || text.charAt(13) != ':') {
            return NONE;
        }
        long hour = digits(text, 11, 13);
        long minute = digits(text, 14, 16);
        long second = 0;
        long nanos = 0;
        int at = 16;
        if (at < length && text.charAt(at) == ':') {
            second = at + 3 <= length ? digits(text, at + 1, at + 3) : -1;
            at += 3;
            if (at < length && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
                int end = at + 1;
                long scale = 100_000_000;
                while (end < length && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                    nanos += (text.charAt(end) - '0') * scale;
                    scale /= 10;
                    end++;
                }
                if (end == at + 1) {
                    return NONE;
                }
                at = end;
            }
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NONE;
        }
        LocalDateTime time = date.atTime((int) hour, (int) minute, (int) second, (int) nanos);
        return at == length ? inZone(time) : withOffset(time, text.substring(at).strip());
    }

    private long inZone(LocalDateTime time) {
        return zone.equals(ZoneOffset.UTC)
                ? time.toInstant(ZoneOffset.UTC).toEpochMilli()
                : time.atZone(zone).toInstant().toEpochMilli();
    }

    private static long withOffset(LocalDateTime time, String offset) {
        long utc = time.toInstant(ZoneOffset.UTC).toEpochMilli();
        if (offset.equals("Z") || offset.equals("z") || offset.equals("UTC")) {
            return utc;
        }
        int length = offset.length();
        char sign = offset.charAt(0);
        if (sign != '+' && sign != '-' || length != 3 && length != 5 && length != 6) {
            return NONE;
        }
        long hours = digits(offset, 1, 3);
        long minutes = length == 3 ? 0 : digits(offset, length - 2, length);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || length == 6 && offset.charAt(3) != ':') {
            return NONE;
        }
        long millis = (hours * 60 + minutes) * 60_000;
        return sign == '+' ? utc - millis : utc + millis;
    }

    /** The number that these characters are; -1 when one is no digit. */
    private static long digits(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
