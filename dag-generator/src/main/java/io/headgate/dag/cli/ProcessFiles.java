package io.headgate.dag.cli;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import io.headgate.dag.validation.ProcessValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads process files one by one, and folders of them. */
final class ProcessFiles {

    /** One byte more than the reader takes is enough for it to say that the file is too large. */
    private static final int MAX_READ = 1024 * 1024 + 1;

    /** As many processes as a tenant may bring at once. */
    static final int MAX_FILES = 10_000;

    /**
     * What is wrong with a file.
     *
     * @param code stable, for programs
     * @param pointer JSON Pointer into the file; null when the file as a whole is meant
     */
    record Fault(
            String file,
            String code,
            @Nullable String pointer,
            String message,
            @Nullable String remedy) {

        static Fault of(Path file, Problem problem) {
            return new Fault(
                    file.toString(), problem.code().word(), problem.pointer(), problem.message(), problem.remedy());
        }

        static Fault of(Path file, String code, String message) {
            return new Fault(file.toString(), code, null, message, null);
        }

        String line() {
            String at = pointer == null ? "" : pointer.isEmpty() ? "/: " : pointer + ": ";
            return Lines.printable(file + ": " + code + ": " + at + message + (remedy == null ? "" : " " + remedy));
        }
    }

    /** A file with what it holds, unless it cannot be read, and everything that is wrong with it. */
    record ReadFile(Path path, @Nullable ProcessDefinition definition, List<Fault> faults) {}

    private final DefinitionReader reader = new DefinitionReader();
    private final ProcessValidator validator = new ProcessValidator(new BuiltInComponentTypes());

    /**
     * The files, and those in the folders among them: {@code .json}, {@code .yaml} and {@code .yml}, however deep, in the order of
     * their names. Links are not followed: what is read lies in the folder that was named.
     */
    List<Path> in(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> below = Files.walk(path)) {
                    below.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isProcessFile(file))
                            .limit(MAX_FILES + 1L)
                            .sorted()
                            .forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        if (files.size() > MAX_FILES) {
            throw new IOException("more than " + MAX_FILES + " files; bring them in parts");
        }
        return files;
    }

    /** Reads and checks files; two of one process are a fault of the later one. */
    List<ReadFile> read(List<Path> paths) {
        Map<String, Path> byKey = new HashMap<>();
        List<ReadFile> read = new ArrayList<>();
        for (Path path : paths) {
            ReadFile file = read(path);
            ProcessDefinition definition = file.definition();
            Path other = definition == null ? null : byKey.putIfAbsent(definition.key(), path);
            if (other != null) {
                List<Fault> faults = new ArrayList<>(file.faults());
                faults.add(Fault.of(path, "process.clash", "it has the same process key as " + other));
                file = new ReadFile(path, definition, List.copyOf(faults));
            }
            read.add(file);
        }
        return read;
    }

    ReadFile read(Path path) {
        try {
            return switch (parsed(path)) {
                case ReadResult.Unreadable unreadable -> new ReadFile(path, null, faults(path, unreadable.problems()));
                case ReadResult.Readable readable ->
                    new ReadFile(path, readable.definition(), faults(path, validator.validate(readable.definition())));
            };
        } catch (NoSuchFileException missing) {
            return new ReadFile(path, null, List.of(Fault.of(path, "input.missing", "there is no such file")));
        } catch (IOException failure) {
            return new ReadFile(path, null, List.of(Fault.of(path, "input.io", failure.toString())));
        }
    }

    private ReadResult parsed(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_READ);
        }
        // YAML is what people write by hand, so anything that does not call itself JSON is taken for it.
        return name(path).endsWith(".json") ? reader.readJson(bytes) : reader.readYaml(bytes);
    }

    private static boolean isProcessFile(Path path) {
        return Stream.of(".json", ".yaml", ".yml").anyMatch(name(path)::endsWith);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }

    private static List<Fault> faults(Path path, List<Problem> problems) {
        return problems.stream().map(problem -> Fault.of(path, problem)).toList();
    }
}
