package io.intentstream.wire;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach the schema registry, read from settings under Confluent's names.
 *
 * @param urls {@code schema.registry.url}: one base address, or several equivalent ones separated by commas;
 *     a path such as {@code /apis/ccompat/v7} is kept; required
 * @param authorization value of the Authorization header, from {@code basic.auth.credentials.source} ({@code USER_INFO}:
 *     {@code basic.auth.user.info} holds user:password; {@code URL}: the address does) ; absent means none
 * @param autoRegister {@code auto.register.schemas}: whether a schema that the subject lacks is registered; default true;
 *     false means that it is looked up only
 * @param removeJavaProperties {@code avro.remove.java.properties}: whether schemas are registered without
 *     {@code avro.java.string}; default false, as Confluent's serializer has it
 * @param maxRetries {@code max.retries}: further attempts after a failed one; default 5
 * @param retryWait {@code retries.wait.ms}: pause before the first retry, doubled with each; default 200 ms
 * @param retryMaxWait {@code retries.max.wait.ms}: longest pause between attempts; default 5 s
 * @param connectTimeout {@code http.connect.timeout.ms}: default 5 s
 * @param readTimeout {@code http.read.timeout.ms}: for a whole answer; default 10 s
 * @param unknownIdTtl {@code missing.id.cache.ttl.sec}: how long an unknown schema id is not asked for again, so that a
 *     flood of bad records does not become one of requests; default 5 s
 * @param tls {@code schema.registry.ssl.*}; absent means the JDK's own trust store
 */
record RegistrySettings(
        List<URI> urls,
        Optional<String> authorization,
        boolean autoRegister,
        boolean removeJavaProperties,
        int maxRetries,
        Duration retryWait,
        Duration retryMaxWait,
        Duration connectTimeout,
        Duration readTimeout,
        Duration unknownIdTtl,
        Optional<SSLContext> tls) {

    static final String URL = "schema.registry.url";
    private static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    private static final String USER_INFO = "basic.auth.user.info";

    static RegistrySettings from(Map<String, ?> configs) {
        SettingsMap settings = new SettingsMap(configs);
        List<URI> given = addresses(settings);
        return new RegistrySettings(
                given.stream().map(RegistrySettings::withoutUserInfo).toList(),
                credentials(settings, given).map(RegistrySettings::basic),
                settings.flag("auto.register.schemas", true),
                settings.flag("avro.remove.java.properties", false),
                settings.number("max.retries", 5),
                settings.millis("retries.wait.ms", 200),
                settings.millis("retries.max.wait.ms", 5_000),
                settings.millis("http.connect.timeout.ms", 5_000),
                settings.millis("http.read.timeout.ms", 10_000),
                Duration.ofSeconds(settings.number("missing.id.cache.ttl.sec", 5)),
                RegistryTls.from(settings));
    }

    private static List<URI> addresses(SettingsMap settings) {
        String urls = settings.text(URL)
                .orElseThrow(() -> new ConfigException("Missing setting " + URL
                        + ": give the schema registry's address, such as http://localhost:8081"));
        return Arrays.stream(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(RegistrySettings::address)
                .toList();
    }

    private static URI address(String url) {
        try {
            URI uri = URI.create(url.replaceAll("/+$", ""));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the message below says the same for every malformed address, and shows no credentials.
        }
        throw new ConfigException("Invalid setting " + URL
                + ": an address is not of the form http://host:port or https://host:port, with an optional path");
    }

    private static Optional<String> credentials(SettingsMap settings, List<URI> urls) {
        String source = settings.text(CREDENTIALS_SOURCE).orElse("URL");
        return switch (source) {
            case "URL" ->
                urls.stream()
                        .map(URI::getUserInfo)
                        .filter(info -> info != null && !info.isEmpty())
                        .findFirst();
            case "USER_INFO" ->
                Optional.of(settings.text(USER_INFO)
                        .or(() -> settings.text("schema.registry." + USER_INFO))
                        .orElseThrow(() -> new ConfigException("Missing setting " + USER_INFO + ": "
                                + CREDENTIALS_SOURCE + "=USER_INFO needs it, as user:password")));
            default -> throw new ConfigException(CREDENTIALS_SOURCE, source, "allowed are USER_INFO and URL");
        };
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static URI withoutUserInfo(URI uri) {
        return uri.getRawUserInfo() == null ? uri : URI.create(uri.toString().replace(uri.getRawUserInfo() + "@", ""));
    }

    /** Credentials stay out of logs. */
    @Override
    public String toString() {
        return "RegistrySettings[urls=" + urls + ", authorization=" + (authorization.isPresent() ? "hidden" : "none")
                + "]";
    }
}
