package im.conduit.scenarios.documents;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.scenarios.shape.ShapeKind;
import org.junit.jupiter.api.Test;

/// A video in Chromium, on the page that the app serves at `/`.
class PlayingAVideoTest {

    @Test
    void theAppsPageLoadsTheVideoThatItAskedForInItsTrueSizeAndLength() {
        try (RunningExample page = RunningExample.alone("playing.mjs", ShapeKind.NETTY.running())) {
            assertThat(page.hear("loaded", "")).as("%s", page.said()).isEqualTo("320 180 2");
        }
    }
}
