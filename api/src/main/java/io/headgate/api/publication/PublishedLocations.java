package io.headgate.api.publication;

import io.headgate.api.account.LocationUse;
import io.headgate.api.process.Processes;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.validation.SettingsLocations;
import io.headgate.dag.validation.SettingsLocations.Access;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The locations that published versions name in their settings, and those that are going but have runs. */
@Component
class PublishedLocations implements LocationUse {

    /** A version whose text seems to name the location; what it does there, its settings say by their marks. */
    private record Candidate(String process, String name, UUID version, UUID publication, PublicationState state) {}

    private static final List<String> STATES = Stream.concat(
                    PublicationSteps.OPEN.stream(), Stream.of(PublicationState.RETIRING))
            .map(Enum::name)
            .toList();

    private final JdbcClient jdbc;
    private final Processes processes;
    private final ComponentTypes types;
    private final PublicationUse use;

    PublishedLocations(JdbcClient jdbc, Processes processes, ComponentTypes types, PublicationUse use) {
        this.jdbc = jdbc;
        this.processes = processes;
        this.types = types;
        this.use = use;
    }

    /** A key is of letters, digits, - and _, which stand for themselves in a pattern. */
    @Override
    @Transactional(readOnly = true)
    public List<User> usersOf(UUID stageId, String location) {
        Map<String, User> users = new LinkedHashMap<>();
        for (Candidate candidate : candidates(stageId, location)) {
            Set<Access> does = doneAt(location, candidate.version());
            // One that is going needs nothing any more when its last run has ended.
            boolean isOver =
                    candidate.state() == PublicationState.RETIRING && !use.hasUnsettledRuns(candidate.publication());
            if (!does.isEmpty() && !isOver) {
                users.merge(
                        candidate.process(),
                        new User(
                                candidate.process(),
                                candidate.name(),
                                Kind.PUBLISHED,
                                does.contains(Access.READ),
                                does.contains(Access.WRITE)),
                        PublishedLocations::both);
            }
        }
        return List.copyOf(users.values());
    }

    private List<Candidate> candidates(UUID stageId, String location) {
        return jdbc.sql("""
                        SELECT p.key AS process, p.name, v.id AS version, b.id AS publication, b.state
                        FROM publication b
                        JOIN process_version v ON v.tenant_id = b.tenant_id AND v.id = b.version_id
                        JOIN process p ON p.tenant_id = b.tenant_id AND p.id = b.process_id
                        WHERE b.stage_id = :stage AND b.state IN (:states) AND v.definition ~ :named
                        ORDER BY p.key, b.number""")
                .param("stage", stageId)
                .param("states", STATES)
                .param("named", "\"location\"\\s*:\\s*\"" + location + "\"")
                .query(Candidate.class)
                .list();
    }

    private Set<Access> doneAt(String location, UUID version) {
        Set<Access> does = EnumSet.noneOf(Access.class);
        processes
                .definition(version)
                .components()
                .forEach(component -> types
                        .resolve(component.type(), component.version())
                        .map(type -> SettingsLocations.of(type, component.settings()))
                        .orElse(List.of())
                        .stream()
                        .filter(place -> place.location().equals(location))
                        .forEach(place -> does.add(place.access())));
        return does;
    }

    private static User both(User one, User other) {
        return new User(
                one.process(), one.name(), one.kind(), one.reads() || other.reads(), one.writes() || other.writes());
    }
}
