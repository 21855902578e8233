package io.headgate.api.publication;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.process.StageParameters;
import io.headgate.api.publication.StageBindings.BoundProcess;
import io.headgate.api.stage.StageView;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.validation.CallValues;
import io.headgate.dag.validation.SettingsCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The processes that a version runs, as they stand on a stage, and what does not fit them there. */
@org.springframework.stereotype.Component
class CalledProcesses {

    /** What a version's calls come to on a stage; it can be published there when there are no problems. */
    record Bound(List<BoundProcess> processes, List<FieldProblem> problems) {}

    /** The process of a call, as it is published on the stage. */
    private record Published(
            ProcessView process, int version, ProcessDefinition definition, List<Parameter> parameters) {}

    private final Processes processes;
    private final StageParameters values;
    private final PublicationRepository publications;
    private final ComponentTypes types;

    CalledProcesses(
            Processes processes, StageParameters values, PublicationRepository publications, ComponentTypes types) {
        this.processes = processes;
        this.values = values;
        this.publications = publications;
        this.types = types;
    }

    /** A process that is not there at all is a fault of the version itself, and not told here. */
    Bound on(UUID tenantId, StageView stage, ProcessDefinition definition) {
        Map<String, List<SettingsCall.Placed>> byProcess = new LinkedHashMap<>();
        SettingsCall.in(definition, types)
                .forEach(placed -> byProcess
                        .computeIfAbsent(placed.call().process(), key -> new ArrayList<>())
                        .add(placed));
        List<BoundProcess> bound = new ArrayList<>();
        List<FieldProblem> problems = new ArrayList<>();
        byProcess.forEach((key, calls) -> {
            Optional<ProcessView> process = processes.find(tenantId, key);
            Optional<Published> published = process.flatMap(found -> published(found, stage));
            bound.add(new BoundProcess(
                    key,
                    process.map(ProcessView::name).orElse(null),
                    published.map(Published::version).orElse(null),
                    calls.stream().map(placed -> placed.component().key()).toList()));
            process.filter(found -> found.archivedAt() == null)
                    .ifPresent(found -> calls.forEach(
                            placed -> problems.addAll(misfits(stage, found, published.orElse(null), placed))));
        });
        return new Bound(bound, problems);
    }

    private Optional<Published> published(ProcessView process, StageView stage) {
        return publications
                .findFirstByProcessIdAndStageIdOrderByNumberDesc(process.id(), stage.id())
                .filter(newest -> newest.state() == PublicationState.LIVE
                        || newest.state().isOnItsWay())
                .map(newest -> {
                    ProcessDefinition definition = processes.definition(newest.versionId());
                    return new Published(
                            process,
                            processes.versionById(newest.versionId()).number(),
                            definition,
                            values.applied(process.id(), stage.id(), definition.parameters()));
                });
    }

    private List<FieldProblem> misfits(
            StageView stage, ProcessView process, @Nullable Published published, SettingsCall.Placed placed) {
        String settings = placed.settings().text();
        SettingsCall call = placed.call();
        if (published == null) {
            return List.of(new FieldProblem(
                    "binding.process-missing",
                    settings + call.processPointer(),
                    "The process \"" + process.name() + "\" is not published on the stage " + stage.name() + ".",
                    "Publish it there first, then this one."));
        }
        List<FieldProblem> problems = new ArrayList<>();
        resultFault(published, call)
                .map(fault -> new FieldProblem(
                        "binding.process-component",
                        settings + call.resultPointer(),
                        "Version " + published.version() + " of \"" + process.name() + "\", published on the stage "
                                + stage.name() + ", " + fault + ".",
                        "Choose another component of it, or publish a version of it that has this one."))
                .ifPresent(problems::add);
        CallValues.check(published.parameters(), call.parameters(), new Pointer(settings + call.parametersPointer()))
                .stream()
                .map(problem -> new FieldProblem(
                        "binding.process-values",
                        problem.pointer(),
                        "\"" + process.name() + "\" on the stage " + stage.name() + ": " + problem.message(),
                        problem.remedy()))
                .forEach(problems::add);
        return problems;
    }

    /** Why no rows can be taken from the component that the call names; empty when they can, or when it names none. */
    private Optional<String> resultFault(Published published, SettingsCall call) {
        String wanted = call.resultFrom();
        if (wanted == null) {
            return Optional.empty();
        }
        return published
                .definition()
                .component(wanted)
                .map(component -> types.resolve(component.type(), component.version())
                                .filter(type -> SettingsCall.yieldsRows(type, component.settings()))
                                .isPresent()
                        ? Optional.<String>empty()
                        : Optional.of("has a component '" + wanted + "' out of which no rows come"))
                .orElseGet(() -> Optional.of("has no component '" + wanted + "'"));
    }
}
