package io.headgate.api.environment;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An Airflow that tenants share. */
@Entity
@Table(name = "environment")
class AirflowEnvironment {

    @Id
    private UUID id;

    private String name;
    private String region;
    private String bucket;
    private int runLimit;
    private Instant createdAt;

    protected AirflowEnvironment() {}

    AirflowEnvironment(String name, String region, String bucket, Instant now) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.region = region;
        this.bucket = bucket;
        this.runLimit = 300;
        this.createdAt = now;
    }

    void limitRuns(int runLimit) {
        this.runLimit = runLimit;
    }

    EnvironmentView view() {
        return new EnvironmentView(id, name, region, bucket, runLimit, createdAt);
    }
}
