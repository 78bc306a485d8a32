package io.intentstream.offline.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Parses {@code 2019-10-01 00:00:00 UTC} (the zone is optional) and caches the last day. */
final class SecondsTimestamp {

    private static final String EXPECTED = "a time such as 2019-10-01 00:00:00 UTC";
    private static final String PATTERN = "####-##-## ##:##:##";
    private static final String ZONE = " UTC";

    private int lastDate = -1;
    private long lastEpochDay;

    Instant parse(CsvLine columns, int column) throws MalformedLineException {
        String text = columns.ascii(column);
        if (!fits(text)) {
            throw columns.malformed(column, EXPECTED);
        }
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            throw columns.malformed(column, EXPECTED);
        }
        try {
            return Instant.ofEpochSecond(epochDay(text) * 86_400 + hour * 3_600L + minute * 60L + second);
        } catch (DateTimeException noSuchDay) {
            throw columns.malformed(column, EXPECTED);
        }
    }

    private static boolean fits(String text) {
        int length = PATTERN.length();
        if (text.length() != length && !(text.length() == length + ZONE.length() && text.endsWith(ZONE))) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char wanted = PATTERN.charAt(i);
            char found = text.charAt(i);
            if (wanted == '#' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private long epochDay(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int date = (year * 100 + month) * 100 + day;
        if (date != lastDate) {
            lastEpochDay = LocalDate.of(year, month, day).toEpochDay();
            lastDate = date;
        }
        return lastEpochDay;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
