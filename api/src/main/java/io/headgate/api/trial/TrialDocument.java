package io.headgate.api.trial;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.run.JobStep;
import io.headgate.api.run.StepOwner.Document;
import io.headgate.connector.emr.StepRequest;
import io.headgate.connector.storage.JobsPackage;
import io.headgate.connector.storage.S3Uri;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document that tells a trial's step what to do, a pure function of what is stored, and the step itself. */
@Component
class TrialDocument {

    /** A join finds little in few rows: of each source, so many times more are taken than are shown. */
    private static final int SOURCE_ROWS_A_ROW = 50;

    private static final int FEWEST_SOURCE_ROWS = 1000;

    /** What is put into the tenant's workspace, and the step that reads it. */
    record Prepared(List<Document> documents, StepRequest step) {}

    private final JobsPackage jobs;
    private final JsonMapper json;

    TrialDocument(JobsPackage jobs, JsonMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    /** The scratch folder of a trial in the workspace; nothing of it lies anywhere else. */
    static S3Uri folder(ComputeTarget target, Trial trial) {
        return target.workspace().resolve("trials/" + trial.id() + "/");
    }

    static S3Uri sample(ComputeTarget target, Trial trial) {
        return folder(target, trial).resolve("sample.json");
    }

    Prepared prepare(Trial trial, ComputeTarget target) {
        S3Uri folder = folder(target, trial);
        ObjectNode document = json.createObjectNode();
        document.put("schemaVersion", 1);
        document.put("attemptKey", trial.id().toString());
        document.put("rows", trial.rows());
        document.put("sourceRows", sourceRows(trial.rows()));
        document.set("components", json.readTree(Objects.requireNonNull(trial.plan())));
        document.put("work", folder.resolve("work/").toString());
        document.put("sample", sample(target, trial).toString());
        document.put("marker", folder.resolve("marker").toString());
        byte[] bytes = json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        S3Uri uri = folder.resolve("settings.json");
        S3Uri installed = jobs.folder(target.workspace());
        List<Document> documents = new ArrayList<>(List.of(new Document(uri, bytes)));
        if (!target.jobsSha256().equals(jobs.sha256())) {
            // The account was registered with an older package, which knows no trials; its runs go on using that one.
            documents.add(new Document(installed.resolve("headgate_jobs.zip"), jobs.zip()));
            documents.add(new Document(installed.resolve("main.py"), jobs.main()));
        }
        return new Prepared(
                List.copyOf(documents), JobStep.of(trial.name(), installed, jobs.sha256(), uri, bytes, "--trial"));
    }

    static int sourceRows(int rows) {
        return Math.max(FEWEST_SOURCE_ROWS, rows * SOURCE_ROWS_A_ROW);
    }
}
