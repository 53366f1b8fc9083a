package im.conduit.media;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import java.nio.file.Path;

/// Media in a folder of this machine.
///
/// @param folder `conduit.media.folder`; made when it is missing
@ConfigurationProperties("conduit.media")
@Requires(property = "conduit.media.folder", missingProperty = "conduit.media.bucket")
record FolderSettings(Path folder) {}
