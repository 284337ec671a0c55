// What may stand in an HTTP header, and the percent-encoding of what may not.

/** How values travel: percent-encoded, as HTTP headers demand, or untouched, as in a message's text map. */
export type CarrierEncoding = 'http' | 'text-map';

const HTTP_TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const PRINTABLE_ASCII = /^[ -~]*$/;
const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** `encodeURIComponent` that takes any string: half a character becomes U+FFFD instead of an exception. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATES, '\uFFFD'));
}

/** `decodeURIComponent` that leaves text which is not percent-encoded as it is, as jaeger-client does. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A baggage key as part of a header name; characters that Node would refuse there are percent-encoded. */
export function encodeHeaderName(key: string): string {
  return HTTP_TOKEN.test(key) ? key : percentEncode(key);
}

/** The reverse of {@link encodeHeaderName}; a key that merely contains a percent sign is left alone. */
export function decodeHeaderName(name: string): string {
  const decoded = percentDecode(name);
  return HTTP_TOKEN.test(decoded) ? name : decoded;
}

/** A value for clients that do not encode: printable ASCII goes as it is, all else percent-encoded. */
export function encodeUnlessPrintable(text: string): string {
  return PRINTABLE_ASCII.test(text) ? text : percentEncode(text);
}

/** The reverse of {@link encodeUnlessPrintable}: `100%25` stays, since a sender would not have encoded `100%`. */
export function decodeUnlessPrintable(text: string): string {
  const decoded = percentDecode(text);
  return PRINTABLE_ASCII.test(decoded) ? text : decoded;
}
