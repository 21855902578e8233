package io.headgate.api.publication;

import io.headgate.api.account.LocationUse;
import io.headgate.api.process.Processes;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.validation.SettingsLocations;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The locations that published versions name in their settings. */
@Component
class PublishedLocations implements LocationUse {

    /** A version whose text seems to name the location; whether it does, its settings say by their marks. */
    private record Candidate(String process, String name, UUID version) {}

    private final JdbcClient jdbc;
    private final Processes processes;
    private final ComponentTypes types;

    PublishedLocations(JdbcClient jdbc, Processes processes, ComponentTypes types) {
        this.jdbc = jdbc;
        this.processes = processes;
        this.types = types;
    }

    /** A key is of letters, digits, - and _, which stand for themselves in a pattern. */
    @Override
    @Transactional(readOnly = true)
    public List<User> usersOf(UUID stageId, String location, int most) {
        return jdbc
                .sql("""
                        SELECT DISTINCT p.key AS process, p.name, v.id AS version
                        FROM publication b
                        JOIN process_version v ON v.tenant_id = b.tenant_id AND v.id = b.version_id
                        JOIN process p ON p.tenant_id = b.tenant_id AND p.id = b.process_id
                        WHERE b.stage_id = :stage AND b.state IN (:open) AND v.definition ~ :named
                        ORDER BY p.key""")
                .param("stage", stageId)
                .param("open", PublicationSteps.OPEN.stream().map(Enum::name).toList())
                .param("named", "\"location\"\\s*:\\s*\"" + location + "\"")
                .query(Candidate.class)
                .list()
                .stream()
                .filter(candidate -> names(candidate.version(), location))
                .map(candidate -> new User(candidate.process(), candidate.name(), Kind.PUBLISHED))
                .distinct()
                .limit(most)
                .toList();
    }

    private boolean names(UUID version, String location) {
        ProcessDefinition definition = processes.definition(version);
        return definition.components().stream()
                .anyMatch(component -> types.resolve(component.type(), component.version()).stream()
                        .flatMap(type -> SettingsLocations.of(type, component.settings()).stream())
                        .anyMatch(place -> place.location().equals(location)));
    }
}
