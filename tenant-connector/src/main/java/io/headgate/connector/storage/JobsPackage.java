package io.headgate.connector.storage;

import io.headgate.connector.session.TenantRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The PySpark package {@code headgate_jobs} that this build carries. It lies in a tenant's workspace under a path that names
 * its hash, and is written there once.
 *
 * @param version version of the package
 * @param sha256 hash of the zip; every job checks it before it imports anything
 */
public record JobsPackage(String version, String sha256, byte[] zip, byte[] main) {

    /** Loads the package from this jar. */
    public static JobsPackage load() {
        byte[] zip = resource("headgate_jobs.zip");
        String version = new String(resource("version.txt"), StandardCharsets.UTF_8).strip();
        return new JobsPackage(version, hex(zip), zip, resource("main.py"));
    }

    /** The folder of this very package below a workspace. */
    public S3Uri folder(S3Uri workspace) {
        return workspace.resolve("jobs/" + version + "-" + sha256.substring(0, 12));
    }

    /** Puts the package into the workspace unless it is there. Throws what S3 answers. */
    public void install(TenantStorage storage, TenantRole role, S3Uri workspace) {
        storage.putOnce(role, folder(workspace).resolve("headgate_jobs.zip"), zip);
        storage.putOnce(role, folder(workspace).resolve("main.py"), main);
    }

    private static byte[] resource(String name) {
        try (InputStream in = JobsPackage.class.getResourceAsStream("/headgate-jobs/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The build carries no headgate-jobs/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
