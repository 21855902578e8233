package io.headgate.api.run;

import io.headgate.api.platform.Ids;
import io.headgate.connector.emr.StepRequest;
import io.headgate.connector.storage.S3Uri;
import java.util.List;
import java.util.stream.Stream;

/** The step that starts the package of jobs; all that it is to do stands in the settings that it is given. */
public final class JobStep {

    private JobStep() {}

    /**
     * A step of the package.
     *
     * @param jobs the folder of the package, and {@code sha256} the hash of its zip
     * @param settings where the document of settings lies
     * @param bytes that document; the step gets its hash
     * @param flags further arguments of the package's own
     */
    public static StepRequest of(
            String name, S3Uri jobs, String sha256, S3Uri settings, byte[] bytes, String... flags) {
        List<String> arguments = List.of(
                "spark-submit",
                "--deploy-mode",
                "client",
                "--py-files",
                jobs.resolve("headgate_jobs.zip").toString(),
                jobs.resolve("main.py").toString(),
                "--settings",
                settings.toString(),
                "--settings-sha256",
                Ids.sha256(bytes),
                "--package-sha256",
                sha256);
        return new StepRequest(
                name, Stream.concat(arguments.stream(), Stream.of(flags)).toList());
    }
}
