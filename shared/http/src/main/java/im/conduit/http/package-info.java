/// The HTTP door that every function with routes shares: authentication, errors, request ids, CORS.
@NullMarked
package im.conduit.http;

import org.jspecify.annotations.NullMarked;
