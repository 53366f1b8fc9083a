package im.conduit.realtime.generation;

import im.conduit.realtime.task.TaskType;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import org.jspecify.annotations.Nullable;

/// `conduit.models.<name>`: a model that callers may name. An entry with the name of a built-in
/// model replaces it.
///
/// @param name as callers write it
/// @param type what it makes
/// @param provider short name of the provider that serves it
/// @param upstream the provider's own name of the model; the same as `name` when absent
@EachProperty("conduit.models")
public record ModelSettings(
        @Parameter String name, TaskType type, String provider, @Nullable String upstream) {}
