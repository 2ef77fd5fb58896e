package org.earlyexit.model;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which weights to load, and where to.
 *
 * @param folder the HuggingFace folder to read; empty for a backbone that brings its own weights
 * @param manager the parent of the backbone's own manager, which decides engine and device
 */
public record BackboneRequest(Optional<Path> folder, NDManager manager) {}
