package io.headgate.dag.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The component types that come with the product, read from the entries beside this class. */
public final class BuiltInComponentTypes implements ComponentTypes {

    /** A jar cannot be listed portably, so the entries are named; a test compares this list with the folder. */
    private static final List<String> ENTRIES = List.of(
            "combine-rows.v1",
            "export-files.v1",
            "ingest-files.v1",
            "quality-check.v1",
            "run-process.v1",
            "sql-rule.v1");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final List<ComponentType> types;

    public BuiltInComponentTypes() {
        this.types = ENTRIES.stream()
                .map(BuiltInComponentTypes::load)
                .sorted(Comparator.comparing(ComponentType::type).thenComparing(ComponentType::version))
                .toList();
    }

    @Override
    public Optional<ComponentType> find(String type, int version) {
        return types.stream()
                .filter(entry -> entry.type().equals(type) && entry.version() == version)
                .findFirst();
    }

    @Override
    public Optional<ComponentType> latest(String type) {
        return types.stream()
                .filter(entry -> entry.type().equals(type))
                .max(Comparator.comparing(ComponentType::version));
    }

    @Override
    public List<ComponentType> all() {
        return types;
    }

    private static ComponentType load(String entry) {
        try (InputStream in = BuiltInComponentTypes.class.getResourceAsStream(entry + ".json")) {
            if (in == null) {
                throw new IllegalStateException("catalogue entry is missing from the jar: " + entry);
            }
            return JSON.readValue(in, ComponentType.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
