package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Why runs wait. */
final class Waiting {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static final Trouble SUSPENDED = new Trouble(
            "waiting.tenant-suspended",
            "The tenant is suspended.",
            "A platform admin can resume it; then the run starts.");
    static final Trouble PAUSED =
            new Trouble("waiting.paused", "The process is paused.", "Resume the process; then the run starts.");
    static final Trouble ARCHIVED = new Trouble(
            "waiting.archived",
            "The process is archived.",
            "Stop the run, or take the process out of the archive and publish it; then the run starts.");
    static final Trouble NO_ACCOUNT = new Trouble(
            "waiting.no-account",
            "The tenant has no AWS account registered where its components could run.",
            "A tenant admin registers one; then the run starts.");
    static final Trouble PUBLICATION = new Trouble(
            "waiting.publication",
            "The publication is still on its way into Airflow.",
            "Nothing; the run starts when it is live.");
    static final Trouble NOT_PUBLISHED = new Trouble(
            "waiting.not-published", "The process is not published.", "Publish it; then the run starts, or stop it.");
    static final Trouble PUBLICATION_FAILED = new Trouble(
            "waiting.publication-failed",
            "Airflow could not load the publication.",
            "Publish again; then the run starts, or stop it.");

    /** Not a reason to wait any longer: what the run waited for will not come. */
    static final Trouble VERSION_REPLACED = new Trouble(
            "rerun.version-not-published",
            "Another version went live before this repetition of the earlier one could begin.",
            "Publish the earlier version again, or run with the current one.");

    static Trouble staggered(Instant notBefore) {
        return new Trouble(
                "waiting.stagger",
                "The schedule spreads its starts over some minutes; this one starts at " + MINUTE.format(notBefore)
                        + " UTC.",
                "Nothing; the run starts by itself.");
    }

    static Trouble calledAgain(Instant notBefore) {
        return new Trouble(
                "waiting.called-again",
                "The component that calls it tries again after a while, at " + MINUTE.format(notBefore) + " UTC.",
                "Nothing; the run starts by itself.");
    }

    static final Trouble PLACE = new Trouble(
            "waiting.environment",
            "The shared environment has as many runs under way as it bears.",
            "Nothing; the run starts when its turn has come. Free places go to the tenant that has the fewest runs under way.");

    static Trouble tenantLimit(int limit) {
        return new Trouble(
                "waiting.tenant-limit",
                limit == 1
                        ? "Another run of your tenant is under way, and it may have one at a time."
                        : "Your tenant has " + limit + " runs under way, as many as it may have at the same time.",
                "Nothing; the run starts when its turn has come. A platform admin can raise the limit.");
    }

    static Trouble concurrency(int limit) {
        return new Trouble(
                "waiting.concurrency",
                limit == 1
                        ? "Another run of this process is under way."
                        : "There are " + limit + " runs of this process under way already.",
                "Nothing; the run starts when one has ended.");
    }

    private Waiting() {}
}
