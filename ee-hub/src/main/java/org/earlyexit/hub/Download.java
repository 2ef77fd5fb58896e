package org.earlyexit.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings files here. A file is in its place whole and with the right checksum, or not at all; until then it is called
 * {@code NAME.partial}, and a later call goes on where this one stopped. Mirrors are asked in their order.
 */
public final class Download {

    private final Web web;
    private final FetchProgress progress;

    /** Downloads through this network. */
    public Download(Web web, FetchProgress progress) {
        this.web = web;
        this.progress = progress;
    }

    /**
     * Brings a file to its place, unless it is there already.
     *
     * @throws HubException if no mirror gives it, or the disk does not take it; the message says what each mirror did
     */
    public void fetch(Remote remote, Path target) {
        if (Disk.get(
                target, () -> Files.exists(target) && remote.problem(target).isEmpty())) {
            return;
        }
        List<String> failures = new ArrayList<>();
        HubException.Kind kind = HubException.Kind.SURROUNDINGS;
        for (URI mirror : remote.mirrors()) {
            try {
                fetchFrom(mirror, remote, new PartFile(target));
                return;
            } catch (IOException e) {
                failures.add(mirror + " " + Retries.reason(e));
                kind = e instanceof RefusedException refused && refused.isOfContent()
                        ? HubException.Kind.CONTENT
                        : kind;
            }
        }
        throw new HubException(
                kind, "%s; try again later, or name another source".formatted(String.join("; ", failures)));
    }

    private void fetchFrom(URI mirror, Remote remote, PartFile part) throws IOException {
        boolean resumed = part.size() > 0;
        bring(mirror, remote, part);
        Optional<String> problem = part.problem(remote);
        if (problem.isPresent() && resumed) {
            progress.note("%s %s after it went on; asking for all of it".formatted(mirror, problem.get()));
            part.delete();
            bring(mirror, remote, part);
            problem = part.problem(remote);
        }
        if (problem.isPresent()) {
            part.delete();
            throw RefusedException.content(problem.get());
        }
        part.publish();
    }

    private void bring(URI mirror, Remote remote, PartFile part) throws IOException {
        web.retries().of(mirror, () -> {
            attempt(mirror, remote, part);
            return part;
        });
    }

    private void attempt(URI mirror, Remote remote, PartFile part) throws IOException {
        long have = part.size();
        if (have > 0 && have >= remote.bytes()) {
            return; // an earlier call ended between the last byte and the checksum, which decides
        }
        try (Reply reply = web.get(mirror, conditions(part, have), remote.token())) {
            boolean goesOn = goesOn(reply, part, have);
            long from = goesOn ? have : 0;
            requireLength(reply, remote, from);
            part.requireRoom(remote.bytes() - from);
            progress.begin(name(mirror), from, remote.bytes());
            try (Watch body = web.watch(reply);
                    OutputStream out = goesOn ? part.goOn() : part.begin(reply.strongTag())) {
                copy(body, out, part, remote.bytes() - from);
            }
        }
    }

    private static String name(URI mirror) {
        return mirror.getPath().substring(mirror.getPath().lastIndexOf('/') + 1);
    }

    private static Map<String, String> conditions(PartFile part, long have) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (have > 0) {
            headers.put("Range", "bytes=%d-".formatted(have));
            part.tag().ifPresent(tag -> headers.put("If-Range", tag));
        }
        return headers;
    }

    /** Whether the host sends the rest rather than the whole. */
    private static boolean goesOn(Reply reply, PartFile part, long have) throws IOException {
        boolean ranged = reply.status() == Reply.PART || (have > 0 && reply.status() == Reply.BAD_RANGE);
        if (reply.status() == Reply.PART && have > 0 && reply.rangeStart().orElse(-1) == have) {
            return true;
        }
        if (ranged) {
            part.delete(); // the next attempt asks for all of it
            throw new IOException("status %d for a part that was not asked for".formatted(reply.status()));
        }
        if (reply.status() != Reply.OK) {
            throw reply.refusal();
        }
        return false;
    }

    private static void requireLength(Reply reply, Remote remote, long from) throws IOException {
        long announced = from + reply.length().orElse(remote.bytes() - from);
        if (announced != remote.bytes()) {
            throw RefusedException.content(remote.wrongLength(announced));
        }
    }

    private void copy(Watch body, OutputStream out, PartFile part, long missing) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = missing;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            int bytes = read;
            left -= bytes;
            if (left < 0) {
                part.delete();
                throw RefusedException.content("must send %d bytes, sent more".formatted(missing));
            }
            Disk.run(part.path(), () -> out.write(buffer, 0, bytes));
            progress.advance(bytes);
        }
        if (left > 0) {
            throw new IOException("%d of %d bytes came".formatted(missing - left, missing));
        }
    }
}
