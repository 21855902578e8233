package io.headgate.dag.validation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.headgate.dag.catalog.ComponentType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The compiled schemas of component types, each compiled once. Nothing is ever fetched: a schema that refers outside is refused. */
final class SettingsSchemas {

    private record Id(String type, int version) {}

    private final Map<Id, Schema> compiled = new ConcurrentHashMap<>();

    /** Our own mark is known as one that judges nothing, or the library warns of it. */
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("x-headgate"))
            .build());

    List<Error> check(ComponentType type, JsonNode settings) {
        return compiled.computeIfAbsent(
                        new Id(type.type(), type.version()), id -> registry.getSchema(type.settingsSchema()))
                .validate(SchemaInput.of(settings));
    }
}
