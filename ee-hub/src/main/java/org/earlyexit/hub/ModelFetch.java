package org.earlyexit.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Brings the files of a model that the toolkit reads into the cache that other programs read too. */
public final class ModelFetch {

    private static final Pattern REVISION =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}");

    private final HubSettings settings;
    private final Web web;
    private final FetchProgress progress;

    /**
     * Fetches with these settings.
     *
     * @param web offline if the settings are
     */
    public ModelFetch(HubSettings settings, Web web, FetchProgress progress) {
        this.settings = settings;
        this.web = web;
        this.progress = progress;
    }

    /**
     * Brings a model here, or finds it in the cache while offline.
     *
     * @param revision a branch, a tag or a commit
     * @return the folder with its files
     * @throws HubException if it cannot be brought; what is here already stays, and the same call goes on
     */
    public Path fetch(ModelId id, String revision) {
        if (!REVISION.matcher(revision).matches()) {
            throw new HubException(
                    HubException.Kind.SURROUNDINGS,
                    "--revision must be a branch, a tag or a commit, was '%s'".formatted(revision));
        }
        if (web.offline()) {
            return cached(id, revision);
        }
        return FetchLock.holding(settings.cache().lock(id), id.text(), () -> fetchAlone(id, revision));
    }

    private Path cached(ModelId id, String revision) {
        return settings.cache()
                .snapshot(id, revision)
                .orElseThrow(() -> new HubException(
                        HubException.Kind.SURROUNDINGS,
                        "%s (%s) must be in %s while the network is off (HF_HUB_OFFLINE or --offline), is not; fetch it once with the network on, or copy its folder there"
                                .formatted(id, revision, settings.cache().folder())));
    }

    private Path fetchAlone(ModelId id, String revision) {
        ModelListing listing = listing(id, revision);
        Download download = new Download(web, progress);
        listing.entries().forEach((name, entry) -> {
            progress.note("%s (%d bytes)".formatted(name, entry.bytes()));
            URI address = address("/%s/resolve/%s/%s".formatted(id, listing.commit(), name));
            Remote remote = new Remote(List.of(address), entry.bytes(), entry.checksum(), settings.token());
            download.fetch(remote, settings.cache().blob(id, entry.checksum()));
            settings.cache().link(id, listing.commit(), name, entry.checksum());
        });
        return settings.cache().complete(id, revision, listing.commit());
    }

    private ModelListing listing(ModelId id, String revision) {
        URI address = address("/api/models/%s/revision/%s?blobs=true".formatted(id, revision.replace("/", "%2F")));
        try {
            return new ModelListing(id.text(), web.text(address, settings.token()));
        } catch (IOException e) {
            throw new HubException(
                    HubException.Kind.SURROUNDINGS, "%s %s; try again later".formatted(address, Retries.reason(e)), e);
        }
    }

    private URI address(String path) {
        return URI.create(settings.endpoint() + path);
    }
}
