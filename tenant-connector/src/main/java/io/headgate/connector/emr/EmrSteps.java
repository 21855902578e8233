package io.headgate.connector.emr;

import io.headgate.connector.session.TenantClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.AddJobFlowStepsResponse;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ListStepsRequest;
import software.amazon.awssdk.services.emr.model.ListStepsResponse;
import software.amazon.awssdk.services.emr.model.StepCancellationOption;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.StepState;
import software.amazon.awssdk.services.emr.model.StepSummary;

/**
 * The EMR calls that Headgate makes for steps. Each method is one call, or one page after the other of the same call; the
 * budget is the caller's to ask.
 */
public final class EmrSteps {

    /** ListSteps takes at most ten ids (EMR API reference, ListSteps). */
    public static final int IDS_A_CALL = 10;

    /** CancelSteps takes at most 256 ids (EMR API reference, CancelSteps). */
    public static final int CANCELS_A_CALL = 256;

    private final TenantClients clients;

    public EmrSteps(TenantClients clients) {
        this.clients = clients;
    }

    /** Adds one step, calling AWS exactly once. */
    public Submission submit(Cluster cluster, StepRequest step) {
        try {
            StepConfig config = StepConfig.builder()
                    .name(step.name())
                    .actionOnFailure(ActionOnFailure.CONTINUE)
                    .hadoopJarStep(jar -> jar.jar("command-runner.jar").args(step.arguments()))
                    .build();
            AddJobFlowStepsResponse response = clients.emrOnce(cluster.role())
                    .addJobFlowSteps(
                            request -> request.jobFlowId(cluster.clusterId()).steps(config));
            return new Submission.Accepted(response.stepIds().getFirst());
        } catch (SdkException e) {
            EmrProblem problem = EmrProblems.of(e);
            return problem.kind() == EmrProblem.Kind.UNREACHABLE
                    ? new Submission.Unknown(problem.message())
                    : new Submission.Refused(problem);
        }
    }

    /**
     * All steps that are pending, running or being cancelled, every page.
     *
     * @param furtherPage is run before each call after the first
     */
    public List<StepView> active(Cluster cluster, Runnable furtherPage) {
        return call(() -> pages(
                cluster,
                furtherPage,
                request -> request.stepStates(StepState.PENDING, StepState.RUNNING, StepState.CANCEL_PENDING)));
    }

    /** The steps of at most {@link #IDS_A_CALL} ids, whatever their state. */
    public List<StepView> byIds(Cluster cluster, Collection<String> ids) {
        return call(() -> pages(cluster, () -> {}, request -> request.stepIds(ids)));
    }

    /**
     * Steps with the name, newest first, looking back as far as {@code since}. Without a filter ListSteps answers newest
     * first, so that the walk can end early.
     *
     * @param furtherPage is run before each call after the first
     */
    public List<StepView> byName(Cluster cluster, String name, Instant since, Runnable furtherPage) {
        return byNames(cluster, Set.of(name), since, furtherPage).getOrDefault(name, List.of());
    }

    /** Like {@link #byName} for many names at once: one walk, whatever their number. Names that no step has are left out. */
    public Map<String, List<StepView>> byNames(
            Cluster cluster, Collection<String> names, Instant since, Runnable furtherPage) {
        Set<String> wanted = Set.copyOf(names);
        return call(() -> {
            Map<String, List<StepView>> found = new HashMap<>();
            String marker = null;
            do {
                if (marker != null) {
                    furtherPage.run();
                }
                ListStepsResponse page = page(cluster, request -> {}, marker);
                boolean old = false;
                for (StepSummary step : page.steps()) {
                    old |= createdBefore(step, since);
                    if (step.name() != null && wanted.contains(step.name())) {
                        found.computeIfAbsent(step.name(), name -> new ArrayList<>())
                                .add(view(step));
                    }
                }
                marker = old ? null : page.marker();
            } while (marker != null);
            return found;
        });
    }

