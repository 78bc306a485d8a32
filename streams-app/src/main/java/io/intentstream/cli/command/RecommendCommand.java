package io.intentstream.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.RecommendationText;
import io.intentstream.cli.console.SafeText;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.EnumConverter;
import io.intentstream.cli.option.UserIdConverter;
import io.intentstream.config.HttpSettings;
import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.Associations;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.Recommendation;
import io.intentstream.core.recommendation.RecommendationList;
import io.intentstream.core.recommendation.RecommendationRequest;
import io.intentstream.core.recommendation.Recommender;
import io.intentstream.core.recommendation.RelatedItem;
import io.intentstream.core.recommendation.RelatedKind;
import io.intentstream.schema.RecommendationReason;
import io.intentstream.server.http.EngineClient;
import io.intentstream.server.json.RecommendationJson;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what to recommend: to a user, as a running engine answers; or by products, from an items bundle alone. */
@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what to recommend to a user, or with products.",
        description = {
            "",
            "With USER_ID it asks a running engine over HTTP. With --item or --items it reads an items bundle and needs no engine.",
            ""
        })
public final class RecommendCommand extends ConsoleCommand {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = 10;

    @Parameters(
            arity = "0..1",
            paramLabel = "USER_ID",
            converter = UserIdConverter.class,
            description = "The user's id.")
    private @Nullable String userId;

    @Option(
            names = "--item",
            paramLabel = "ITEM_ID",
            description = "Show what is viewed and bought with this product, and its association rules.")
    private @Nullable String item;

