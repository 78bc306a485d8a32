package io.intentstream.wire.format;

import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The currencies of ISO 4217. */
final class Currencies {
    private static final int USUAL_DIGITS = 2;
    private static final Map<String, Integer> DIGITS = new HashMap<>();

    static {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            DIGITS.put(currency.getCurrencyCode(), Math.max(0, currency.getDefaultFractionDigits()));
        }
    }

    private Currencies() {}

    /** The code in upper case; null when there is no such currency. */
    static @Nullable String code(String text) {
        if (DIGITS.containsKey(text)) {
            return text;
        }
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return DIGITS.containsKey(upper) ? upper : null;
    }

    /** The decimal digits of a currency's minor unit: 2 for EUR, 0 for JPY; 2 when the currency is not known. */
    static int digits(@Nullable String code) {
        return code == null ? USUAL_DIGITS : DIGITS.getOrDefault(code, USUAL_DIGITS);
    }
}
