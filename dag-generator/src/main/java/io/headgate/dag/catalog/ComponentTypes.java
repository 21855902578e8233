package io.headgate.dag.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalogue: every component type in every version that may still run. */
public interface ComponentTypes {

    Optional<ComponentType> find(String type, int version);

    /** The highest version of a type. */
    Optional<ComponentType> latest(String type);

    /** All types in all versions, by type and then version. */
    List<ComponentType> all();

    /** The version that a component asks for, or the latest one when it names none. */
    default Optional<ComponentType> resolve(String type, @Nullable Integer version) {
        return version == null ? latest(type) : find(type, version);
    }
}
