package io.headgate.api;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** ListObjectsV2 as S3 answers it: by prefix and delimiter, in pages, with keys as in an address. */
final class FakeListing {

    private FakeListing() {}

    static byte[] of(Map<String, byte[]> objects, String place, URI uri) {
        String bucket = place.replaceFirst("/.*", "");
        Map<String, String> query = query(uri);
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.getOrDefault("delimiter", "");
        int most = Integer.parseInt(query.getOrDefault("max-keys", "1000"));
        TreeSet<String> names = objects.keySet().stream()
                .filter(name -> name.startsWith(bucket + "/"))
                .map(name -> name.substring(bucket.length() + 1))
                .filter(key -> key.startsWith(prefix))
                .map(key -> folded(key, prefix, delimiter))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> after = names.tailSet(query.getOrDefault("continuation-token", ""), false).stream()
                .limit(most + 1L)
                .toList();
        List<String> page = after.subList(0, Math.min(most, after.size()));
        StringBuilder xml = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
        for (String name : page) {
            boolean isFolder = !delimiter.isEmpty() && name.indexOf(delimiter, prefix.length()) >= 0;
            xml.append(
                    isFolder
                            ? "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>".formatted(encoded(name))
                            : "<Contents><Key>%s</Key><Size>%d</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>"
                                    .formatted(encoded(name), objects.get(bucket + "/" + name).length));
        }
        if (after.size() > most) {
            xml.append("<IsTruncated>true</IsTruncated><NextContinuationToken>%s</NextContinuationToken>"
                    .formatted(page.getLast()));
        }
        return xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String folded(String key, String prefix, String delimiter) {
        int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return end < 0 ? key : key.substring(0, end + 1);
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> found = new TreeMap<>();
        Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair ->
                        found.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return found;
    }
}
