package io.headgate.api.publication;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.account.LocationAccess;
import io.headgate.api.account.LocationView;
import io.headgate.api.account.Locations;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.process.StageParameters;
import io.headgate.api.process.VersionView;
import io.headgate.api.publication.StageBindings.BoundCompute;
import io.headgate.api.publication.StageBindings.BoundLocation;
import io.headgate.api.publication.StageBindings.BoundParameter;
import io.headgate.api.publication.StageBindings.Source;
import io.headgate.api.stage.StageView;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.ProblemCode;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.validation.ParameterValues;
import io.headgate.dag.validation.SettingsLocations;
import io.headgate.dag.validation.SettingsLocations.Access;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Binds the names in a version to what a stage has under them, and says everything that is missing or does not fit. */
@org.springframework.stereotype.Component
class Bindings {

    /** How the version uses a location. */
    private record Use(Set<Access> access, Set<String> components) {}

    private final Processes processes;
    private final StageParameters values;
    private final Locations locations;
    private final Accounts accounts;
    private final PublicationRepository publications;
    private final CalledProcesses called;
    private final ComponentTypes types;
    private final JsonMapper json;

    Bindings(
            Processes processes,
            StageParameters values,
            Locations locations,
            Accounts accounts,
            PublicationRepository publications,
            CalledProcesses called,
            ComponentTypes types,
            JsonMapper json) {
        this.processes = processes;
        this.values = values;
        this.locations = locations;
        this.accounts = accounts;
        this.publications = publications;
        this.called = called;
        this.types = types;
        this.json = json;
    }

    /** What a version binds to on a stage. Nothing is changed. */
    @Transactional(readOnly = true)
    public StageBindings of(UUID tenantId, ProcessView process, VersionView version, StageView stage) {
        ProcessDefinition definition = processes.definition(version.id());
        List<FieldProblem> problems = new ArrayList<>(faults(stage, version));
        List<BoundLocation> places = locations(stage, definition, problems);
        Optional<ComputeTarget> target = accounts.computeTarget(tenantId, stage.id());
        if (target.isEmpty()) {
            problems.add(new FieldProblem(
                    "binding.no-compute",
                    "",
                    "The stage " + stage.name() + " has no compute target where the components could run.",
                    "A tenant admin names an account for the stage."));
        }
        List<BoundParameter> parameters = parameters(process, stage, definition, problems);
        CalledProcesses.Bound bound = called.on(tenantId, stage, definition);
        problems.addAll(bound.problems());
        return new StageBindings(
                process.key(),
                version.number(),
                version.sha256(),
                stage.key(),
                stage.needsSecondPerson(),
                liveVersion(process, stage),
                target.map(Bindings::compute).orElse(null),
                places,
                parameters,
                bound.processes(),
                problems);
    }

    /** Refuses a version that cannot run on the stage, every problem at once. */
    @Transactional(readOnly = true)
    public void refuseUnlessComplete(UUID tenantId, ProcessView process, VersionView version, StageView stage) {
        refuse(version, stage, of(tenantId, process, version, stage).problems());
    }

    /** Refuses a version that runs processes which are not published on the stage, or do not fit. */
    @Transactional(readOnly = true)
    public void refuseUnfitCalls(UUID tenantId, VersionView version, StageView stage) {
        refuse(
                version,
                stage,
                called.on(tenantId, stage, processes.definition(version.id())).problems());
    }

