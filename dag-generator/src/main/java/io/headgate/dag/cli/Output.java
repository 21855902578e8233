package io.headgate.dag.cli;

import io.headgate.dag.airflow.DagFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where rendered files go. */
sealed interface Output {

    void write(Path input, DagFile file) throws IOException;

    /** The name under which an input's file is written; inputs of the same name clash. */
    String name(Path input);

    static Output to(PrintStream stream) {
        return new Stream(stream);
    }

    static Output into(Path directory) {
        return new Directory(directory);
    }

    /** One after the other, so there are no names to clash. */
    record Stream(PrintStream stream) implements Output {

        @Override
        public void write(Path input, DagFile file) {
            stream.writeBytes(file.bytes());
        }

        @Override
        public String name(Path input) {
            return input.toString();
        }
    }

    /** One file an input, put in place at once, so that no reader sees half of it. */
    record Directory(Path directory) implements Output {

        @Override
        public void write(Path input, DagFile file) throws IOException {
            Files.createDirectories(directory);
            Path target = directory.resolve(name(input));
            Path temporary = Files.createTempFile(directory, ".render", ".tmp");
            try {
                Files.write(temporary, file.bytes());
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }

        @Override
        public String name(Path input) {
            String name = String.valueOf(input.getFileName());
            int dot = name.lastIndexOf('.');
            return (dot > 0 ? name.substring(0, dot) : name) + ".py";
        }
    }
}
