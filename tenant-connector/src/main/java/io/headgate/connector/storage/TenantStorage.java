package io.headgate.connector.storage;

import io.headgate.connector.session.TenantClients;
import io.headgate.connector.session.TenantRole;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in a tenant's bucket, reached with the tenant's own role. */
public final class TenantStorage {

    private static final int NOT_MODIFIED = 304;
    private static final int PRECONDITION_FAILED = 412;
    private static final int FORBIDDEN = 403;

    /** DeleteObjects takes at most so many keys (S3 API reference, DeleteObjects). */
    private static final int DELETES_A_CALL = 1000;

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
            throw SdkClientException.create("the object cannot be read to its end", e);
        }
    }

    /**
     * Reads a gzip object, unpacked, up to a limit of unpacked bytes.
     *
     * @param knownTag S3's tag of what the caller has already, which is not sent again; null when it has nothing
     */
    public Unpacked getUnpacked(TenantRole role, S3Uri uri, int limit, @Nullable String knownTag) {
        try (ResponseInputStream<GetObjectResponse> body = clients.s3(role)
                        .getObject(request ->
                                request.bucket(uri.bucket()).key(uri.key()).ifNoneMatch(knownTag));
                GZIPInputStream unpacked = new GZIPInputStream(body)) {
            byte[] bytes = unpacked.readNBytes(limit);
            body.abort();
            return new Unpacked.Found(bytes, body.response().eTag());
        } catch (NoSuchKeyException e) {
            return new Unpacked.Missing();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_MODIFIED) {
                return new Unpacked.Unchanged();
            }
            throw e;
        } catch (IOException e) {
            throw SdkClientException.create("the object cannot be read to its end", e);
        }
    }

    /** Removes every object below a folder, whose key ends in a slash. Throws what S3 answers. */
    public void removeBelow(TenantRole role, S3Uri folder) {
        if (!folder.key().endsWith("/")) {
            throw new IllegalArgumentException("not a folder: " + folder);
        }
        S3Client s3 = clients.s3(role);
        // All pages are read first: what a page shows must not depend on what was removed before it.
        List<ObjectIdentifier> found = s3
                .listObjectsV2Paginator(
                        request -> request.bucket(folder.bucket()).prefix(folder.key()))
                .contents()
                .stream()
                .map(object -> ObjectIdentifier.builder().key(object.key()).build())
                .toList();
        for (int from = 0; from < found.size(); from += DELETES_A_CALL) {
            List<ObjectIdentifier> batch = found.subList(from, Math.min(found.size(), from + DELETES_A_CALL));
            DeleteObjectsResponse answer = s3.deleteObjects(request -> request.bucket(folder.bucket())
                    .delete(those -> those.objects(batch).quiet(true)));
            if (answer.hasErrors() && !answer.errors().isEmpty()) {
                throw S3Exception.builder()
                        .statusCode(FORBIDDEN)
                        .message(answer.errors().getFirst().code())
                        .build();
            }
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
                found(page),
                page.nextContinuationToken());
    }

    private static List<Listing.Found> found(ListObjectsV2Response page) {
        return page.contents().stream()
                .map(object -> new Listing.Found(object.key(), object.size(), object.lastModified()))
                .toList();
    }

    /** The first objects whose keys begin with a prefix, in deeper folders too: one page of them. Throws what S3 answers. */
    public Listing listBelow(TenantRole role, S3Uri begin, int most) {
        ListObjectsV2Response page = clients.s3(role)
                .listObjectsV2(request -> request.bucket(begin.bucket())
                        .prefix(begin.key())
                        .encodingType(EncodingType.URL)
                        .maxKeys(most));
        return new Listing(List.of(), found(page), page.nextContinuationToken());
    }

    /** Checks that the bucket is there and may be listed below the prefix. Throws what S3 answers. */
    public void probe(TenantRole role, S3Uri uri) {
        clients.s3(role)
                .listObjectsV2(request ->
                        request.bucket(uri.bucket()).prefix(uri.key()).maxKeys(1));
    }
}
