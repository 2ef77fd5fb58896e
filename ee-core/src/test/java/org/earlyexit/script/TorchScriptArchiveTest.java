package org.earlyexit.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class TorchScriptArchiveTest {

    @Test
    void theSourceIsStoredAsItIs() throws IOException {
        List<String> names = new ArrayList<>();
        String stored = "";
        byte[] archive = TorchScriptArchive.of("A", "class A(Module):\n");

        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().endsWith(".py")) {
                    stored = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }

        assertThat(names)
                .containsExactly(
                        "module/data.pkl", "module/code/__torch__.py", "module/constants.pkl", "module/version");
        assertThat(stored).isEqualTo("class A(Module):\n");
    }

    @Test
    void aSourceThatTheJarLacksIsNamed() {
        assertThatThrownBy(() -> TorchScriptArchive.source(TorchScriptArchiveTest.class, "none.torchscript"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the jar must hold none.torchscript");
    }
}
