package im.conduit.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What this build is.
final class Product {

    private Product() {}

    /// Its version, as the build wrote it down.
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = Product.class.getResourceAsStream("product.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
