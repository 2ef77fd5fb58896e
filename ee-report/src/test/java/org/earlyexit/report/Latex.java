package org.earlyexit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The LaTeX of this machine, if it has one. */
final class Latex {

    private static final Path PROGRAM = Path.of("/usr/bin/pdflatex");
    private static final int SECONDS = 240;

    private Latex() {}

    /**
     * Compiles all tables of a folder in one document of two columns, as papers have them.
     *
     * @param tables holds them
     * @param work is made, and gets the document
     */
    static void requireCompiles(Path tables, Path work) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "pdflatex is not installed (apt-get install texlive-latex-base)");
        StringBuilder document = new StringBuilder("""
                \\documentclass[twocolumn]{article}
                \\usepackage[T1]{fontenc}
                \\usepackage[utf8]{inputenc}
                \\usepackage{booktabs}
                \\usepackage{textcomp}
                \\begin{document}
                """);
        Files.createDirectories(work);
        for (Path table : tables(tables)) {
            String name = String.valueOf(table.getFileName());
            Files.copy(table, work.resolve(name));
            document.append("\\input{").append(name).append("}\n\\clearpage\n");
        }
        Files.writeString(work.resolve("all.tex"), document + "\\end{document}\n");

        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "all.tex")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("out.txt").toFile())
                .start();

        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(work.resolve("out.txt"), StandardCharsets.ISO_8859_1))
                .isZero();
    }

    private static List<Path> tables(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(".tex"))
                    .sorted()
                    .toList();
        }
    }
}
