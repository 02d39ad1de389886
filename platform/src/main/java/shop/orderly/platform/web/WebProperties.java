package shop.orderly.platform.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of HTTP.
 *
 * @param maxBody the largest request body; default 64 KB; larger ones are answered 413
 */
@ConfigurationProperties("orderly.web")
record WebProperties(@DefaultValue("64KB") DataSize maxBody) {}
