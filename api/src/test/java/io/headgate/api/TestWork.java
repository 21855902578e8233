package io.headgate.api;

import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Work of a kind of its own; what happens to an item is its test's to say. */
public class TestWork implements WorkHandler {

    public static final String KIND = "test";

    private final Map<String, Function<UUID, Next>> items = new ConcurrentHashMap<>();

    public void on(String id, Function<UUID, Next> handling) {
        items.put(id, handling);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        return items.getOrDefault(id, tenant -> Next.done()).apply(tenantId);
    }
}
