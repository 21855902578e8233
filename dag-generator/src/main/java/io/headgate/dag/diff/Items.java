package io.headgate.dag.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Things of a list by what names them. A faulty draft may have a name twice: then the first goes with the first, and so on. */
final class Items {

    /** A name and how many of the same name come before it. */
    record Id(String name, int occurrence) {}

    private final Map<Id, JsonNode> byId = new LinkedHashMap<>();

    static Items of(JsonNode list, Function<JsonNode, String> name) {
        Items items = new Items();
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode item : list) {
            String named = name.apply(item);
            items.byId.put(new Id(named, seen.merge(named, 1, Integer::sum)), item);
        }
        return items;
    }

    /** The names of both: the earlier ones in their order, then those that are new. */
    static List<Id> ids(Items before, Items after) {
        List<Id> ids = new ArrayList<>(before.byId.keySet());
        after.byId.keySet().stream().filter(id -> !before.byId.containsKey(id)).forEach(ids::add);
        return ids;
    }

    /** Whether what both have stands in another order. */
    static boolean areReordered(Items before, Items after) {
        return !before.alsoIn(after).equals(after.alsoIn(before));
    }

    /** The thing of this name; null when there is none. */
    @Nullable
    JsonNode get(Id id) {
        return byId.get(id);
    }

    private List<Id> alsoIn(Items other) {
        return byId.keySet().stream().filter(other.byId::containsKey).toList();
    }
}
