package io.intentstream.core.condition;

import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts of a made-up user, at a moment that can be moved on. */
public final class MadeUpFacts implements Facts {
    private long now;
    private long sessionOverAt = Long.MIN_VALUE;
    private final Map<Variable, Object> values = new HashMap<>();
    private final Map<String, Double> keyed = new HashMap<>();
    private final Map<EventType, List<Long>> events = new EnumMap<>(EventType.class);
    private final Set<String> tags = new HashSet<>();
    private final Set<Integer> audiences = new HashSet<>();

    public MadeUpFacts(long now) {
        this.now = now;
    }

    public MadeUpFacts at(long moment) {
        now = moment;
        return this;
    }

    public MadeUpFacts sessionOverAt(long moment) {
        sessionOverAt = moment;
        return this;
    }

    public MadeUpFacts with(Variable variable, Object value) {
        values.put(variable, value);
        return this;
    }

    public MadeUpFacts with(Variable.Keyed variable, String key, double value) {
        keyed.put(variable + key, value);
        return this;
    }

    public MadeUpFacts withEvent(EventType type, long time) {
        events.computeIfAbsent(type, each -> new ArrayList<>()).add(time);
        return this;
    }

    public MadeUpFacts withTag(String tag) {
        tags.add(tag);
        return this;
    }

    public MadeUpFacts inAudience(int place) {
        audiences.add(place);
        return this;
    }

    /** A value; null when it is missing or has ended with the session. */
    private @Nullable Object value(Variable variable) {
        return variable.endsWithSession() && now >= sessionOverAt ? null : values.get(variable);
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long sessionOverAt() {
        return sessionOverAt;
    }

    @Override
    public double number(Variable.Numeric variable) {
        Object value = value(variable);
        return value == null ? Double.NaN : ((Number) value).doubleValue();
    }

    @Override
    public double number(Variable.Keyed variable, String key) {
        Double value = keyed.get(variable + key);
        return value == null || variable.endsWithSession() && now >= sessionOverAt ? Double.NaN : value;
    }

    @Override
    public long moment(Variable.Moment variable) {
        Object value = value(variable);
        return value == null ? -1 : (Long) value;
    }

    @Override
    public long length(Variable.Length variable) {
        Object value = value(variable);
        return value == null ? -1 : (Long) value;
    }

    @Override
    public @Nullable String text(Variable.Text variable) {
        return (String) value(variable);
    }

    @Override
    public boolean flag(Variable.Flag variable) {
        return variable == Variable.Flag.SESSION_ACTIVE ? now < sessionOverAt : value(variable) == Boolean.TRUE;
    }

    @Override
    public long count(EventType type) {
        return events.getOrDefault(type, List.of()).size();
    }

    @Override
    public long count(EventType type, CountWindow window) {
        return events.getOrDefault(type, List.of()).stream()
                .filter(time -> now < leaves(time, window))
                .count();
    }

    @Override
    public long countFallsTo(EventType type, CountWindow window, long most) {
        long[] moments = events.getOrDefault(type, List.of()).stream()
                .mapToLong(time -> leaves(time, window))
                .filter(moment -> moment > now)
                .sorted()
                .toArray();
        return most < 0 || moments.length <= most ? NEVER : moments[(int) (moments.length - 1 - most)];
    }

    /** When an event leaves a window. */
    static long leaves(long time, CountWindow window) {
        long step = window.step().millis();
        return (Math.floorDiv(time, step) + window.steps()) * step;
    }

    @Override
    public boolean tag(String name) {
        return tags.contains(name);
    }

    @Override
    public boolean audience(int place) {
        return audiences.contains(place);
    }
}
