package io.intentstream.cli.option;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a user's id from the command line; refuses one that no event can have, such as the value of an empty variable. */
public final class UserIdConverter implements ITypeConverter<String> {

    @Override
    public String convert(String userId) {
        Validation.Rejected wrong = EventValidator.checkUserId(userId);
        if (wrong != null) {
            throw new TypeConversionException(wrong.message());
        }
        return userId;
    }
}
