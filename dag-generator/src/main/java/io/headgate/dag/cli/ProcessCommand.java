package io.headgate.dag.cli;

import picocli.CommandLine.Command;

/** The commands about process files. */
@Command(
        name = "process",
        description = "Process files: lint, diff, export, import.",
        subcommands = {Lint.class, Diff.class, Export.class, Import.class})
final class ProcessCommand {}
