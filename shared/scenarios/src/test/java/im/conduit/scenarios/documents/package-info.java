/// The examples of the product documents, taken from the documents and run as they stand; and the
/// app's own page, in the browser that they run in.
@NullMarked
package im.conduit.scenarios.documents;

import org.jspecify.annotations.NullMarked;
