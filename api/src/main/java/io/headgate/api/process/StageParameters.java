package io.headgate.api.process;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Role;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.validation.ParameterValues;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The values that a stage has for a process's parameters. They stand in the place of the defaults of the definition. */
@Service
public class StageParameters {

    private final Processes processes;
    private final Stages stages;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    StageParameters(
            Processes processes, Stages stages, AuditTrail audit, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.processes = processes;
        this.stages = stages;
        this.audit = audit;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The values by parameter key, of parameters that a version no longer has as well. */
    @Transactional(readOnly = true)
    public Map<String, JsonNode> of(UUID processId, UUID stageId) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        jdbc.sql("SELECT key, value FROM stage_parameter WHERE process_id = ? AND stage_id = ? ORDER BY key")
                .params(processId, stageId)
                .query(row -> {
                    values.put(row.getString("key"), json.readTree(row.getString("value")));
                });
        return values;
    }

    /** What a version declares, with the stage's values for defaults where it has any. */
    @Transactional(readOnly = true)
    public List<Parameter> applied(UUID processId, UUID stageId, List<Parameter> declared) {
        if (declared.isEmpty()) {
            return declared;
        }
        Map<String, JsonNode> values = of(processId, stageId);
        return declared.stream()
                .map(parameter -> values.containsKey(parameter.key())
                        ? new Parameter(
                                parameter.key(),
                                parameter.type(),
                                parameter.label(),
                                parameter.required(),
                                values.get(parameter.key()))
                        : parameter)
                .toList();
    }

    /**
     * Sets the values that are given, and takes away those that are given as null; the rest stays. On a protected stage only a
     * tenant admin may: a value can change what an approved version does.
     *
     * @param version number of the version whose declarations they must fit; null for the draft's
     */
    @Transactional
    public Map<String, JsonNode> change(
            CurrentTenant tenant, String key, String stageKey, @Nullable Integer version, JsonNode given) {
        ProcessView process = processes.lockInUse(tenant.id(), key);
        StageView stage = stages.hold(tenant.id(), stageKey);
        if (stage.needsSecondPerson() && !tenant.role().covers(Role.TENANT_ADMIN)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "stage.protected-values",
                    "The values of a protected stage are set by a tenant admin; you are "
                            + tenant.role().label() + ".");
        }
        check(tenant.id(), key, version, given);
        for (Map.Entry<String, JsonNode> value : given.properties()) {
            if (value.getValue().isNull()) {
                jdbc.sql("DELETE FROM stage_parameter WHERE process_id = ? AND stage_id = ? AND key = ?")
                        .params(process.id(), stage.id(), value.getKey())
                        .update();
            } else {
                set(tenant, process.id(), stage.id(), value.getKey(), value.getValue());
            }
        }
        audit.record(
                tenant.id(),
                tenant.actor(),
                "stage.parameters",
                key,
                stage.key() + ": " + String.join(", ", given.propertyNames()));
        return of(process.id(), stage.id());
    }

    private void set(CurrentTenant tenant, UUID processId, UUID stageId, String key, JsonNode value) {
        jdbc.sql("""
                        INSERT INTO stage_parameter (tenant_id, process_id, stage_id, key, value, updated_by, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (tenant_id, process_id, stage_id, key) DO UPDATE
                        SET value = excluded.value, updated_by = excluded.updated_by, updated_at = excluded.updated_at""")
                .params(
                        tenant.id(),
                        processId,
                        stageId,
                        key,
                        json.writeValueAsString(value),
                        tenant.actor(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    /** Every problem at once. What is not given is not asked for here, so nothing is required. */
    private void check(UUID tenantId, String key, @Nullable Integer version, JsonNode given) {
        List<Parameter> declared = version == null
                ? processes.draft(tenantId, key).definition().parameters()
                : processes
                        .definition(processes.version(tenantId, key, version).id())
                        .parameters();
        List<Parameter> optional = declared.stream()
                .map(parameter -> new Parameter(parameter.key(), parameter.type(), parameter.label(), false, null))
                .toList();
        ObjectNode set = json.createObjectNode();
        given.properties().stream()
                .filter(value -> !value.getValue().isNull())
                .forEach(value -> set.set(value.getKey(), value.getValue()));
        var problems = Definitions.fieldProblems(ParameterValues.bind(optional, set, Pointer.ROOT.field("values"))
                .problems());
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(
                    "stage.parameters", "The values do not fit the parameters of the process.", problems);
        }
    }
}
