package im.conduit.functions.operations;

import java.io.InputStream;

/// The body of an answer whose length is known before it is read.
///
/// @param bytes exactly `length` of them; closed by whoever writes the answer
/// @param length bytes
record MediaBody(InputStream bytes, long length) {}
