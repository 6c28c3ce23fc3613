import type { MiddlewareHandler } from 'hono';

/**
 * Keeps other sites out. A page elsewhere may not post here (its origin and `Sec-Fetch-Site` give it away, and a JSON body
 * needs a permission nobody gives), and a name that was made to point at this machine is not one of ours.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function guard(baseUrl: string): MiddlewareHandler {
  const own = new URL(baseUrl);
  return async (c, next) => {
    const here = new URL(c.req.url);
    if (!isLocal(here.hostname) && here.hostname !== own.hostname) {
      const message = `the sandbox does not answer to ${here.hostname}: open it at localhost, or set BASE_URL to this address`;
      return c.json({ message }, 403);
    }
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const site = c.req.header('sec-fetch-site') ?? 'same-origin';
    const origin = c.req.header('origin');
    const isOwn = origin === undefined || [here.host, own.host].includes(hostOf(origin));
    if (site !== 'same-origin' || !isOwn) {
      return c.json({ message: 'the sandbox takes requests from its own page only' }, 403);
    }
    if (!c.req.header('content-type')?.startsWith('application/json')) {
      return c.json({ message: 'the body must be JSON' }, 415);
    }
    return next();
  };
}

/** Addresses in numbers cannot be made to point elsewhere by a name server. */
function isLocal(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  return hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
}

function hostOf(origin: string): string {
  return URL.parse(origin)?.host ?? '';
}
