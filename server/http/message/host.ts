/** `uri-host [ ":" port ]` by its characters (RFC 9110 §7.2, RFC 3986 §3.2.2); it may be empty. */
export const host = /^(?:\[[0-9A-Fa-fVv:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::\d*)?$/
