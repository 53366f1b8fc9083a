/// SQS behind the doorbell port, and S3 behind the media store.
@NullMarked
package im.conduit.sqs;

import org.jspecify.annotations.NullMarked;
