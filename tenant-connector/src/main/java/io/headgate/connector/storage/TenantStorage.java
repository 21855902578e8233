package io.headgate.connector.storage;

import io.headgate.connector.session.TenantClients;
import io.headgate.connector.session.TenantRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in a tenant's bucket, reached with the tenant's own role. */
public final class TenantStorage {

    private static final int PRECONDITION_FAILED = 412;

    private final TenantClients clients;

    public TenantStorage(TenantClients clients) {
        this.clients = clients;
    }

    /** Writes an object; the same bytes written again change nothing. */
    public void put(TenantRole role, S3Uri uri, byte[] bytes) {
        clients.s3(role)
                .putObject(request -> request.bucket(uri.bucket()).key(uri.key()), RequestBody.fromBytes(bytes));
    }

    /** Writes an object unless it is there already. */
    public void putOnce(TenantRole role, S3Uri uri, byte[] bytes) {
        try {
            clients.s3(role)
                    .putObject(
                            request ->
                                    request.bucket(uri.bucket()).key(uri.key()).ifNoneMatch("*"),
                            RequestBody.fromBytes(bytes));
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
        }
    }

    /** Reads an object up to a limit; empty when there is none. Longer objects are cut off at the limit. */
    public Optional<byte[]> get(TenantRole role, S3Uri uri, int limit) {
        try (ResponseInputStream<GetObjectResponse> body = clients.s3(role)
                .getObject(request -> request.bucket(uri.bucket()).key(uri.key()))) {
            byte[] bytes = body.readNBytes(limit);
            body.abort();
            return Optional.of(bytes);
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a gzip object, unpacked, up to a limit of unpacked bytes; empty when there is none. */
    public Optional<byte[]> getUnpacked(TenantRole role, S3Uri uri, int limit) {
        try (ResponseInputStream<GetObjectResponse> body = clients.s3(role)
                        .getObject(request -> request.bucket(uri.bucket()).key(uri.key()));
                GZIPInputStream unpacked = new GZIPInputStream(body)) {
            byte[] bytes = unpacked.readNBytes(limit);
            body.abort();
            return Optional.of(bytes);
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lists what begins with a prefix, folders by slashes. Throws what S3 answers, a 400 for an {@code after} that is not S3's.
     *
     * @param begin bucket, and how all keys begin; not necessarily a whole folder
     * @param after {@link Listing#next()} of the page before; null for the first
     * @param most entries a page, at most 1,000
     */
    public Listing list(TenantRole role, S3Uri begin, @Nullable String after, int most) {
        ListObjectsV2Response page = clients.s3(role)
                .listObjectsV2(request -> request.bucket(begin.bucket())
                        .prefix(begin.key())
                        .delimiter("/")
                        .encodingType(EncodingType.URL)
                        .continuationToken(after)
                        .maxKeys(most));
        return new Listing(
                page.commonPrefixes().stream().map(CommonPrefix::prefix).toList(),
                page.contents().stream()
                        .map(object -> new Listing.Found(object.key(), object.size(), object.lastModified()))
                        .toList(),
                page.nextContinuationToken());
    }

    /** Checks that the bucket is there and may be listed below the prefix. Throws what S3 answers. */
    public void probe(TenantRole role, S3Uri uri) {
        clients.s3(role)
                .listObjectsV2(request ->
                        request.bucket(uri.bucket()).prefix(uri.key()).maxKeys(1));
    }
}
