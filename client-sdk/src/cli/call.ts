import type { Client } from '../client.ts'
import type { Answer } from '../types.ts'
import { bodyOf } from './body.ts'
import { clientOf } from './connection.ts'
import { escapeText } from './escape.ts'
import { exit, UsageError } from './failure.ts'
import { pathsOf, pick } from './fields.ts'
import type { Options } from './options.ts'
import { itemWriter, writeValue } from './output.ts'
import type { Given } from './parse.ts'
import type { Command, Program } from './program.ts'
import { openSink, type Sink } from './sink.ts'
import { assemble, convert } from './values.ts'

interface Page extends Record<string, unknown> {
  readonly hasNextPage: boolean
  /** @param left how many items are wanted; all when absent */
  nextPage(left?: number): Promise<Page | undefined>
}
type Call = (client: Client, ...args: unknown[]) => Promise<Page>

/** Makes the call of a command, and writes its answer. @returns the exit code */
export async function run(
  program: Program,
  command: Command,
  { words, given, options }: { words: string[]; given: Given[]; options: Options },
  signal: AbortSignal,
): Promise<number> {
  const query = assembleAt('query', command, given)
  const args = [
    ...pathOf(command, words),
    ...(command.body
      ? [
          await bodyOf(
            command,
            given.filter(({ flag }) => flag.at === 'body'),
            options,
          ),
        ]
      : []),
    ...(command.hasQuery ? [query] : []),
    {
      ...assembleAt('options', command, given),
      signal,
      ...(options.idempotencyKey !== undefined && { idempotencyKey: options.idempotencyKey }),
      ...(options.contentType !== undefined && { contentType: options.contentType }),
    },
  ]
  const client = await clientOf(program, options)
  const isBytes = command.answers.length > 0 && command.answers.every((type) => !/^text\/|json|xml|yaml|\*/.test(type))
  const sink = openSink(options.out)
  if (isBytes && sink.isTerminal)
    throw new UsageError(`the answer is ${command.answers[0]}: give --out FILE, or pipe it`)
  const { list } = command
  if (list && (options.all || options.max !== undefined || (options.output ?? 'json') !== 'json')) {
    await writeItems(command.call as unknown as Call, client, args, query, { ...list, ...options }, sink)
  } else {
    const answer = (await command.call.withResponse(...([client, ...args] as never[]))) as Answer
    await writeAnswer(answer, list?.items, options, sink)
  }
  await sink.close()
  return exit.done
}

function pathOf({ args }: Command, words: string[]): unknown[] {
  const missing = args[words.length]
  if (missing) throw new UsageError(`<${missing.name}> is missing`)
  if (words.length > args.length) throw new UsageError(`"${words[args.length]}" is one word too many`)
  return args.map((arg, index) => convert(arg, words[index] as string, `<${arg.name}>`))
}

function assembleAt(at: 'query' | 'options', { flags }: Command, given: Given[]): Record<string, unknown> {
  const missing = flags.filter((flag) => flag.at === at && flag.required && !given.some((each) => each.flag === flag))
  if (missing.length > 0) throw new UsageError(`${missing.map(({ name }) => `--${name}`).join(', ')} must be given`)
  return assemble(given.filter(({ flag }) => flag.at === at))
}

/** Writes the items of a list page by page, and asks for no more than are wanted, or anybody reads. */
async function writeItems(
  call: Call,
  client: Client,
  args: unknown[],
  query: Record<string, unknown>,
  { items, most, max, all, ...style }: Options & { items: string; most?: number },
  sink: Sink,
): Promise<void> {
  const size = Math.min(max ?? Infinity, most ?? Infinity)
  // The fewer pages the better, unless the size was given.
  if ((all || max !== undefined) && size < Infinity) query.limit = Math.min(size, (query.limit as number) ?? size)
  const writer = await itemWriter(style, sink)
  let left = max ?? Infinity
  let page: Page | undefined = await call(client, ...args)
  for (;;) {
    const found = page[items] as unknown[]
    if (!(await writer.page(found.slice(0, left)))) return
    left -= found.length
    if (left <= 0 || (!all && max === undefined)) break
    page = await page.nextPage(left === Infinity ? undefined : left)
    if (!page) break
  }
  await writer.end()
  if (page?.hasNextPage && !all && max === undefined && process.stderr.isTTY)
    process.stderr.write('There are more: --all, or --max.\n')
}

/** @param items the member of a page whose fields are meant */
async function writeAnswer(
  { data, status, headers }: Answer,
  items: string | undefined,
  style: Options,
  sink: Sink,
): Promise<void> {
  if (data === undefined) {
    if (status === 304) process.stderr.write('304: what you have is still so\n')
    return
  }
  if (typeof data === 'string' && !/[/+]json\b/i.test(headers.get('content-type') ?? '')) {
    await sink.write(sink.isTerminal ? escapeText(data) : data)
    return
  }
  const stream = data instanceof Blob ? data.stream() : data instanceof ReadableStream ? data : undefined
  if (stream === undefined) {
    if (items === undefined || !style.fields) return writeValue(data, style, sink)
    const page = data as Record<string, unknown>
    return writeValue({ ...page, [items]: pick(page[items], pathsOf(style.fields)) }, {}, sink)
  }
  const isText = /^text\//.test(headers.get('content-type') ?? '')
  if (sink.isTerminal && !isText) {
    process.stderr.write(`${headers.get('content-type')}: give --out FILE, or pipe it\n`)
    return
  }
  const decoder = new TextDecoder()
  const reader = (stream as ReadableStream<Uint8Array>).getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const chunk = sink.isTerminal ? escapeText(decoder.decode(next.value, { stream: true })) : next.value
    if (!(await sink.write(chunk))) return void reader.cancel()
  }
}
