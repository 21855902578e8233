package io.headgate.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the process dies if a test has armed the place. */
public final class CrashPoint {

    private static volatile @Nullable Path folder;

    private CrashPoint() {}

    static void armedIn(Path place) {
        folder = place;
    }

    /** Kills this process if the point is armed: a file of its name lies in the folder. It is disarmed first, so it dies once. */
    public static void reached(String name) {
        Path place = folder;
        if (place == null) {
            return;
        }
        try {
            if (Files.deleteIfExists(place.resolve(name))) {
                new ProcessBuilder(
                                "kill",
                                "-9",
                                Long.toString(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
