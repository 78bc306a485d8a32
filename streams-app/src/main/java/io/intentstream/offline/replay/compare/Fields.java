package io.intentstream.offline.replay.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Finds the fields in which two records differ. */
final class Fields {
    private final List<DiffResult.Field> differing = new ArrayList<>();

    private Fields() {}

    static List<DiffResult.Field> differing(IndexedRecord left, IndexedRecord right) {
        Fields fields = new Fields();
        fields.compare("", left, right);
        return fields.differing;
    }

    private void compare(String path, Object left, Object right) {
        if (left instanceof IndexedRecord a && right instanceof IndexedRecord b) {
            for (Schema.Field field : a.getSchema().getFields()) {
                String name = path.isEmpty() ? field.name() : path + "." + field.name();
                compare(name, a.get(field.pos()), b.get(field.pos()));
            }
        } else if (left instanceof List<?> a && right instanceof List<?> b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(path + "[" + i + "]", a.get(i), b.get(i));
            }
        } else if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            Map<String, Object> keys = new TreeMap<>();
            a.forEach((key, value) -> keys.put(key.toString(), key));
            b.forEach((key, value) -> keys.put(key.toString(), key));
            keys.forEach((name, key) -> compare(path + "." + name, a.get(key), b.get(key)));
        } else if (!Objects.equals(left, right)) {
            differing.add(new DiffResult.Field(path, String.valueOf(left), String.valueOf(right)));
        }
    }
}
