package io.intentstream.cli.option;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words, and names them, as users write them, when it is none of them. */
public abstract class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> words;

    /** @param words whose constants can be chosen, by their names in lower case */
    protected EnumConverter(Class<E> words) {
        this.words = words;
    }

    @Override
    public E convert(String word) {
        return Arrays.stream(words.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("There is no " + word + ": choose one of " + all()));
    }

    private String all() {
        return Arrays.stream(words.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
