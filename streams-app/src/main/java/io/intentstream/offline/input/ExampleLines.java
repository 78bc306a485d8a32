package io.intentstream.offline.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.offline.input.FormatReport.MappedLine;
import io.intentstream.offline.input.FormatReport.NameCount;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Picks lines that show how a file is read: of each type of event the one that says most, among them an order of a few products. */
final class ExampleLines {
    private static final int FEW = 4;

    /** Shown before others: they have products. */
    private static final List<EventType> TELLING =
            List.of(EventType.PURCHASE, EventType.ADD_TO_CART, EventType.VIEW_ITEM, EventType.VIEW_ITEM_LIST);

    private record Candidate(MappedLine line, int worth) {}

    private final Map<EventType, Candidate> best = new EnumMap<>(EventType.class);

    void offer(Line line, JsonNode record, UsedPlaces places, ClickEvent event) {
        int worth = worth(event);
        Candidate before = best.get(event.getEventType());
        if (before == null || worth > before.worth()) {
            String source = new String(line.bytes(), line.start(), line.end() - line.start(), StandardCharsets.UTF_8);
            best.put(
                    event.getEventType(),
                    new Candidate(new MappedLine(line.number(), source, places.used(record), event), worth));
        }
    }

    /** Fields with a value; a few products are better than one, and one is better than many. */
    private static int worth(ClickEvent event) {
        int products = event.getItems().size();
        int filled = (int) Stream.of(
                        event.getItemId(),
                        event.getPriceMinor(),
                        event.getCategoryId(),
                        event.getOrderId(),
                        event.getValueMinor(),
                        event.getQuery(),
                        event.getPageType(),
                        event.getSessionId())
                .filter(Objects::nonNull)
                .count();
        return filled + (products > 1 && products <= FEW ? 10 : 0) - (products > FEW ? 10 : 0);
    }

    /** One order, one other event with a product, and one of the most frequent type that is left, in the order of their lines. */
    List<MappedLine> chosen(List<NameCount> frequent) {
        Set<EventType> types = new LinkedHashSet<>();
        TELLING.stream().filter(best::containsKey).limit(2).forEach(types::add);
        frequent.stream()
                .map(each -> EventType.valueOf(each.name()))
                .filter(type -> type != EventType.OTHER)
                .forEach(types::add);
        types.add(EventType.OTHER);
        return types.stream()
                .filter(best::containsKey)
                .limit(FormatCheck.MOST_EXAMPLES)
                .map(type -> best.get(type).line())
                .sorted(Comparator.comparingLong(MappedLine::line))
                .toList();
    }
}
