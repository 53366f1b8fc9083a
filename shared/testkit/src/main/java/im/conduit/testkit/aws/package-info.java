/// Look-alikes of what stands around a function in the cloud, written from AWS's documented
/// behaviour: API Gateway (HTTP and WebSocket APIs), event documents, the Lambda Runtime API.
@NullMarked
package im.conduit.testkit.aws;

import org.jspecify.annotations.NullMarked;
