package io.headgate.api.run;

import io.headgate.api.account.LocationView;
import io.headgate.api.account.Locations;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.validation.SettingsLocations;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The locations that a job is handed: those that its settings name, and no other. */
@Component
public class JobLocations {

    private final Locations locations;
    private final JsonMapper json;

    JobLocations(Locations locations, JsonMapper json) {
        this.locations = locations;
        this.json = json;
    }

    /** Address and access by key, of the locations that the settings name and the stage has. */
    public ObjectNode of(UUID stageId, ComponentType type, JsonNode settings) {
        Map<String, LocationView> known =
                locations.all(stageId).stream().collect(Collectors.toMap(LocationView::key, Function.identity()));
        ObjectNode named = json.createObjectNode();
        for (SettingsLocations.Place place : SettingsLocations.of(type, settings)) {
            LocationView location = known.get(place.location());
            if (location != null) {
                named.putObject(location.key())
                        .put("uri", location.uri())
                        .put("access", location.access().label());
            }
        }
        return named;
    }
}
