/// The examples of the product documents, taken from the documents and run as they stand.
@NullMarked
package im.conduit.scenarios.documents;

import org.jspecify.annotations.NullMarked;