    private static void refuse(VersionView version, StageView stage, List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(
                    "publication.bindings",
                    "Version " + version.number() + " cannot be published on the stage " + stage.name()
                            + ": something is missing there, or does not fit. Nothing was changed.",
                    problems);
        }
    }

    /** What is wrong with the version itself by now; its locations are told apart, by what the stage lacks. */
    private List<FieldProblem> faults(StageView stage, VersionView version) {
        return processes.problemsOn(stage.id(), version.id()).stream()
                .filter(problem -> !problem.code().equals(ProblemCode.SETTINGS_LOCATION.word()))
                .toList();
    }

    private List<BoundLocation> locations(StageView stage, ProcessDefinition definition, List<FieldProblem> problems) {
        Map<String, LocationView> known =
                locations.all(stage.id()).stream().collect(Collectors.toMap(LocationView::key, Function.identity()));
        Map<String, Use> uses = new LinkedHashMap<>();
        Pointer all = Pointer.ROOT.field("components");
        for (int i = 0; i < definition.components().size(); i++) {
            Component component = definition.components().get(i);
            Pointer settings = all.item(i).field("settings");
            for (SettingsLocations.Place place : places(component)) {
                Use use = uses.computeIfAbsent(
                        place.location(), key -> new Use(EnumSet.noneOf(Access.class), new LinkedHashSet<>()));
                boolean isNew = use.access().add(place.access());
                use.components().add(component.key());
                if (isNew) {
                    misfit(stage, place, known.get(place.location()))
                            .map(problem -> new FieldProblem(
                                    problem.code(),
                                    settings.text() + problem.pointer(),
                                    problem.message(),
                                    problem.remedy()))
                            .ifPresent(problems::add);
                }
            }
        }
        return uses.entrySet().stream()
                .map(use -> bound(use.getKey(), use.getValue(), known.get(use.getKey())))
                .toList();
    }

    private List<SettingsLocations.Place> places(Component component) {
        return types.resolve(component.type(), component.version())
                .map(type -> SettingsLocations.of(type, component.settings()))
                .orElse(List.of());
    }

    private static Optional<FieldProblem> misfit(
            StageView stage, SettingsLocations.Place place, @Nullable LocationView location) {
        if (location == null) {
            return Optional.of(new FieldProblem(
                    "binding.location-missing",
                    place.pointer().text(),
                    "The stage " + stage.name() + " has no location '" + place.location() + "'.",
                    "A tenant admin adds it to the stage."));
        }
        LocationAccess needed = place.access() == Access.WRITE ? LocationAccess.WRITE : LocationAccess.READ;
        if (location.access() == needed || location.access() == LocationAccess.READ_WRITE) {
            return Optional.empty();
        }
        String deed = needed == LocationAccess.WRITE ? "written" : "read";
        return Optional.of(new FieldProblem(
                "binding.location-access",
                place.pointer().text(),
                "The location '" + place.location() + "' of the stage " + stage.name() + " may not be " + deed
                        + ", and the version needs that.",
                "A tenant admin gives the stage a location that may be " + deed + " under this key."));
    }

    private static BoundLocation bound(String key, Use use, @Nullable LocationView location) {
        return new BoundLocation(
                key,
                location == null ? null : location.uri(),
                location == null ? null : location.access().label(),
                use.access().contains(Access.READ),
                use.access().contains(Access.WRITE),
                List.copyOf(use.components()));
    }

    private List<BoundParameter> parameters(
            ProcessView process, StageView stage, ProcessDefinition definition, List<FieldProblem> problems) {
        Map<String, JsonNode> own = values.of(process.id(), stage.id());
        ParameterValues bound = ParameterValues.bind(
                values.applied(process.id(), stage.id(), definition.parameters()),
                json.createObjectNode(),
                Pointer.ROOT.field("parameters"));
        bound.problems().stream()
                .map(problem -> new FieldProblem(
                        problem.code() == ProblemCode.PARAMETER_MISSING
                                ? "binding.parameter-missing"
                                : "binding.parameter-unfit",
                        problem.pointer(),
                        problem.message(),
                        "Set it among the values of the stage " + stage.name() + ". " + problem.remedy()))
                .forEach(problems::add);
        return definition.parameters().stream()
                .map(parameter -> bound(parameter, own))
                .toList();
    }

    private static BoundParameter bound(Parameter parameter, Map<String, JsonNode> own) {
        boolean isOwn = own.containsKey(parameter.key());
        JsonNode value = isOwn ? own.get(parameter.key()) : parameter.defaultValue();
        Source source = isOwn ? Source.STAGE : value == null ? Source.RUN : Source.DEFAULT;
        return new BoundParameter(
                parameter.key(), parameter.label(), parameter.type(), parameter.required(), value, source);
    }

    private static BoundCompute compute(ComputeTarget target) {
        return new BoundCompute(
                target.accountId(),
                target.role().accountNumber(),
                target.role().region(),
                target.cluster().clusterId());
    }

    private @Nullable Integer liveVersion(ProcessView process, StageView stage) {
        return publications
                .findFirstByProcessIdAndStageIdAndStateOrderByNumberDesc(
                        process.id(), stage.id(), PublicationState.LIVE)
                .map(live -> processes.versionById(live.versionId()).number())
                .orElse(null);
    }
}
