/** One log line and one measurement for each request, when its connection is done with it. */
import { performance } from 'node:perf_hooks'
import type { Principal } from '../domain/principal.ts'
import { isPreflight } from './cors.ts'
import { splitUrl } from './dispatch.ts'
import type { Exchange } from './exchange.ts'
import type { Serving } from './serving.ts'

export function observe(x: Exchange, { log, metrics }: Serving): void {
  const { req, res } = x
  res.on('close', () => {
    const milliseconds = performance.now() - x.startedAt
    const operation = x.route?.id ?? (isPreflight(req) && res.statusCode === 204 ? 'preflight' : 'unknown')
    // 499, as nginx has it: the caller went away before the answer.
    const status = res.writableFinished ? res.statusCode : 499
    metrics.request(operation, status, milliseconds / 1000, x.version?.name)
    if (x.version !== null && x.route?.deprecated === true) metrics.deprecated(x.version.name, partnerOf(x.principal))
    log.info(
      {
        request_id: x.requestId,
        trace_id: x.trace.traceId,
        method: req.method,
        path: splitUrl(req.url as string).path,
        operation,
        principal: x.principal?.id,
        status,
        code: x.code ?? undefined,
        replayed: x.replayed || undefined,
        duration_ms: Math.round(milliseconds * 1000) / 1000,
      },
      'request',
    )
  })
}

/** Whom to write to. */
function partnerOf(principal: Principal | null): string {
  if (principal === null) return 'unknown'
  return principal.partnerId ?? 'merchant'
}
