package io.headgate.dag.validation;

import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.definition.Pointer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The places of data that settings name, found by the marks of the schema. */
public final class SettingsLocations {

    /** What a component does at a place. */
    public enum Access {
        READ,
        WRITE
    }

    /**
     * A place of data.
     *
     * @param location the key of a location of the tenant
     * @param path below the location; it may hold placeholders until they are resolved
     * @param pointer where the place stands, below the pointer that was given
     */
    public record Place(String location, String path, Access access, Pointer pointer) {}

    private SettingsLocations() {}

    /** The places that are named well enough to be told; faulty ones are for the validator. */
    public static List<Place> of(ComponentType type, JsonNode settings) {
        return of(type, settings, Pointer.ROOT);
    }

    static List<Place> of(ComponentType type, JsonNode settings, Pointer root) {
        List<Place> places = new ArrayList<>();
        SchemaMarks.walk(settings, type.settingsSchema(), root, (value, pointer, mark) -> {
            JsonNode location = value.path("location");
            JsonNode path = value.path("path");
            if (mark.isPlace() && location.isString() && path.isString()) {
                Access access = mark.access().equals("write") ? Access.WRITE : Access.READ;
                places.add(new Place(location.stringValue(), path.stringValue(), access, pointer));
            }
        });
        return places;
    }
}
