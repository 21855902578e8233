package io.headgate.api.process;

import io.headgate.api.account.LocationView;
import io.headgate.api.account.Locations;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.stage.Stages;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.CanonicalDefinition;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.DefinitionWriter;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import io.headgate.dag.validation.ProcessValidator;
import io.headgate.dag.validation.SettingsCall;
import io.headgate.dag.validation.SettingsLocations.Access;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reading, checking and writing definitions for the bound tenant. */
@org.springframework.stereotype.Component
class Definitions {

    private final DefinitionReader reader = new DefinitionReader();
    private final DefinitionWriter writer = new DefinitionWriter();
    private final ProcessValidator validator;
    private final ComponentTypes types;
    private final Locations locations;
    private final Stages stages;
    private final ProcessRepository processes;

    Definitions(ComponentTypes types, Locations locations, Stages stages, ProcessRepository processes) {
        this.validator = new ProcessValidator(types);
        this.types = types;
        this.locations = locations;
        this.stages = stages;
        this.processes = processes;
    }

    ReadResult readJson(byte[] bytes) {
        return reader.readJson(bytes);
    }

    ReadResult readYaml(byte[] bytes) {
        return reader.readYaml(bytes);
    }

    /** Reads what Headgate itself has stored. */
    ProcessDefinition stored(String text) {
        return switch (reader.readJson(text.getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Readable readable -> readable.definition();
            case ReadResult.Unreadable unreadable ->
                throw new IllegalStateException("A stored definition cannot be read: " + unreadable.problems());
        };
    }

    CanonicalDefinition write(ProcessDefinition definition) {
        return writer.write(definition);
    }

    JsonNode tree(ProcessDefinition definition) {
        return writer.toTree(definition);
    }

    /** Every problem of the definition on the tenant's default stage, whose locations a draft is judged by. */
    List<FieldProblem> problems(UUID tenantId, ProcessDefinition definition) {
        return problemsOn(stages.defaultOf(tenantId).id(), definition);
    }

    /** Every problem of the definition, the locations of a stage and the processes that it runs included. */
    List<FieldProblem> problemsOn(UUID stageId, ProcessDefinition definition) {
        Map<String, Set<Access>> known = new HashMap<>();
        for (LocationView location : locations.all(stageId)) {
            known.put(
                    location.key(),
                    switch (location.access()) {
                        case READ -> EnumSet.of(Access.READ);
                        case WRITE -> EnumSet.of(Access.WRITE);
                        case READ_WRITE -> EnumSet.allOf(Access.class);
                    });
        }
        return fieldProblems(validator.validate(definition, known, processesInUse(definition)));
    }

    /** The components of the definition that run other processes. */
    List<SettingsCall.Placed> calls(ProcessDefinition definition) {
        return SettingsCall.in(definition, types);
    }

    /** Those of the processes that the definition runs which are there and not archived. */
    private Set<String> processesInUse(ProcessDefinition definition) {
        Set<String> named = calls(definition).stream()
                .map(placed -> placed.call().process())
                .collect(Collectors.toSet());
        return named.isEmpty() ? Set.of() : processes.keysInUse(named);
    }

    /** The definition with every component's version named, so that it means the same for ever. */
    ProcessDefinition pinned(ProcessDefinition definition) {
        List<Component> components = definition.components().stream()
                .map(component -> new Component(
                        component.key(),
                        component.type(),
                        types.resolve(component.type(), component.version())
                                .map(ComponentType::version)
                                .orElseThrow(),
                        component.label(),
                        component.settings(),
                        component.retries(),
                        component.timeout(),
                        component.disabled(),
                        component.condition()))
                .toList();
        return new ProcessDefinition(
                definition.schemaVersion(),
                definition.key(),
                definition.name(),
                definition.parameters(),
                components,
                definition.edges(),
                definition.layout());
    }

    /** The definition under a key and a name; refused when nobody could read the name. */
    ProcessDefinition named(ProcessDefinition definition, String key, String name) {
        ProcessDefinition named = new ProcessDefinition(
                definition.schemaVersion(),
                key,
                name,
                definition.parameters(),
                definition.components(),
                definition.edges(),
                definition.layout());
        List<FieldProblem> problems = fieldProblems(validator.validate(named, Map.of())).stream()
                .filter(problem -> problem.pointer().equals("/name"))
                .toList();
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("process.name", "The process cannot have this name.", problems);
        }
        return named;
    }

    static List<FieldProblem> fieldProblems(List<Problem> problems) {
        return problems.stream()
                .map(problem ->
                        new FieldProblem(problem.code().word(), problem.pointer(), problem.message(), problem.remedy()))
                .toList();
    }
}