    @Option(
            names = "--items",
            paramLabel = "ITEM_ID",
            split = ",",
            description = "Show what to recommend after these products, the latest last.")
    private List<String> items = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "The items bundle of --item and --items, such as model-artifacts/shop-items/1.")
    private @Nullable Path model;

    @Option(
            names = "--list",
            paramLabel = "LIST",
            converter = ListConverter.class,
            description = "all; continue, the user's own products; or discover, products that are new to the user.")
    private @Nullable RecommendationList list;

    @Option(names = "--category", paramLabel = "CATEGORY_ID", description = "The only category.")
    private @Nullable String category;

    @Option(
            names = "--exclude",
            paramLabel = "ITEM_ID",
            split = ",",
            description = "Products that must not be in the list.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "The most products of a list, 1 to 100. Default: 10.")
    private int limit = LIMIT;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the engine answers. Default: http.advertised.url, or http.host and http.port.")
    private @Nullable URI url;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    /** Takes lists in lower case. */
    static final class ListConverter extends EnumConverter<RecommendationList> {
        ListConverter() {
            super(RecommendationList.class);
        }
    }

    @Override
    protected ExitCode run() {
        requireOneSubject();
        if (limit < 1 || limit > RecommendationRequest.MAX_LIMIT) {
            throw usage("--limit: must be 1 to " + RecommendationRequest.MAX_LIMIT + ", and is " + limit);
        }
        if (userId != null) {
            ofUser(userId);
        } else if (model == null) {
            throw usage(
                    "--model: missing; --item and --items need an items bundle, such as model-artifacts/shop-items/1");
        } else if (item != null) {
            ofItem(item, model);
        } else {
            ofItems(model);
        }
        return ExitCode.DONE;
    }

    private void requireOneSubject() {
        int subjects = (userId == null ? 0 : 1) + (item == null ? 0 : 1) + (items.isEmpty() ? 0 : 1);
        if (subjects != 1) {
            throw usage("name either a user, or --item or --items with --model");
        }
        if (userId != null && model != null) {
            throw usage(
                    "--model: goes with --item and --items; a user is asked for at a running engine, which has its own");
        }
        if (item != null && (list != null || category != null || !exclude.isEmpty())) {
            throw usage("--list, --category and --exclude do not go with --item");
        }
    }

    private void ofUser(String user) {
        HttpSettings http = configOptions.load().http();
        String answer = (url == null ? new EngineClient(http) : new EngineClient(http, url)).get(path(user));
        if (json) {
            say(answer);
            return;
        }
        try {
            show(JSON.readTree(answer));
        } catch (JsonProcessingException e) {
            throw new CommandFailed("The engine's answer is not JSON: does an engine of this release listen there?", e);
        }
    }

    private String path(String user) {
        StringBuilder path = new StringBuilder("/users/" + encoded(user) + "/recommendations?limit=" + limit);
        if (list != null) {
            path.append("&list=").append(EnumConverter.word(list));
        }
        if (category != null) {
            path.append("&category=").append(encoded(category));
        }
        for (String excluded : exclude) {
            path.append("&exclude=").append(encoded(excluded));
        }
        return path.toString();
    }

    /** A dot is encoded, too: {@code ..} would be another path. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    private void show(JsonNode answer) {
        List<Recommendation> products = new ArrayList<>();
        answer.path("items")
                .forEach(product -> products.add(new Recommendation(
                        product.path("itemId").asText(),
                        product.path("categoryId").textValue(),
                        product.path("score").asDouble(),
                        reason(product.path("reason").asText()),
                        product.path("because").textValue())));
        if (answer.path("coldStart").asBoolean()) {
            say("Nothing is known of this user: bestsellers.");
        } else {
            say("As of the user's latest event, " + answer.path("asOf").asText() + ".");
        }
        RecommendationText.list(products).forEach(this::say);
        List<String> next = new ArrayList<>();
        answer.path("categories")
                .forEach(one -> next.add(SafeText.of(one.path("categoryId").asText())
                        + String.format(
                                Locale.ROOT, " %.0f %%", 100 * one.path("share").asDouble())));
        if (!next.isEmpty()) {
            say("Next categories: " + String.join(", ", next));
        }
        sayBundle(
                answer.path("itemsName").asText(),
                answer.path("itemsVersion").asText(),
                answer.path("itemsFingerprint").asText());
    }

    private static RecommendationReason reason(String name) {
        return EnumSet.allOf(RecommendationReason.class).stream()
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(RecommendationReason.OTHER);
    }

    private void ofItems(Path folder) {
        ItemsBundle bundle = ItemsBundle.load(folder);
        RecommendationRequest request = new RecommendationRequest(
                limit, list == null ? RecommendationList.ALL : list, category, Set.copyOf(exclude));
        List<Recommendation> products = recommender(bundle).recommend(items, request);
        if (json) {
            say(RecommendationJson.products(products, bundle));
            return;
        }
        RecommendationText.list(products).forEach(this::say);
        sayBundle(bundle);
    }

    private void ofItem(String itemId, Path folder) {
        ItemsBundle bundle = ItemsBundle.load(folder);
        boolean known = bundle.tables().item(itemId).isPresent();
        List<RelatedItem> viewed = recommender(bundle).related(itemId, RelatedKind.ALSO_VIEWED, limit);
        List<RelatedItem> bought = recommender(bundle).related(itemId, RelatedKind.ALSO_BOUGHT, limit);
        List<Association> rules = rules(itemId, folder);
        if (json) {
            say(RecommendationJson.item(itemId, known, viewed, bought, rules, bundle));
            return;
        }
        if (!known) {
            say("The bundle does not know this product: too few users had it, or it is newer. Ids are case-sensitive.");
        } else {
            say("Viewed with it");
            RecommendationText.related(viewed).forEach(this::say);
            say("");
            say("Goes with it");
            RecommendationText.related(bought).forEach(this::say);
            say("");
            say("Association rules");
            RecommendationText.associations(rules).forEach(this::say);
        }
        sayBundle(bundle);
    }

    private List<Association> rules(String itemId, Path folder) {
        Map<String, List<Association>> all = Associations.byAntecedent(
                ItemsBundle.associations(folder), Association.Level.ITEM, EnumSet.allOf(Association.Basket.class));
        List<Association> rules = all.getOrDefault(itemId, List.of());
        return rules.subList(0, Math.min(limit, rules.size()));
    }

    /** Nobody's purchases are known here. */
    private static Recommender recommender(ItemsBundle bundle) {
        return new Recommender(bundle, Duration.ZERO);
    }

    private void sayBundle(ItemsBundle bundle) {
        sayBundle(bundle.manifest().name(), bundle.manifest().version(), bundle.fingerprintHex());
    }

    private void sayBundle(String name, String version, String fingerprint) {
        say("");
        say("From " + SafeText.of(name) + " " + SafeText.of(version) + " (" + SafeText.of(fingerprint) + ").");
    }
}
