package io.headgate.api.arrival;

/** Why something that the queue told started nothing. */
public enum Ignored {
    /** Not JSON, or JSON of something else. */
    NOT_OURS("The message is none of S3's: somebody else writes to this queue."),
    /** What S3 sends when notifications are set up. */
    TEST("S3 has tried whether it can write to the queue. It can."),
    /** A file was removed, or something else happened to it. */
    NOT_CREATED("The message is about something else than a new file."),
    FOREIGN_ACCOUNT("The message comes from another AWS account."),
    FOREIGN_BUCKET("No location of this tenant lies in that bucket."),
    OUTSIDE("The file lies outside of every location."),
    WORKSPACE("The file is one that Headgate itself keeps in its workspace."),
    HIDDEN("Names that begin with _ or . hold no data: other programs make them."),
    FOLDER("It is a folder, not a file."),
    BAD_NAME("The name holds what no path in Headgate may hold."),
    UNWATCHED("No process starts when a file of this name arrives.");

    private final String sentence;

    Ignored(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
