package io.intentstream.config;

/**
 * A key and its text as given, not validated yet.
 *
 * @param key the key in properties form, such as {@code input.topics}
 * @param text the value as given
 * @param origin where it was given
 */
record RawSetting(String key, String text, SettingSource origin) {}
