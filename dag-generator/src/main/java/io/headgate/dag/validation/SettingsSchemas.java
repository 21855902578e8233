package io.headgate.dag.validation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.headgate.dag.catalog.ComponentType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The compiled schemas of component types, each compiled once. Nothing is ever fetched: a schema that refers outside is refused. */
final class SettingsSchemas {

    private record Id(String type, int version) {}

    private final Map<Id, Schema> compiled = new ConcurrentHashMap<>();

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    List<Error> check(ComponentType type, JsonNode settings) {
        return compiled.computeIfAbsent(
                        new Id(type.type(), type.version()), id -> registry.getSchema(type.settingsSchema()))
                .validate(SchemaInput.of(settings));
    }
}
