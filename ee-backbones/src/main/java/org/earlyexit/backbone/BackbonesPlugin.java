package org.earlyexit.backbone;

import java.util.List;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.plugin.EarlyExitPlugin;

/** Offers the backbones of this module. */
public final class BackbonesPlugin implements EarlyExitPlugin {

    @Override
    public List<BackboneFactory> backbones() {
        return List.of(new EeMiniFactory(), new FolderFactory());
    }
}
