package im.conduit.testkit.aws;

import java.util.List;

/// An HTTP request as it reaches API Gateway.
///
/// @param method upper case
/// @param rawPath as sent, without the query
/// @param rawQuery as sent, without the question mark; empty when there is none
/// @param headers in order, names as sent; a name may come more than once
/// @param body the bytes
/// @param sourceIp the peer's address
public record ApiRequest(
        String method,
        String rawPath,
        String rawQuery,
        List<Header> headers,
        byte[] body,
        String sourceIp) {

    /// One header line.
    public record Header(String name, String value) {}

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
