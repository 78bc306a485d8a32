package io.intentstream.cli.option;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts an option's value to an enum constant; an unknown value is rejected with the list of allowed values. */
public abstract class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> words;

    /** @param words the enum; users write its constants in lower case, with hyphens */
    protected EnumConverter(Class<E> words) {
        this.words = words;
    }

    @Override
    public E convert(String word) {
        return Arrays.stream(words.getEnumConstants())
                .filter(constant -> word(constant).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("There is no " + word + ": choose one of " + all()));
    }

    /** A constant as users write it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String all() {
        return Arrays.stream(words.getEnumConstants()).map(EnumConverter::word).collect(Collectors.joining(", "));
    }
}
