package io.headgate.api.process;

import io.headgate.dag.validation.SettingsCall;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which processes each version runs, so that whoever looks for circles reads no definitions. */
@Repository
class VersionCalls {

    private final JdbcClient jdbc;
    private final EntityManager entities;

    VersionCalls(JdbcClient jdbc, EntityManager entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** Keeps the calls of a version that is being made; the processes are there, or it would have been refused. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(UUID tenantId, UUID versionId, List<SettingsCall.Placed> calls) {
        if (calls.isEmpty()) {
            return;
        }
        entities.flush();
        for (SettingsCall.Placed placed : calls) {
            jdbc.sql("""
                            INSERT INTO version_call (tenant_id, version_id, component_key, called_id)
                            SELECT tenant_id, ?, ?, id FROM process WHERE tenant_id = ? AND key = ?""")
                    .params(
                            versionId,
                            placed.component().key(),
                            tenantId,
                            placed.call().process())
                    .update();
        }
    }
}
