package io.intentstream.cli.option;

import io.intentstream.config.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts numbers, times and durations of the command line, and says in plain words what is wrong with a value. */
public final class PlainConverters {

    private PlainConverters() {}

    /** Replaces picocli's own converters of these types. */
    public static CommandLine applyTo(CommandLine commandLine) {
        ITypeConverter<Integer> integers = whole(BigInteger::intValueExact, Integer.MAX_VALUE);
        ITypeConverter<Long> longs = whole(BigInteger::longValueExact, Long.MAX_VALUE);
        ITypeConverter<Short> shorts = whole(BigInteger::shortValueExact, Short.MAX_VALUE);
        return commandLine
                .registerConverter(int.class, integers)
                .registerConverter(Integer.class, integers)
                .registerConverter(long.class, longs)
                .registerConverter(Long.class, longs)
                .registerConverter(short.class, shorts)
                .registerConverter(Short.class, shorts)
                .registerConverter(double.class, PlainConverters::number)
                .registerConverter(Double.class, PlainConverters::number)
                .registerConverter(Instant.class, PlainConverters::time)
                .registerConverter(Duration.class, PlainConverters::duration);
    }

    private static <T> ITypeConverter<T> whole(Function<BigInteger, T> exactly, long most) {
        return text -> {
            try {
                return exactly.apply(new BigInteger(text));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a whole number, such as 1000");
            } catch (ArithmeticException e) {
                throw new TypeConversionException("'" + text + "' is too large; at most " + most + " is possible");
            }
        };
    }

    private static double number(String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number, such as 0.5");
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is not a time such as 2025-01-31T00:00:00Z");
        }
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
