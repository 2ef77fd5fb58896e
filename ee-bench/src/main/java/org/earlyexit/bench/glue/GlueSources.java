package org.earlyexit.bench.glue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.hub.Checksum;
import org.earlyexit.hub.Remote;

/**
 * Where GLUE is hosted, and which bytes are to be expected there; {@code sources.yaml} says where that is known from.
 *
 * @param base the host's address, ended by {@code /}
 * @param files in the order of the tasks
 * @param known SHA-256 of files in the official layout, by their path
 */
record GlueSources(
        @JsonProperty(required = true) URI base,
        @JsonProperty(required = true) List<SourceFile> files,
        @JsonProperty(required = true) Map<String, String> known) {

    GlueSources {
        files = List.copyOf(files);
        known = Map.copyOf(known);
    }

    /**
     * A file that is hosted.
     *
     * @param task the folder of the official layout that it belongs to
     * @param path below the host's address
     * @param bytes how long it is
     * @param sha256 of its bytes
     */
    record SourceFile(
            @JsonProperty(required = true) String task,
            @JsonProperty(required = true) String path,
            @JsonProperty(required = true) long bytes,
            @JsonProperty(required = true) String sha256) {

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** The file at these mirrors, which have it under its plain name, and then at its host. */
        Remote remote(List<URI> mirrors, URI base) {
            List<URI> places = new ArrayList<>();
            for (URI mirror : mirrors) {
                String folder = mirror.toString();
                places.add(
                        URI.create(folder.endsWith("/") ? folder : folder + "/").resolve(name()));
            }
            places.add(base.resolve(path));
            return new Remote(places, bytes, new Checksum(Checksum.Kind.SHA256, sha256), Optional.empty());
        }
    }

    /** The files of a task's folder. */
    List<SourceFile> of(String task) {
        return files.stream().filter(file -> file.task().equals(task)).toList();
    }

    /** Those that come with the toolkit. */
    static GlueSources bundled() {
        try (InputStream in = GlueSources.class.getResourceAsStream("sources.yaml")) {
            if (in == null) {
                throw new IllegalStateException("sources.yaml must be bundled with the toolkit, and is missing");
            }
            return YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(in, GlueSources.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
