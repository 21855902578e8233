package io.headgate.api.account;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.connector.storage.Listing;
import io.headgate.connector.storage.S3Uri;
import io.headgate.connector.storage.TenantStorage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

/** The names of the files at a location, for who sets up what a component reads. Never what the files hold. */
@Service
class LocationFiles {

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

    private static final int PAGE = 200;

    /** What a job would read as a pattern, and so refuses. */
    private static final Pattern PATTERN = Pattern.compile("[*?\\[\\]{}]");

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
        ComputeTarget target = accounts.computeTarget(tenantId, stageId)
                .orElseThrow(
                        () -> ProblemException.conflict(
                                "account.none",
                                "No AWS account is registered for this tenant yet. A tenant admin registers one; then its files can be looked through."));
        S3Uri place = S3Uri.parse(location.uri());
        try {
            Listing found = storage.list(target.role(), new S3Uri(place.bucket(), place.key() + prefix), after, PAGE);
            int above = place.key().length();
            return new FilePage(
                    found.folders().stream()
                            .map(folder -> folder.substring(above))
                            .filter(folder -> fault(folder).isEmpty())
                            .toList(),
                    found.objects().stream()
                            .map(file -> new LocationFile(file.key().substring(above), file.size(), file.modifiedAt()))
                            .filter(file ->
                                    !file.path().isEmpty() && !file.path().endsWith("/"))
                            .filter(file -> fault(file.path()).isEmpty())
                            .toList(),
                    found.next());
        } catch (SdkException e) {
            throw told(e, location, after == null);
        }
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
        fault(prefix).ifPresent(why -> {
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

    /** Why a path does not name one place below the location; it may end in a slash. */
    private static Optional<String> fault(String path) {
        if (path.startsWith("/")) {
            return Optional.of("begins with a slash");
        }
        if (path.contains("\\")) {
            return Optional.of("holds a backslash");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a control character");
        }
        if (PATTERN.matcher(path).find()) {
            return Optional.of("holds one of * ? [ ] { }");
        }
        return Arrays.stream(path.split("/", -1))
                .filter(part -> part.equals(".") || part.equals(".."))
                .findFirst()
                .map(part -> "holds the part \"" + part + "\"")
                .or(() -> path.contains("//") ? Optional.of("holds two slashes in a row") : Optional.empty());
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
