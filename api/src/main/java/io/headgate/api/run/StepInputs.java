package io.headgate.api.run;

import io.headgate.api.account.LocationView;
import io.headgate.api.account.Locations;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.definition.Component;
import io.headgate.dag.validation.SettingsLocations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a component of a run reads and where it may write, besides its settings. */
@org.springframework.stereotype.Component
class StepInputs {

    private final Locations locations;
    private final JsonMapper json;

    StepInputs(Locations locations, JsonMapper json) {
        this.locations = locations;
        this.json = json;
    }

    /** The locations that the settings name, by their keys: address and access. */
    ObjectNode locations(UUID tenantId, ComponentType type, JsonNode settings) {
        List<SettingsLocations.Place> places = SettingsLocations.of(type, settings);
        ObjectNode named = json.createObjectNode();
        if (places.isEmpty()) {
            return named;
        }
        Map<String, LocationView> known =
                locations.all(tenantId).stream().collect(Collectors.toMap(LocationView::key, Function.identity()));
        for (SettingsLocations.Place place : places) {
            LocationView location = known.get(place.location());
            if (location != null) {
                named.putObject(location.key())
                        .put("uri", location.uri())
                        .put("access", location.access().label());
            }
        }
        return named;
    }

    /** The outputs of the components before one, by the keys under which they come in. */
    ObjectNode upstream(RunGraph graph, Component component, List<TaskRun> ofRun) {
        Map<String, TaskRun> byKey =
                ofRun.stream().collect(Collectors.toMap(TaskRun::componentKey, Function.identity()));
        ObjectNode inputs = json.createObjectNode();
        for (String upstream : graph.upstreamOf(component.key())) {
            graph.sourceOf(upstream)
                    .flatMap(source -> Optional.ofNullable(byKey.get(source)))
                    .flatMap(source -> StepResult.output(json, source.result()))
                    .ifPresent(uri -> inputs.putObject(upstream).put("uri", uri).put("format", "parquet"));
        }
        return inputs;
    }
}
