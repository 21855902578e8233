package io.headgate.api.environment;

import io.headgate.api.platform.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The Airflow environments. They belong to the platform, not to a tenant. */
@Service
public class Environments {

    /**
     * How Airflow is spoken to.
     *
     * @param pluginVersion version of the Airflow package that this release needs
     * @param callsPerSecond of this instance to one environment; MWAA grants ten to all instances together (Amazon MWAA user guide)
     */
    @ConfigurationProperties("headgate.airflow")
    record Settings(String pluginVersion, double callsPerSecond) {}

    /** How an environment does right now. */
    public record Health(boolean reachable, Map<String, String> parts, String pluginVersion, boolean pluginFits) {}

    private static final String PLUGIN = "headgate_airflow_";

    private final EnvironmentRepository environments;
    private final AirflowApi airflow;
    private final Settings settings;
    private final Clock clock;

    Environments(EnvironmentRepository environments, AirflowApi airflow, Settings settings, Clock clock) {
        this.environments = environments;
        this.airflow = airflow;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public EnvironmentView add(String name, String region, String bucket) {
        Optional<AirflowEnvironment> known = environments.findByName(name);
        if (known.isPresent()) {
            throw ProblemException.conflict("environment.known", "There is an environment '" + name + "' already.");
        }
        return environments
                .save(new AirflowEnvironment(name, region, bucket, clock.instant()))
                .view();
    }

    /** Sets how many runs of all its tenants may be under way at the same time. */
    @Transactional
    public EnvironmentView limitRuns(String name, int runLimit) {
        AirflowEnvironment environment = environments.findByName(name).orElseThrow(Environments::unknown);
        environment.limitRuns(runLimit);
        return environments.save(environment).view();
    }

    @Transactional(readOnly = true)
    public List<EnvironmentView> all() {
        return environments.findAllByOrderByName().stream()
                .map(AirflowEnvironment::view)
                .toList();
    }

    @Transactional(readOnly = true)
    public EnvironmentView get(UUID id) {
        return environments.findById(id).orElseThrow(Environments::unknown).view();
    }

    @Transactional(readOnly = true)
    public EnvironmentView byName(String name) {
        return environments.findByName(name).orElseThrow(Environments::unknown).view();
    }

    /** Asks Airflow how it does and which version of our plugin it has loaded. Not to be called in a transaction. */
    public Health health(EnvironmentView environment) {
        try {
            AirflowAnswer monitor = airflow.get(environment.name(), "/monitor/health", Map.of());
            Map<String, String> parts = new java.util.TreeMap<>();
            monitor.body()
                    .properties()
                    .forEach(part -> parts.put(
                            part.getKey(), part.getValue().path("status").asString("unknown")));
            String version = pluginVersion(environment).orElse("none");
            return new Health(true, Map.copyOf(parts), version, version.equals(settings.pluginVersion()));
        } catch (AirflowAwayException e) {
            return new Health(false, Map.of(), "unknown", false);
        }
    }

    /** Version of our plugin that Airflow shows; empty when it has none. */
    public Optional<String> pluginVersion(EnvironmentView environment) {
        JsonNode plugins = airflow.get(environment.name(), "/plugins", Map.of("limit", 100))
                .body()
                .path("plugins");
        return plugins.valueStream()
                .map(plugin -> plugin.path("name").asString("").toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(PLUGIN))
                .map(name -> name.substring(PLUGIN.length()).replace('_', '.'))
                .findFirst();
    }

    public String neededPluginVersion() {
        return settings.pluginVersion();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("environment.unknown", "There is no such environment.");
    }
}
