package io.headgate.api.environment;

import io.headgate.api.platform.Ids;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The DAG files in an environment's bucket. A file is written once and never again. */
@Component
public class DagBucket {

    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;

    DagBucket(S3Client environmentBuckets) {
        this.s3 = environmentBuckets;
    }

    /**
     * Writes a file unless it is there. If it is there with other bytes, somebody else wrote into the bucket: that is an
     * {@link IllegalStateException}, because it is code execution.
     */
    public void putOnce(String bucket, String key, byte[] bytes) {
        try {
            s3.putObject(
                    request -> request.bucket(bucket).key(key).ifNoneMatch("*").contentType("text/x-python"),
                    RequestBody.fromBytes(bytes));
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
            byte[] there = s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asByteArray();
            if (!Ids.sha256(there).equals(Ids.sha256(bytes))) {
                throw new IllegalStateException("The file " + key + " holds bytes that Headgate did not write");
            }
        }
    }

    public void delete(String bucket, String key) {
        s3.deleteObject(request -> request.bucket(bucket).key(key));
    }
}
