package io.headgate.api.account;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.connector.storage.Listing;
import io.headgate.connector.storage.S3Uri;
import io.headgate.connector.storage.TenantStorage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

/** The names of the files at a location, for who sets up what a component reads. Never what the files hold. */
@Service
public class LocationFiles {

    /**
     * A file.
     *
     * @param path below the location, as settings name it
     * @param size in bytes
     */
    record LocationFile(String path, long size, Instant modifiedAt) {}

    /**
     * One page of names, in S3's order.
     *
     * @param folders paths below the location, each ending in a slash
     * @param after where the next page begins; null on the last one
     */
    record FilePage(
            List<String> folders,
            List<LocationFile> files,
            @Nullable String after) {}

    /**
     * Paths below a location.
     *
     * @param all whether there are no more
     */
    public record FoundPaths(List<String> paths, boolean all) {}

    private static final int PAGE = 200;

    /** As many as S3 tells in one call. */
    private static final int LOOKED_AT = 1000;

    private final LocationRepository locations;
    private final Accounts accounts;
    private final TenantStorage storage;

    LocationFiles(LocationRepository locations, Accounts accounts, TenantStorage storage) {
        this.locations = locations;
        this.accounts = accounts;
        this.storage = storage;
    }

    /**
     * The folders and files whose paths begin with a prefix and lie in no deeper folder. Names that no setting may hold are left
     * out, so a page may be shorter than others and even empty.
     *
     * @param prefix a folder with its slash, the beginning of a name, or both; empty for the location itself
     * @param after {@link FilePage#after()} of the page before
     */
    FilePage list(UUID tenantId, UUID stageId, String key, String prefix, @Nullable String after) {
        LocationView location = readable(stageId, key);
        refuseIfBad(prefix);
        ComputeTarget target = target(tenantId, stageId);
        S3Uri place = S3Uri.parse(location.uri());
        try {
            Listing found = storage.list(target.role(), new S3Uri(place.bucket(), place.key() + prefix), after, PAGE);
            int above = place.key().length();
            return new FilePage(
                    found.folders().stream()
                            .map(folder -> folder.substring(above))
                            .filter(folder -> LocationPath.fault(folder).isEmpty())
                            .toList(),
                    found.objects().stream()
                            .map(file -> new LocationFile(file.key().substring(above), file.size(), file.modifiedAt()))
                            .filter(file ->
                                    !file.path().isEmpty() && !file.path().endsWith("/"))
                            .filter(file -> LocationPath.fault(file.path()).isEmpty())
                            .toList(),
                    found.next());
        } catch (SdkException e) {
            throw told(e, location, after == null);
        }
    }

    /**
     * Paths below a location that begin with a prefix, in deeper folders too, as far as one call to S3 tells them. Names that
     * no setting may hold are left out.
     *
     * @param prefix as in {@link #list}
     */
    public FoundPaths below(UUID tenantId, UUID stageId, String key, String prefix) {
        LocationView location = readable(stageId, key);
        refuseIfBad(prefix);
        ComputeTarget target = target(tenantId, stageId);
        S3Uri place = S3Uri.parse(location.uri());
        try {
            Listing found =
                    storage.listBelow(target.role(), new S3Uri(place.bucket(), place.key() + prefix), LOOKED_AT);
            int above = place.key().length();
            return new FoundPaths(
                    found.objects().stream()
                            .map(file -> file.key().substring(above))
                            .filter(path -> !path.isEmpty() && !path.endsWith("/"))
                            .filter(path -> LocationPath.fault(path).isEmpty())
                            .toList(),
                    found.next() == null);
        } catch (SdkException e) {
            throw told(e, location, true);
        }
    }

    private ComputeTarget target(UUID tenantId, UUID stageId) {
        return accounts.computeTarget(tenantId, stageId)
                .orElseThrow(
                        () -> ProblemException.conflict(
                                "account.none",
                                "No AWS account is registered for this tenant yet. A tenant admin registers one; then its files can be looked through."));
    }

    private LocationView readable(UUID stageId, String key) {
        LocationView location = locations
                .findByStageIdAndKey(stageId, key)
                .map(Location::view)
                .orElseThrow(
                        () -> ProblemException.notFound("location.unknown", "There is no location '" + key + "'."));
        if (location.access() == LocationAccess.WRITE) {
            throw ProblemException.conflict(
                    "location.not-for-read",
                    "The location '" + key + "' may not be read. Choose one that may, or have its access changed.");
        }
        return location;
    }

    private static void refuseIfBad(String prefix) {
        LocationPath.fault(prefix).ifPresent(why -> {
            throw ProblemException.invalid(
                    "files.prefix",
                    "The prefix is not a path below the location.",
                    List.of(new FieldProblem(
                            "files.prefix",
                            "/prefix",
                            "The prefix " + why + ".",
                            "Write it as it stands below the location, for instance flights/2013.")));
        });
    }

    private static ProblemException told(SdkException failure, LocationView location, boolean isFirstPage) {
        if (failure instanceof StsException) {
            return ProblemException.conflict(
                    "account.role-refused",
                    "AWS does not let Headgate into the account. A tenant admin checks the role and its trust policy.");
        }
        int status = failure instanceof S3Exception answer ? answer.statusCode() : 0;
        String code = failure instanceof S3Exception answer && answer.awsErrorDetails() != null
                ? String.valueOf(answer.awsErrorDetails().errorCode())
                : "";
        if (status == 400 && code.equals("AuthorizationHeaderMalformed")) {
            // S3's word for a bucket in another Region than the one that was asked.
            status = 301;
        } else if (status == 400 && (isFirstPage || code.contains("Token"))) {
            // A session that has ended, or whatever else: nothing that the page asked for would explain.
            status = 0;
        }
        return switch (status) {
            case 400 ->
                ProblemException.invalid(
                        "files.after",
                        "This page is not there.",
                        List.of(new FieldProblem(
                                "files.after",
                                "/after",
                                "It is not what the page before named.",
                                "Begin with the first page.")));
            case 301 ->
                ProblemException.conflict(
                        "location.elsewhere",
                        "The bucket " + location.bucket()
                                + " is not in the account's Region. A tenant admin corrects the location.");
            case 403 ->
                ProblemException.conflict(
                        "location.denied",
                        "Headgate's role may not list the names in " + location.bucket()
                                + ". A tenant admin allows it s3:ListBucket there; until then the path can be written by hand.");
            case 404 ->
                ProblemException.conflict(
                        "location.bucket-missing",
                        "There is no bucket " + location.bucket()
                                + ". A tenant admin creates it, or corrects the location.");
            default ->
                new ProblemException(
                        HttpStatus.BAD_GATEWAY, "aws.away", "AWS does not answer right now. Try again in a moment.");
        };
    }
}