    /** Asks for cancellation; EMR promises nothing, so the steps are watched further. */
    public void cancel(Cluster cluster, Collection<String> ids, boolean kill) {
        call(() -> clients.emr(cluster.role())
                .cancelSteps(request -> request.clusterId(cluster.clusterId())
                        .stepIds(ids)
                        .stepCancellationOption(
                                kill
                                        ? StepCancellationOption.TERMINATE_PROCESS
                                        : StepCancellationOption.SEND_INTERRUPT)));
    }

    /** Why the cluster takes no steps; empty when it does. */
    public Optional<EmrProblem> whyNotReady(Cluster cluster) {
        try {
            ClusterState state = clients.emr(cluster.role())
                    .describeCluster(request -> request.clusterId(cluster.clusterId()))
                    .cluster()
                    .status()
                    .state();
            return switch (state) {
                case STARTING, BOOTSTRAPPING, RUNNING, WAITING -> Optional.empty();
                case TERMINATING, TERMINATED, TERMINATED_WITH_ERRORS, UNKNOWN_TO_SDK_VERSION ->
                    Optional.of(new EmrProblem(EmrProblem.Kind.CLUSTER_GONE, "The cluster is " + state + "."));
            };
        } catch (SdkException e) {
            return Optional.of(EmrProblems.of(e));
        }
    }

    /** Where the cluster writes the logs of its steps; empty when it keeps none. */
    public Optional<String> logUri(Cluster cluster) {
        return call(() -> Optional.ofNullable(clients.emr(cluster.role())
                .describeCluster(request -> request.clusterId(cluster.clusterId()))
                .cluster()
                .logUri()));
    }

    private List<StepView> pages(Cluster cluster, Runnable furtherPage, Consumer<ListStepsRequest.Builder> filter) {
        List<StepView> found = new ArrayList<>();
        String marker = null;
        do {
            if (marker != null) {
                furtherPage.run();
            }
            ListStepsResponse page = page(cluster, filter, marker);
            page.steps().forEach(step -> found.add(view(step)));
            marker = page.marker();
        } while (marker != null);
        return List.copyOf(found);
    }

    private ListStepsResponse page(
            Cluster cluster, Consumer<ListStepsRequest.Builder> filter, @Nullable String marker) {
        ListStepsRequest.Builder request = ListStepsRequest.builder().clusterId(cluster.clusterId());
        filter.accept(request);
        if (marker != null) {
            request.marker(marker);
        }
        return clients.emr(cluster.role()).listSteps(request.build());
    }

    private static boolean createdBefore(StepSummary step, Instant since) {
        Instant created = step.status().timeline() == null
                ? null
                : step.status().timeline().creationDateTime();
        return created != null && created.isBefore(since);
    }

    private static StepView view(StepSummary step) {
        var timeline = step.status().timeline();
        var failure = step.status().failureDetails();
        return new StepView(
                step.id(),
                step.name(),
                phase(step.status().state()),
                timeline == null ? null : timeline.startDateTime(),
                timeline == null ? null : timeline.endDateTime(),
                failure == null ? null : failure.message());
    }

    private static StepView.Phase phase(StepState state) {
        return switch (state) {
            case PENDING -> StepView.Phase.PENDING;
            case RUNNING, UNKNOWN_TO_SDK_VERSION -> StepView.Phase.RUNNING;
            case CANCEL_PENDING -> StepView.Phase.CANCEL_PENDING;
            case COMPLETED -> StepView.Phase.COMPLETED;
            case CANCELLED -> StepView.Phase.CANCELLED;
            case FAILED, INTERRUPTED -> StepView.Phase.FAILED;
        };
    }

    private static <T> T call(Supplier<T> action) {
        try {
            return action.get();
        } catch (SdkException e) {
            throw new EmrProblemException(EmrProblems.of(e), e);
        }
    }
}
